/** `node scripts/with-database.ts COMMAND [ARGUMENT…]`: runs a command with `DATABASE_URL` set, as `npm start` would. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openDatabase } from "./db/open.ts";
import { loadEnvFiles } from "./lib/env-files.ts";
import { Problem, runMain } from "./lib/problem.ts";

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Problem("usage: node scripts/with-database.ts COMMAND [ARGUMENT…]");
  loadEnvFiles();
  const database = await openDatabase();
  // The terminal sends Ctrl-C to the command too; we outlive it in order to give the database back.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  try {
    const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, DATABASE_URL: database.url } });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await database.release();
  }
});
