import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startLoopback } from "../adapters/sandbox/loopback";
import { boot, queue, stop } from "../composition";
import { readSettings } from "../platform/env";
import { advanceClock } from "../platform/advance-clock";
import { testDatabase, type TestDatabase } from "./database";
import { dispatcher } from "./routes";

export interface TestApp {
  /** Where it answers HTTP: every route of `app/`, and no pages. */
  readonly base: string;
  readonly database: TestDatabase;
  /** Moves the application's clock and runs all that falls due. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole application in this process on a database of its own, behind real HTTP, in sandbox mode: for integration tests
 * of the API. `env` adds to the environment (for instance VOXPACT_RATE_SCALE).
 */
export async function testApp(env: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "voxpact-app-"));
  const answer = dispatcher();
  const server = await startLoopback({ "": answer });
  const settings = readSettings({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    PORT: new URL(server.url).port,
    APP_URL: server.url,
    VOXPACT_DATA_DIR: dataDir,
    VOXPACT_RATE_SCALE: "100000",
    // Most tests do not search: they need not wait for a model.
    VOXPACT_SANDBOX_EMBEDDING: "hashed-ngrams",
    LOG_LEVEL: "warn",
    ...env,
  });
  await boot(settings);
  return {
    base: server.url,
    database,
    advance: async (seconds) => void (await advanceClock(queue(), seconds)),
    async close() {
      await server.close();
      await stop();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** With no worker of its own: mails and Stripe's events go out in the background, which has to be run for them. */
export async function whileWorking<T>(app: TestApp, work: Promise<T>): Promise<T> {
  const state = { running: true };
  const done = work.finally(() => {
    state.running = false;
  });
  while (state.running) await Promise.race([done, app.advance(0)]);
  return done;
}
