import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, type AppDatabase } from "@/lib/platform/db";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded";
import { migrate } from "../db/migrate";
import { scratchDirectory } from "../db/scratch";
import { seededRandom } from "../lib/random";
import { sharesOf } from "./cpu";
import { createListener, Producer, type Listener, type Sent } from "./market";
import type { Manner } from "./manner";
import { MortalWorker } from "./mortal-worker";
import { Receivers } from "./receivers";
import { figuresOf, faultsOf, type Report } from "./report";

export interface DeliveryOptions {
  readonly events: number;
  readonly receivers: number;
  readonly kills: number;
  readonly perSecond: number;
  /** Events at the same rate before the first kill: what delivery takes while nothing dies. */
  readonly calm: number;
  /** How long a slow receiver takes to answer. */
  readonly slowMs: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const JOBS_EACH = 5;
const AUTH_SECRET = "only-for-the-test-of-delivery-0123456789";
const PATIENCE_MS = 180_000;
/** More than all retries together: 5 min, 30 min, 2 h (reference 002). */
const ALL_RETRIES_SECONDS = 10_000;
const CONNECTIONS = 12;

/** A third of the receivers trouble us, in turn. */
const TROUBLE: readonly Manner[] = ["failing", "hanging", "slow", "dropping"];

function mannerOf(number: number): Manner {
  if (number % 3 !== 2) return "sound";
  return TROUBLE[Math.floor(number / 3) % TROUBLE.length] ?? "failing";
}

/**
 * Writes events for many receivers, a third of which fail, hang, answer slowly or drop connections, while the process that
 * delivers is killed again and again. Then heals the receivers, lets the retries' time pass, and looks what is missing.
 */
export async function deliveryRun(options: DeliveryOptions): Promise<Report> {
  const dataDir = await scratchDirectory();
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const receivers = new Receivers(options.slowMs);
  const db = createDatabase(postgres.url, { max: CONNECTIONS });
  const worker = new MortalWorker({
    DATABASE_URL: postgres.url,
    AUTH_SECRET,
    VOXPACT_DATA_DIR: dataDir,
    VOXPACT_WORKER: "on",
    LOG_LEVEL: "fatal",
  });
  try {
    await migrate(postgres.url);
    const listeners = await createListeners(db, await receivers.open(), options.receivers);
    await worker.start();
    return await play({ options, db, worker, receivers, producer: new Producer(db, listeners) });
  } finally {
    await worker.stop();
    receivers.close();
    await db.close();
    await postgres.release();
    await destroyEmbeddedPostgres(dataDir);
  }
}

async function createListeners(db: AppDatabase, base: string, count: number): Promise<Listener[]> {
  const made: Listener[] = [];
  for (let number = 0; number < count; number += 1) {
    made.push(
      await createListener(db, { base, number, manner: mannerOf(number), jobs: JOBS_EACH, authSecret: AUTH_SECRET }),
    );
  }
  return made;
}

interface Stage {
  readonly options: DeliveryOptions;
  readonly db: AppDatabase;
  readonly worker: MortalWorker;
  readonly receivers: Receivers;
  readonly producer: Producer;
}

async function play({ options, db, worker, receivers, producer }: Stage): Promise<Report> {
  const { say, perSecond } = options;
  // Each is told once first: then code is compiled, statements are planned and connections are open.
  await taken(receivers, await producer.produce(options.receivers, perSecond / 2));
  let calm: readonly Sent[] = [];
  const shares = await sharesOf({ db, worker: worker.pid, events: options.calm, perSecond }, async () => {
    calm = await producer.produce(options.calm, perSecond);
    await taken(receivers, calm);
  });
  say(shares);
  say(`${options.calm} events at ${perSecond} a second: ${figuresOf(receivers, calm).text}`);
  const milliseconds = (options.events * 1_000) / perSecond;
  const [stormy] = await Promise.all([
    producer.produce(options.events, perSecond),
    worker.suffer(options.kills, milliseconds, seededRandom(options.seed)),
  ]);
  say(`${options.events} events, ${worker.kills} kills: all are written`);
  await taken(receivers, stormy);
  say(`${figuresOf(receivers, stormy).text}; the others are healed`);
  const early = { calm: figuresOf(receivers, calm), stormy: figuresOf(receivers, stormy) };
  receivers.heal();
  await finished(db, worker);
  const rows = await db.query<{ status: string; n: number }>(
    "SELECT status, count(*) AS n FROM webhook_deliveries GROUP BY status",
  );
  return {
    events: producer.sent.length,
    kills: worker.kills,
    attempts: [...receivers.hits.values()].reduce((sum, { attempts }) => sum + attempts, 0),
    duplicates: [...receivers.hits.values()].reduce((sum, hit) => sum + Math.max(0, hit.taken - 1), 0),
    ...early,
    faults: faultsOf(receivers, producer.sent, new Map(rows.map(({ status, n }) => [status, n]))),
  };
}

/** Lets the time of all retries pass, again for what was still under way when it did, until no delivery waits. */
async function finished(db: AppDatabase, worker: MortalWorker): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await db.query<{ due: number; pending: number }>(
      `SELECT count(*) FILTER (WHERE next_retry_at <= app_now()) AS due, count(*) AS pending
       FROM webhook_deliveries WHERE status = 'pending'`,
    );
    // What waits then is counted at the end.
    if (row === undefined || row.pending === 0 || performance.now() > end) return;
    if (row.due === 0) await worker.advance(ALL_RETRIES_SECONDS);
    await sleep(250);
  }
}

/** Waits until every receiver that takes anything has taken all of these. */
async function taken(receivers: Receivers, sent: readonly Sent[]): Promise<void> {
  const reachable = sent.filter(({ manner }) => manner === "sound" || manner === "slow");
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const missing = reachable.filter(({ id }) => (receivers.hits.get(id)?.taken ?? 0) === 0).length;
    if (missing === 0) return;
    // What is missing then is counted at the end.
    if (performance.now() > end) return;
    await sleep(100);
  }
}
