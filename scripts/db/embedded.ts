import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { withLock } from "../lib/lock.ts";
import { ensureWritable } from "../lib/paths.ts";
import { Problem } from "../lib/problem.ts";
import { type Account, canReach, serverAccount } from "./account.ts";
import { findBinaries, SYSTEM_HOME } from "./binaries.ts";
import { type Cluster, ensureRunning, initialise, isInitialised, readPassword, stop } from "./cluster.ts";
import { isRunningPostmaster, readPostmaster } from "./postmaster.ts";

/** A share in a running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** The application's database. */
  readonly url: string;
  /** Gives the share back; the last process out stops the server. Safe to call twice. */
  readonly release: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Otherwise any free one. */
  readonly port?: number;
  /** False for data that may be lost at any time (tests). */
  readonly durable?: boolean;
}

export const APP_DATABASE = "voxpact";
const ADMIN_DATABASE = "postgres";
/** Every process that uses the server holds this advisory lock, shared; the server itself frees it when one dies. */
const LEASE_KEY = 86_729_122;
const LOCK_TIMEOUT_MS = 120_000;
const LOCK_FILE = "postgres.lock";

/**
 * Starts the PostgreSQL that keeps its data in `dataDir`, or joins the one that already runs there: another process of
 * ours may use it, or one that was killed may have left it. Throws `Problem` when the machine does not let it.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  ensureWritable(options.dataDir);
  const dataDir = fs.realpathSync(options.dataDir);
  const lockFile = path.join(dataDir, LOCK_FILE);
  return withLock(lockFile, LOCK_TIMEOUT_MS, async () => {
    const cluster = clusterIn(dataDir, options.durable ?? true);
    if (!isInitialised(cluster)) await initialise(cluster);
    const url = urlOf(cluster, await ensureRunning(cluster, options.port ?? null));
    const lease = await takeLease(url);
    await ensureDatabase(lease);
    return {
      url: url(APP_DATABASE),
      release: once(() => withLock(lockFile, LOCK_TIMEOUT_MS, () => leave(cluster, url, lease))),
    };
  });
}

/** Stops the server of this data directory, whoever uses it, and deletes the directory. */
export async function destroyEmbeddedPostgres(directory: string): Promise<void> {
  if (!fs.existsSync(directory)) return;
  const dataDir = fs.realpathSync(directory);
  await withLock(path.join(dataDir, LOCK_FILE), LOCK_TIMEOUT_MS, async () => {
    const cluster = clusterIn(dataDir, false);
    const running = readPostmaster(cluster.directory);
    if (running !== null && (await isRunningPostmaster(running.pid, cluster.directory))) await stop(cluster);
    fs.rmSync(cluster.directory, { recursive: true, force: true });
  });
  fs.rmSync(dataDir, { recursive: true, force: true });
}

function clusterIn(dataDir: string, durable: boolean): Cluster {
  const account = serverAccount();
  return { directory: placeCluster(dataDir, account), account, binaries: findBinaries(account), durable };
}

/**
 * Where the cluster lies: in the data directory, or, where root's checkout is closed to the server's account, in a
 * system folder that a note in the data directory points to. No note means that the data directory was deleted, and
 * with it what lies outside.
 */
function placeCluster(dataDir: string, account: Account | null): string {
  const inside = path.join(dataDir, "postgres");
  if (canReach(inside, account)) return inside;
  if (fs.existsSync(inside))
    throw new Problem(`PostgreSQL's account can no longer reach ${inside}: check the folders' permissions`);
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const outside = path.join(SYSTEM_HOME, `data-${name}`);
  const note = path.join(dataDir, "postgres.location");
  if (!fs.existsSync(note)) {
    fs.rmSync(outside, { recursive: true, force: true });
    fs.mkdirSync(SYSTEM_HOME, { recursive: true, mode: 0o755 });
    fs.writeFileSync(note, `${outside}\n`);
  }
  return outside;
}

type UrlOf = (database: string) => string;

function urlOf(cluster: Cluster, port: number): UrlOf {
  const password = encodeURIComponent(readPassword(cluster));
  return (database) => `postgresql://postgres:${password}@127.0.0.1:${String(port)}/${database}`;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "voxpact-lease" });
  // The server may go away under an idle connection; whoever needs it next finds out for itself.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Problem(
      `cannot connect to the embedded PostgreSQL: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return client;
}

async function takeLease(url: UrlOf): Promise<pg.Client> {
  const lease = await connect(url(ADMIN_DATABASE));
  await lease.query("select pg_advisory_lock_shared($1)", [LEASE_KEY]);
  return lease;
}

async function ensureDatabase(admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [APP_DATABASE]);
  if (rowCount === 0) await admin.query(`create database ${APP_DATABASE}`);
}

/** Runs under the start lock, so that nobody can join between the look and the stop. */
async function leave(cluster: Cluster, url: UrlOf, lease: pg.Client): Promise<void> {
  await lease.end().catch(() => undefined);
  if (await isUnused(url)) await stop(cluster);
}

async function isUnused(url: UrlOf): Promise<boolean> {
  let admin: pg.Client;
  try {
    admin = await connect(url(ADMIN_DATABASE));
  } catch {
    return false;
  }
  try {
    const { rows } = await admin.query<{ free: boolean }>("select pg_try_advisory_lock($1) as free", [LEASE_KEY]);
    return rows[0]?.free === true;
  } finally {
    await admin.end();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
