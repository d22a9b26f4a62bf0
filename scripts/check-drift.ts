/** Fails when prisma/migrations, applied to an empty database, give another schema than prisma/schema.prisma describes. */
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { scratchDirectory } from "./db/scratch.ts";
import { Problem, runMain } from "./lib/problem.ts";
import { run } from "./lib/run.ts";

const DIFFERENT = 2;

await runMain(async () => {
  const dataDir = await scratchDirectory();
  try {
    const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
    try {
      await migrate(postgres.url);
      await compare(postgres.url);
    } finally {
      await postgres.release();
    }
  } finally {
    await destroyEmbeddedPostgres(dataDir);
  }
});

async function compare(url: string): Promise<void> {
  const args = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma", "--exit-code"];
  const { code, output } = await run("prisma", args, { env: { DATABASE_URL: url } });
  if (code === 0) return;
  const what = code === DIFFERENT ? "prisma/schema.prisma and prisma/migrations differ" : "prisma migrate diff failed";
  throw new Problem(`${what}:\n${output}`);
}
