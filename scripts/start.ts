/** `npm start` and `npm run dev`: everything the marketplace needs, in this one process and one PostgreSQL. */
import { randomUUID } from "node:crypto";
import { announce, type Place } from "./announce.ts";
import { migrate } from "./db/migrate.ts";
import { openDatabase, type OpenDatabase } from "./db/open.ts";
import { ensureBuilt } from "./lib/build.ts";
import { loadEnvFiles } from "./lib/env-files.ts";
import { dataDirectory, ensureWritable } from "./lib/paths.ts";
import { portProblem } from "./lib/ports.ts";
import { Problem, runMain } from "./lib/problem.ts";
import { aborted, stopSignal } from "./lib/stop-signal.ts";
import { readSettings, SettingsError } from "../lib/platform/env.ts";
import { seedIfEmpty } from "./lib/seed.ts";
import { listenProblem, serve } from "./serve.ts";

interface Plan extends Place {
  readonly dev: boolean;
  readonly port: number;
  readonly host: string;
}

await runMain(async () => {
  const plan = makePlan(process.argv.includes("--dev"));
  const refusal = await portProblem(plan.port, plan.host);
  if (refusal !== null) throw new Problem(listenProblem(refusal, plan.host, plan.port));
  if (plan.sandbox) ensureWritable(dataDirectory());
  await run(plan, stopSignal());
});
process.exit();

/** Decides the mode and the address, and refuses an environment in which the application would not start. */
function makePlan(dev: boolean): Plan {
  loadEnvFiles();
  const env = process.env;
  // The rule of sandbox.md, applied before NODE_ENV is set to what Next needs for a built application.
  const sandbox = env.NODE_ENV !== "production" || env.VOXPACT_SANDBOX === "1";
  Object.assign(env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  if (sandbox) env.VOXPACT_SANDBOX = "1";
  env.VOXPACT_DATA_DIR = dataDirectory();
  const settings = settingsOrProblem({
    ...env,
    ...(sandbox ? { DATABASE_URL: env.DATABASE_URL ?? "postgresql://embedded" } : {}),
  });
  const host = env.HOST ?? (sandbox ? "127.0.0.1" : "0.0.0.0");
  return { dev, sandbox, host, port: settings.port, url: settings.appUrl };
}

function settingsOrProblem(env: Readonly<Record<string, string | undefined>>): {
  readonly port: number;
  readonly appUrl: string;
} {
  try {
    return readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) throw new Problem(error.message);
    throw error;
  }
}

/** From nothing to serving, and back: whatever ends it, the share in the database is given back. */
async function run(plan: Plan, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const database = openDatabase();
  try {
    await prepare(plan, database, stop);
    if (stop.aborted) return;
    const { url } = await database;
    process.env.DATABASE_URL = url;
    const pass = randomUUID();
    const service = await serve({ ...plan, pass });
    if (plan.sandbox) await seedIfEmpty(url, pass, stop);
    service.open();
    await announce(plan, url, performance.now() - started);
    await aborted(stop);
    await service.close();
  } finally {
    await database.then(
      ({ release }) => release(),
      () => undefined,
    );
  }
}

/** Migrates and builds side by side; a database that cannot be used ends the build at once. */
async function prepare(plan: Plan, database: Promise<OpenDatabase>, stop: AbortSignal): Promise<void> {
  const refused = new AbortController();
  const migrated = database
    .then(({ url }) => migrate(url))
    .catch((error: unknown) => {
      refused.abort();
      throw error;
    });
  const sayBuilding = (): void => {
    console.log("building the application (half a minute on two cores) …");
  };
  const built = plan.dev ? false : ensureBuilt(AbortSignal.any([stop, refused.signal]), sayBuilding);
  const failed = (await Promise.allSettled([migrated, built])).find((result) => result.status === "rejected");
  if (failed && !stop.aborted) throw failed.reason;
}
