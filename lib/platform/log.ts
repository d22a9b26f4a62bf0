import pino, { type Logger } from "pino";

export type { Logger };

/** Fields that never reach a log line, wherever they sit. */
const SECRETS = [
  "authorization",
  "api_key",
  "token",
  "secret",
  "password",
  "*.authorization",
  "*.api_key",
  "*.token",
  "*.secret",
  // pg hangs the whole connection on an error that ended it.
  "err.client",
];

/** A logger of JSON lines from this level on ("info", "silent"); secrets among the fields are hidden. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: SECRETS, censor: "[hidden]" },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
