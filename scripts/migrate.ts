/** `npm run db:migrate`: brings the database at `DATABASE_URL`, or the embedded one, to this checkout's schema. */
import { migrate } from "./db/migrate.ts";
import { openDatabase } from "./db/open.ts";
import { loadEnvFiles } from "./lib/env-files.ts";
import { runMain } from "./lib/problem.ts";

await runMain(async () => {
  loadEnvFiles();
  const database = await openDatabase();
  try {
    const applied = await migrate(database.url);
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log("the database is up to date");
  } finally {
    await database.release();
  }
});
