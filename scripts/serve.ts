import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "./lib/paths.ts";
import { oddRequests } from "./lib/odd-requests.ts";
import { errorCode, errorMessage, Problem } from "./lib/problem.ts";

export interface ServeOptions {
  readonly dev: boolean;
  readonly host: string;
  readonly port: number;
  /** Requests with this in their `x-voxpact-pass` header are answered before the doors open. */
  readonly pass: string;
}

export interface Service {
  /** Answers the requests that have waited, and from now on everybody. */
  readonly open: () => void;
  /** Requests finish, live streams end, background work is handed back, pools close. */
  readonly close: () => Promise<void>;
}

/**
 * Closes live streams and hands background work back at once, and ends the database pools when `drained` tells that the
 * last request has been answered.
 */
type StopApplication = (drained: Promise<void>) => Promise<void>;

/** Given by instrumentation.ts once the application has booted. */
interface Application {
  readonly stop: StopApplication;
  readonly log: { level: string };
}

/** How long requests may take to finish; with the rest of the shutdown it stays below ten seconds. */
const DRAIN_MS = 8_000;
const IDLE_POLL_MS = 100;
/** Above the idle time of common load balancers, so that they close first. */
const KEEP_ALIVE_MS = 65_000;

/** Log levels that say less than a warning would. */
const QUIET = new Set(["error", "fatal", "silent"]);

/** What the application sends to itself, through its own port. */
const OWN_CALLS = /^\/(api\/stripe\/webhook|sandbox\/hooks\/)/;

/**
 * Serves the application in this process. Until `open` is called only the seed is answered and everybody else waits: it
 * lets the market's past happen on a clock that is set back, which is no time for anyone to meet it.
 */
export async function serve(options: ServeOptions): Promise<Service> {
  const { default: next } = await import("next");
  let handle: RequestListener | null = null;
  const doors = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    if (mayPass(request, options.pass)) handle?.(request, response);
    else void doors.promise.then(() => handle?.(request, response));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const booted = awaitBoot();
  const app = next({ dev: options.dev, dir: ROOT, hostname: options.host, port: options.port, httpServer: server });
  const [application] = await Promise.all([booted, app.prepare()]);
  const answer = app.getRequestHandler();
  handle = oddRequests((request, response) => void answer(request, response));
  await listen(server, options);
  // Whoever starts the demo did not send the seed's hundreds of requests.
  const { log, stop } = application;
  const { level } = log;
  log.level = QUIET.has(level) ? level : "warn";
  const open = (): void => {
    log.level = level;
    doors.resolve(undefined);
  };
  return {
    open,
    async close() {
      open();
      await drain(server, stop);
      await app.close();
    },
  };
}

function mayPass(request: IncomingMessage, pass: string): boolean {
  return request.headers["x-voxpact-pass"] === pass || OWN_CALLS.test(request.url ?? "");
}

/** Next prints what instrumentation.ts throws and would go on without the application behind it; this tells us. */
async function awaitBoot(): Promise<Application> {
  const boot = Promise.withResolvers<Application>();
  Object.assign(globalThis, { [Symbol.for("voxpact.boot")]: boot });
  try {
    return await boot.promise;
  } catch (error) {
    throw new Problem(`the application does not start: ${errorMessage(error)}`);
  }
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(new Problem(listenProblem(errorCode(error) ?? error.message, host, port)));
    });
    server.listen(port, host, resolve);
  });
}

/** One line for why the server cannot listen there. */
export function listenProblem(code: string, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `port ${String(port)} is taken: stop what listens there, or set PORT to another one`;
  if (code === "EACCES") return `this user may not listen on port ${String(port)}: set PORT to 1024 or higher`;
  return `cannot listen on ${host}:${String(port)} (${code}): check HOST and PORT`;
}

async function drain(server: Server, stopApplication: StopApplication): Promise<void> {
  const drained = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A connection kept alive counts as open until it is closed, and it may become idle only now.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, IDLE_POLL_MS);
  const stopped = stopApplication(drained).catch((error: unknown) => {
    console.error(error);
  });
  await Promise.race([Promise.all([drained, stopped]), sleep(DRAIN_MS)]);
  clearInterval(idle);
  server.closeAllConnections();
}
