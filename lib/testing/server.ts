import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { destroyEmbeddedPostgres } from "../../scripts/db/embedded.ts";
import { scratchDirectory } from "../../scripts/db/scratch.ts";
import { ROOT } from "../../scripts/lib/paths.ts";
import { freePort } from "../../scripts/lib/ports.ts";

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Kept when the server stops; otherwise the server has a directory of its own, deleted by `stop`. */
  readonly dataDir?: string;
  /** Otherwise any free one. */
  readonly port?: number;
  /** Fills the market with the demo data first. */
  readonly seed?: boolean;
}

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it has printed. */
  readonly output: () => string;
  /** Asks it to end, waits until it has, and returns its exit code. Deletes the data directory if it is its own. */
  readonly stop: () => Promise<number | null>;
  /** Ends it without asking, and waits until it is gone. Its data, and its PostgreSQL, stay as they are. */
  readonly kill: () => Promise<void>;
}

/** It may have to build first. */
const START_TIMEOUT_MS = 10 * 60_000;
const POLL_MS = 100;
const READY = "Ctrl-C stops everything";

/** What the test runner puts into the environment, and what would make the server another one than asked for. */
const FOREIGN = /^(NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|npm_.*|DATABASE_URL|HOST|PORT|APP_URL|VOXPACT_.*)$/;

/** Starts the built application as `npm start` does, on a free port, with an embedded PostgreSQL of its own. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? (await scratchDirectory());
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "scripts/start.ts"],
    {
      cwd: ROOT,
      env: environment({
        PORT: String(port),
        VOXPACT_DATA_DIR: dataDir,
        VOXPACT_SEED: options.seed === true ? "on" : "off",
        EMBEDDED_PG_FSYNC: "off",
        LOG_LEVEL: "warn",
        ...options.env,
      }),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output = capture(child);
  const discard = async (): Promise<void> => {
    if (options.dataDir === undefined) await destroyEmbeddedPostgres(dataDir);
  };
  try {
    await ready(child, output);
  } catch (error) {
    await end(child, "SIGKILL");
    await discard();
    throw error;
  }
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    output,
    async stop() {
      await end(child, "SIGTERM");
      await discard();
      return child.exitCode;
    },
    kill: () => end(child, "SIGKILL"),
  };
}

function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...(Object.fromEntries(inherited) as NodeJS.ProcessEnv), ...own };
}

function capture(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!output().includes(READY)) {
    if (hasEnded(child)) throw new Error(`the server ended before it was ready:\n${output()}`);
    if (performance.now() > deadline) throw new Error(`the server was not ready in time:\n${output()}`);
    await sleep(POLL_MS);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
