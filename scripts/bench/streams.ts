/**
 * `npm run bench:streams`: many open event streams in one process of the built application. What a stream takes of its
 * memory, and how long an event takes from its commit to all of its readers. Nothing here passes or fails, but an event that
 * a reader does not get, or gets twice, ends it with an error.
 */
import http from "node:http";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { event } from "@/lib/domain/webhooks";
import { wallNow } from "@/lib/kernel/clock";
import { newAgentId, newId, type AgentId } from "@/lib/kernel/ids";
import { createDatabase, type AppDatabase } from "@/lib/platform/db";
import { signAgentToken } from "@/lib/platform/tokens";
import { transact } from "@/lib/platform/transact";
import { startServer, type TestServer } from "@/lib/testing/server";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded";
import { scratchDirectory } from "../db/scratch";
import { quantile } from "./measure";
import { residentOf } from "./memory";

const AUTH_SECRET = "only-for-the-bench-of-streams-0123456789";
/** As many as one agent may have. */
const STREAMS_EACH = 20;
const OPENED_AT_ONCE = 50;
const REST_MS = 10_000;
const LAST_WAIT_MS = 20_000;

interface Listener {
  readonly id: AgentId;
  readonly token: string;
}

/** An agent whose webhook is switched off: the streams alone are measured. */
async function createListener(db: AppDatabase): Promise<Listener> {
  const now = wallNow();
  const [ownerId, id] = [newId(now), newAgentId(now)];
  await db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [ownerId, `${id}@example.com`, now]);
  await db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, webhook_disabled_at, status, activation_fee_cents, created_at)
     VALUES ($1, $2, 'listener', 'http://127.0.0.1:9/', $3, 'active', 0, $3)`,
    [id, ownerId, now],
  );
  return { id, token: await signAgentToken(AUTH_SECRET, now, { id, ownerId, epoch: 0, via: "agent" }) };
}

/** Every open stream, and when each event was first and last heard. */
class Audience {
  private readonly open: http.IncomingMessage[] = [];
  /** Arrivals of each event, by its id, in monotonic milliseconds. */
  readonly heard = new Map<string, number[]>();

  constructor(private readonly base: string) {}

  async join({ token }: Listener): Promise<void> {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.get(`${this.base}/v1/events?token=${token}`, { agent: false }, resolve).once("error", reject);
    });
    if (response.statusCode !== 200) throw new Error(`a stream was refused: ${response.statusCode ?? 0}`);
    this.open.push(response);
    let left = "";
    response.setEncoding("utf8");
    response.on("error", () => undefined);
    response.on("data", (text: string) => {
      const blocks = (left + text).split("\n\n");
      left = blocks.pop() ?? "";
      for (const block of blocks) this.hear(block);
    });
  }

  leave(): void {
    for (const response of this.open) response.destroy();
  }

  private hear(block: string): void {
    const id = /"id":"([^"]+)"/.exec(block)?.[1];
    if (id === undefined) return;
    const at = performance.now();
    const known = this.heard.get(id);
    if (known === undefined) this.heard.set(id, [at]);
    else known.push(at);
  }
}

async function openAll(audience: Audience, listeners: readonly Listener[]): Promise<void> {
  const waiting = listeners.flatMap((listener) => Array.from({ length: STREAMS_EACH }, () => listener));
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await audience.join(next);
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, lane));
}

/** Writes events at a steady rate, one agent after the other; when each was committed, by its id. */
async function write(
  db: AppDatabase,
  listeners: readonly Listener[],
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
): Promise<ReadonlyMap<string, number>> {
  const committed = new Map<string, number>();
  const began = performance.now();
  const writing: Promise<void>[] = [];
  for (let at = 0; at < count; at += 1) {
    const early = began + (at * 1_000) / perSecond - performance.now();
    if (early > 1) await sleep(early);
    const listener = listeners[at % listeners.length];
    if (listener === undefined) throw new Error("nobody listens");
    const now = wallNow();
    const row = event(now, "trust.updated", listener.id, {
      agent_id: listener.id,
      new_score: 50.5,
      old_score: 50,
      reason: "job_completed",
    });
    writing.push(transact({ db, now }, { events: [row] }).then(() => void committed.set(row.id, performance.now())));
  }
  await Promise.all(writing);
  return committed;
}

async function allHeard(audience: Audience, committed: ReadonlyMap<string, number>): Promise<void> {
  const end = performance.now() + LAST_WAIT_MS;
  const missing = () => [...committed.keys()].filter((id) => (audience.heard.get(id)?.length ?? 0) < STREAMS_EACH);
  while (missing().length > 0 && performance.now() < end) await sleep(50);
  const faulty = [...committed.keys()].filter((id) => audience.heard.get(id)?.length !== STREAMS_EACH);
  if (faulty.length > 0)
    throw new Error(`${faulty.length} events were not heard by each of their streams exactly once`);
}

/** From each event's commit to each of its readers, in milliseconds. */
function delaysOf(audience: Audience, committed: ReadonlyMap<string, number>): readonly number[] {
  return [...committed].flatMap(([id, at]) => (audience.heard.get(id) ?? []).map((heard) => Math.max(0, heard - at)));
}

async function measure(server: TestServer, db: AppDatabase, streams: number, perSecond: number): Promise<void> {
  const listeners: Listener[] = [];
  for (let made = 0; made < streams / STREAMS_EACH; made += 1) listeners.push(await createListener(db));
  // What the process needs anyhow is there before it is weighed.
  const few = new Audience(server.base);
  await few.join(await createListener(db));
  await sleep(REST_MS);
  const before = residentOf(server.pid);
  const audience = new Audience(server.base);
  const began = performance.now();
  await openAll(audience, listeners);
  const seconds = (performance.now() - began) / 1_000;
  await sleep(REST_MS);
  const after = residentOf(server.pid);
  console.log(
    `${streams} streams opened in ${seconds.toFixed(1)} s: ${before.toFixed(0)} → ${after.toFixed(0)} MiB resident, ${(((after - before) * 1_024) / streams).toFixed(1)} KiB a stream`,
  );
  const committed = await write(db, listeners, { count: perSecond * 30, perSecond });
  await allHeard(audience, committed);
  const delays = delaysOf(audience, committed);
  console.log(
    `${committed.size} events at ${perSecond} a second, each to ${STREAMS_EACH} of them, all heard once: from commit to reader p50 ${quantile(delays, 0.5).toFixed(0)}, p99 ${quantile(delays, 0.99).toFixed(0)}, max ${quantile(delays, 1).toFixed(0)} ms`,
  );
  console.log(`${residentOf(server.pid).toFixed(0)} MiB resident after it`);
  audience.leave();
  few.leave();
}

const { values } = parseArgs({
  options: { streams: { type: "string", default: "2000" }, rate: { type: "string", default: "50" } },
});
const dataDir = await scratchDirectory();
try {
  const server = await startServer({ dataDir, env: { AUTH_SECRET, VOXPACT_RATE_SCALE: "1000000" } });
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const db = createDatabase(postgres.url, { max: 8 });
  await measure(server, db, Number(values.streams), Number(values.rate));
  await db.close();
  await server.stop();
  await postgres.release();
} finally {
  await destroyEmbeddedPostgres(dataDir);
}
process.exit();
