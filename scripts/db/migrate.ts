import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import { ROOT } from "../lib/paths.ts";
import { errorCode, errorMessage, Problem } from "../lib/problem.ts";

/** One folder of prisma/migrations. */
interface Migration {
  readonly name: string;
  readonly sql: string;
}

interface Applied {
  readonly name: string;
  readonly finished: boolean;
}

const UNDEFINED_TABLE = "42P01";
/** The advisory lock that Prisma's own `migrate deploy` takes: the two never run at once. */
const PRISMA_LOCK = 72_707_369;

/**
 * Brings the database to this checkout's schema: first the queue's own tables (ours refer to them), then
 * prisma/migrations in order. Returns the names of those applied. Throws `Problem` for a database this checkout does
 * not know.
 *
 * It writes the same `_prisma_migrations` rows as `prisma migrate deploy`, so Prisma's tools go on working, but each in
 * one transaction with its migration. Prisma writes them apart, and a process killed between the two leaves a database
 * that refuses every further migration until a person has looked at it.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const migrations = readMigrations();
  const client = await connect(url);
  try {
    const applied = await readApplied(client);
    refuseUnknown(applied, migrations);
    const missing = pending(applied, migrations);
    const queueIsReady = await isQueueReady(client);
    if (missing.length === 0 && queueIsReady) return [];
    if (!queueIsReady) await migrateQueue(url);
    return await applyMissing(client, migrations);
  } finally {
    await client.end();
  }
}

function readMigrations(): readonly Migration[] {
  const folder = path.join(ROOT, "prisma/migrations");
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map((entry) => ({
      name: entry.name,
      sql: fs.readFileSync(path.join(folder, entry.name, "migration.sql"), "utf8"),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "voxpact-migrate" });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new Problem(`cannot connect to the database: ${errorMessage(error)}`);
  }
}

async function readApplied(client: pg.Client): Promise<readonly Applied[]> {
  try {
    const { rows } = await client.query<Applied>(
      `select migration_name as name, finished_at is not null as finished
         from _prisma_migrations where rolled_back_at is null`,
    );
    return rows;
  } catch (error) {
    if (errorCode(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** A name we do not have comes from a newer version, or from another branch: either way its schema is not ours. */
function refuseUnknown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.find((migration) => !known.has(migration.name));
  if (!unknown) return;
  throw new Problem(
    `this is a database of a newer version (it has the migration ${unknown.name}, which this checkout does not): ` +
      "update the checkout, or use another DATABASE_URL or VOXPACT_DATA_DIR",
  );
}

function pending(applied: readonly Applied[], migrations: readonly Migration[]): readonly Migration[] {
  const unfinished = applied.find((migration) => !migration.finished);
  if (unfinished) {
    throw new Problem(
      `the migration ${unfinished.name} failed half-way under Prisma: see "npx prisma migrate resolve"`,
    );
  }
  const done = new Set(applied.map((migration) => migration.name));
  return migrations.filter((migration) => !done.has(migration.name));
}

/** Whether graphile-worker's tables are of the installed version, read without loading the library. */
async function isQueueReady(client: pg.Client): Promise<boolean> {
  const entry = createRequire(import.meta.url).resolve("graphile-worker");
  const scripts = fs.readdirSync(path.resolve(path.dirname(entry), "../sql")).filter((name) => name.endsWith(".sql"));
  try {
    const { rows } = await client.query<{ id: number }>("select max(id) as id from graphile_worker.migrations");
    return (rows[0]?.id ?? 0) >= scripts.length;
  } catch (error) {
    if (errorCode(error) === UNDEFINED_TABLE) return false;
    throw error;
  }
}

async function migrateQueue(url: string): Promise<void> {
  const { Logger, runMigrations } = await import("graphile-worker");
  const silent = new Logger(() => () => undefined);
  await runMigrations({ connectionString: url, logger: silent });
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
  await client.query(PRISMA_TABLE);
  // Read again: another process may have been at work until it gave us the lock.
  const missing = pending(await readApplied(client), migrations);
  for (const migration of missing) await apply(client, migration);
  await client.query("select use_pgvector()");
  await client.query("select pg_advisory_unlock($1)", [PRISMA_LOCK]);
  return missing.map((migration) => migration.name);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1)`,
      [randomUUID(), createHash("sha256").update(migration.sql).digest("hex"), migration.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Problem(`the migration ${migration.name} failed and was undone: ${errorMessage(error)}`);
  }
}

/** As Prisma itself creates it. */
const PRISMA_TABLE = `create table if not exists _prisma_migrations (
  id                  varchar(36) primary key not null,
  checksum            varchar(64) not null,
  finished_at         timestamptz,
  migration_name      varchar(255) not null,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;
