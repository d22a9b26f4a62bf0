import pg from "pg";
import { call } from "../../lib/testing/client.ts";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded.ts";
import { scratchDirectory } from "../db/scratch.ts";
import { seededRandom } from "../lib/random.ts";
import { auditTrade } from "./audit.ts";
import { MortalServer } from "./chaos.ts";
import { ENDINGS } from "./endings.ts";
import { countUnsettled, findFaults, readBooks } from "./ledger.ts";
import { mustCall, until } from "./patience.ts";
import { readStripe } from "./stripe.ts";
import { playTrade, type Trade } from "./trade.ts";
import { createBuyer, createWorker, type Trader } from "./trader.ts";

export interface CrashOptions {
  readonly trades: number;
  /** While the trades run; two more follow while time passes. */
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface CrashReport {
  readonly trades: number;
  readonly kills: number;
  readonly faults: readonly string[];
}

const LANES = 12;
const TRADES_PER_WORKER = 4;
const TRADES_PER_BUYER = 10;
/** Below a silver worker's largest job. */
const LARGEST_CENTS = 20_000;
const SMALLEST_CENTS = 500;
const STEP_SECONDS = 12 * 3_600;
/** Enough for every deadline, release and retry of the endings. */
const STEPS = 16;
const KILLS_WHILE_SETTLING = 2;

/** Trades while the server is killed again and again, lets all time pass that they need, and audits what is left. */
export async function crashRun(options: CrashOptions): Promise<CrashReport> {
  const dataDir = await scratchDirectory();
  const random = seededRandom(options.seed);
  const server = await MortalServer.start(dataDir, random);
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    options.say(`${options.trades} trades, ${options.kills} kills, seed ${options.seed}`);
    const [trades] = await Promise.all([playAll(server, options, random), server.suffer(options.kills)]);
    options.say(`all steps are taken; ${await countUnsettled(client)} jobs and operations wait for time to pass`);
    await Promise.all([settle(server, client), server.suffer(KILLS_WHILE_SETTLING)]);
    await mustCall(server, "POST", "/sandbox/clock", { body: { advance_seconds: 0 } });
    return { trades: trades.length, kills: server.kills, faults: await audit(server, client, trades) };
  } finally {
    await client.end();
    await server.stop();
    await postgres.release();
    await destroyEmbeddedPostgres(dataDir);
  }
}

async function playAll(server: MortalServer, options: CrashOptions, random: () => number): Promise<readonly Trade[]> {
  const create = (make: (host: MortalServer) => Promise<Trader>, count: number): Promise<Trader[]> =>
    inLanes(Array.from({ length: count }), () => make(server));
  const buyers = await create(createBuyer, Math.ceil(options.trades / TRADES_PER_BUYER));
  const workers = await create(createWorker, Math.ceil(options.trades / TRADES_PER_WORKER));
  const plans = Array.from({ length: options.trades }, (_, index) => ({
    parties: { buyer: pick(buyers, index), worker: pick(workers, index) },
    ending: pick(ENDINGS, index),
    amountCents: SMALLEST_CENTS + Math.floor(random() * (LARGEST_CENTS - SMALLEST_CENTS)),
  }));
  return inLanes(plans, (plan) => playTrade(server, plan.parties, plan.ending, plan.amountCents));
}

/** Moves the clock until nothing is open any more, step by step; a step that the server did not survive is taken again. */
async function settle(server: MortalServer, client: pg.Client): Promise<void> {
  for (let step = 0; step < STEPS && (await countUnsettled(client)) > 0; step += 1) {
    await until("time to pass", async () => {
      const { status } = await call(server.base, "POST", "/sandbox/clock", { body: { advance_seconds: STEP_SECONDS } });
      return status === 200 ? true : null;
    });
  }
}

async function audit(server: MortalServer, client: pg.Client, trades: readonly Trade[]): Promise<readonly string[]> {
  const stripe = await readStripe(server);
  const books = await readBooks(client);
  const faults = trades.flatMap((trade) => auditTrade(trade, stripe.get(trade.jobId), books.get(trade.jobId)));
  const known = new Set(trades.map((trade) => trade.jobId));
  const strangers = [...books.keys()].filter((jobId) => !known.has(jobId));
  if (strangers.length > 0) faults.push(`jobs that nobody knows of were posted: ${strangers.join(", ")}`);
  return [...faults, ...(await findFaults(client))];
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** Works through the items, a few at a time, and keeps their order. */
async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
