import pg from "pg";
import type { TestProject } from "vitest/node";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../../scripts/db/embedded.ts";
import { migrate } from "../../scripts/db/migrate.ts";
import { scratchDirectory } from "../../scripts/db/scratch.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's PostgreSQL: a superuser's URL, and the migrated database that tests are cloned from. */
    postgres: { readonly adminUrl: string; readonly template: string };
  }
}

const TEMPLATE = "voxpact_template";

/** One PostgreSQL for the whole test run, thrown away at its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await scratchDirectory();
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const teardown = async (): Promise<void> => {
    await postgres.release();
    await destroyEmbeddedPostgres(dataDir);
  };
  try {
    await createTemplate(postgres.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("postgres", { adminUrl: postgres.url, template: TEMPLATE });
  return teardown;
}

async function createTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  await migrate(url.href);
}
