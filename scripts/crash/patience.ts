import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, call, type CallOptions } from "../../lib/testing/client.ts";

/** A server that comes and goes. */
export interface Host {
  readonly base: string;
}

/** An answer that no waiting will change. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** Longer than a request's idempotency lock (90 s), which a killed server leaves behind. */
const PATIENCE_MS = 180_000;
const POLL_MS = 100;

/** Asks until there is an answer; what it throws meanwhile is the server's dying. */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  let last: unknown = null;
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline;) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      if (error instanceof Refused) throw error;
      last = error;
    }
    await sleep(POLL_MS);
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** Whether the server said something definite: not that it is busy, nor that it is in trouble. */
export function isDefinite(answer: Answer): boolean {
  const busy = answer.error.code === "operation_in_progress" || answer.error.code === "idempotency_in_progress";
  return answer.status < 500 && answer.status !== 429 && !busy;
}

/** Calls until the server answers something definite, as a client does that loses its connection now and then. */
export function callPatiently(host: Host, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  return until(`${method} ${path}`, async () => {
    const answer = await call(host.base, method, path, options);
    return isDefinite(answer) ? answer : null;
  });
}

/** The same, for calls that must succeed. */
export async function mustCall(host: Host, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const answer = await callPatiently(host, method, path, options);
  if (answer.status < 300) return answer;
  throw new Refused(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.error)}`);
}
