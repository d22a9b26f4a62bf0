/**
 * `npm run bench`: what a trade (create, accept, submit, approve) costs through the built application, next to (a) its SQL
 * statements alone, sent from one process, and (b) a bare node:http server that sends the same statements. All three use one
 * PostgreSQL and take turns; only the ratios mean something on another machine. Nothing here passes or fails.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { boot, stop as stopApplication } from "@/lib/composition";
import { readSettings } from "@/lib/platform/env";
import { Market } from "@/lib/testing/market";
import { startServer, type TestServer } from "@/lib/testing/server";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded";
import { scratchDirectory } from "../db/scratch";
import { ROOT } from "../lib/paths";
import { compare, type Contender, type Figure } from "./measure";
import { residentOf, togetherOf } from "./memory";
import { freshIds, record, replayStep, type Recording } from "./recording";
import { Client, STEPS, tradeOverHttp, type Pair } from "./trade";

const LANES = 16;
const CONNECTIONS = 20;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
/** Trust rises with each trade and stops at a cap: the recorded trades are like all later ones. */
const TRADES_UNTIL_CAP = 8;
const REST_MS = 5_000;

const SETTINGS = { VOXPACT_RATE_SCALE: "1000000", VOXPACT_DB_POOL: String(CONNECTIONS), LOG_LEVEL: "info" };

function serverWith(dataDir: string, worker: "on" | "off"): Promise<TestServer> {
  return startServer({ dataDir, env: { ...SETTINGS, VOXPACT_WORKER: worker } });
}

async function pairs(market: Market): Promise<readonly Pair[]> {
  const made: Pair[] = [];
  for (let lane = 0; lane < LANES; lane += 1) {
    const [buyer, worker] = await Promise.all([
      market.trader({ card: "pm_card_visa", capabilities: [] }),
      market.trader({ onboarded: true }),
    ]);
    made.push({ buyer, worker });
  }
  return made;
}

/** Everybody's ids, which a replayed trade keeps. */
async function knownIds(url: string): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text FROM owners UNION SELECT id FROM sandbox.stripe_objects UNION SELECT id::text FROM cards
     UNION SELECT id::text FROM agent_keys UNION SELECT id FROM agents`,
  );
  await client.end();
  return new Set(rows.map(({ id }) => id));
}

/** Boots the application in this process, beside the server and on its database, to see what a trade sends. */
async function recordAll(url: string, dataDir: string, market: Market, all: readonly Pair[]): Promise<Recording[]> {
  const known = await knownIds(url);
  await boot(
    readSettings({
      NODE_ENV: "test",
      DATABASE_URL: url,
      VOXPACT_DATA_DIR: dataDir,
      VOXPACT_WORKER: "off",
      ...SETTINGS,
      LOG_LEVEL: "silent",
    }),
  );
  const recordings: Recording[] = [];
  for (const pair of all) recordings.push(await record("http://127.0.0.1", market, pair, known));
  await stopApplication();
  return recordings;
}

function startBare(url: string, file: string): Promise<{ readonly base: string; readonly stop: () => void }> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, path.join(ROOT, "scripts/bench/bare-server.ts"), url, file, String(CONNECTIONS)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error("the bare server ended"));
    child.once("exit", died);
    const stop = () => {
      child.off("exit", died);
      child.kill();
    };
    child.stdout.on("data", (chunk: Buffer) => {
      const port = /port (\d+)/.exec(chunk.toString())?.[1];
      if (port !== undefined) resolve({ base: `http://127.0.0.1:${port}`, stop });
    });
  });
}

async function bareTrade(client: Client, lane: number, recording: Recording): Promise<void> {
  for (let at = 0; at < recording.steps.length; at += 1) {
    const { status, text } = await client.post(`/${lane}/${at}`, '{"title": "Summarise this document"}', {});
    if (status !== 200) throw new Error(`the bare server: ${status} ${text}`);
  }
}

function print(title: string, figures: readonly Figure[]): void {
  const bare = figures.find(({ name }) => name.startsWith("(b)"))?.perSecond ?? 0;
  const plain = figures.find(({ name }) => name.startsWith("(a)"))?.perSecond ?? 0;
  console.log(`\n${title}`);
  for (const { name, perSecond, median, p95 } of figures) {
    const ratios = [plain, bare].map((other) => (other === 0 ? "" : (perSecond / other).toFixed(2)));
    console.log(
      [
        name.padEnd(48),
        `${perSecond.toFixed(1).padStart(7)} trades/s`,
        `${median.toFixed(1).padStart(7)} ms`,
        `p95 ${p95.toFixed(1).padStart(7)} ms`,
        `to (a) ${(ratios[0] ?? "").padStart(5)}`,
        `to (b) ${(ratios[1] ?? "").padStart(5)}`,
      ].join("  "),
    );
  }
}

function printMemory(server: TestServer, dataDir: string): void {
  const file = path.join(fs.realpathSync(dataDir), "postgres", "postmaster.pid");
  const postmaster = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split("\n")[0]) : null;
  console.log(`\nmemory at rest: server ${residentOf(server.pid).toFixed(0)} MiB resident`);
  if (postmaster !== null)
    console.log(`memory at rest: PostgreSQL ${togetherOf(postmaster).toFixed(0)} MiB, all processes together`);
}

/** Small and many at once. */
const LOADS = [
  { concurrency: 1, trades: 60, warmUp: 40 },
  { concurrency: LANES, trades: 320, warmUp: 160 },
] as const;

async function measure(note: string, contenders: readonly Contender[]): Promise<void> {
  for (const load of LOADS) {
    const title = `${note}, ${load.concurrency} at a time, median of ${RUNS} runs of ${load.trades} trades`;
    print(title, await compare(contenders, { ...load, runs: RUNS }));
  }
}

/** The server as it is deployed, from rest: its memory, the traders, and trades with all that follows them. */
async function asDeployed(dataDir: string): Promise<{ readonly market: Market; readonly all: readonly Pair[] }> {
  const server = await serverWith(dataDir, "on");
  await sleep(REST_MS);
  printMemory(server, dataDir);
  const market = await Market.open(server);
  const all = await pairs(market);
  const client = new Client(server.base);
  for (let trade = 0; trade < TRADES_UNTIL_CAP; trade += 1) {
    await Promise.all(all.map((pair) => tradeOverHttp(client, market, pair)));
  }
  await measure("webhooks, validation and payouts beside it", [
    { name: "application", trade: (lane) => tradeOverHttp(client, market, pick(all, lane)) },
  ]);
  client.close();
  await server.stop();
  return { market, all };
}

function pick<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new Error(`there is no lane ${at}`);
  return found;
}

/** Requests alone: background work is left in the queue, for none of the three does it. */
async function sideBySide(dataDir: string, market: Market, all: readonly Pair[], file: string): Promise<void> {
  const server = await serverWith(dataDir, "off");
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const recordings = await recordAll(postgres.url, dataDir, market, all);
  fs.writeFileSync(file, JSON.stringify(recordings));
  const counts = recordings[0]?.steps.map(({ statements }, at) => `${STEPS[at]?.verb ?? ""} ${statements.length}`);
  console.log(`\nstatements: ${counts?.join(", ") ?? ""}`);
  const pool = new pg.Pool({ connectionString: postgres.url, max: CONNECTIONS });
  const bare = await startBare(postgres.url, file);
  const client = new Client(server.base);
  const bareClient = new Client(bare.base);
  await measure("requests alone", [
    { name: "application", trade: (lane) => tradeOverHttp(client, market, pick(all, lane)) },
    { name: "(a) the same statements, plain pg, no HTTP", trade: (lane) => replay(pool, pick(recordings, lane)) },
    {
      name: "(b) bare node:http, the same statements",
      trade: (lane) => bareTrade(bareClient, lane, pick(recordings, lane)),
    },
  ]);
  client.close();
  bareClient.close();
  bare.stop();
  await pool.end();
  await server.stop();
  await postgres.release();
}

async function replay(pool: pg.Pool, recording: Recording): Promise<void> {
  const fresh = freshIds(recording);
  for (const step of recording.steps) await replayStep(pool, step, fresh);
}

const dataDir = await scratchDirectory();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "voxpact-bench-"));
try {
  const { market, all } = await asDeployed(dataDir);
  await sideBySide(dataDir, market, all, path.join(scratch, "recordings.json"));
  await market.close();
} finally {
  await destroyEmbeddedPostgres(dataDir);
  fs.rmSync(scratch, { recursive: true, force: true });
}
process.exit();
