/**
 * How long the database takes to find answers among 100,000 open jobs, alone and beside 100,000 closed ones, and by which plans.
 * `npm run search:bench`; docs/search.md has the figures.
 */
import { matchingOpenJobs } from "@/lib/domain/search";
import { keepTopicVectors } from "@/lib/domain/search/store";
import { TOPICS } from "@/lib/domain/search/topics";
import type { Ctx } from "@/lib/platform/context";
import { seededRandom } from "./lib/random.ts";
import { onEmptyMarket, postAll } from "./search/market.ts";
import { readNeeds } from "./search/postings.ts";

const OPEN = 100_000;
const CLOSED = 100_000;
const BATCH = 5_000;
const ROUNDS = 2;

/** Repeatable, so that two runs compare. */
const random = seededRandom(4);
const vector = (): number[] => Array.from({ length: 512 }, () => random() - 0.5);

/** Vectors without a model: what is timed does not depend on what they mean. */
const withRandomVectors = (ctx: Ctx): Ctx => ({
  ...ctx,
  models: {
    ...ctx.models,
    embedding: { model: "random", related: -1 },
    embed: (texts) => Promise.resolve(texts.map(vector)),
  },
});

async function fill(ctx: Ctx, count: number): Promise<void> {
  const postings = readNeeds().flatMap((need) => need.postings);
  for (let at = 0; at < count; at += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => {
      const [title, text] = [postings[(at + i) % postings.length], postings[(at + i * 7) % postings.length]];
      return { title: `${title?.title ?? ""}, part ${at + i}`, description: text?.description ?? "" };
    });
    await postAll(ctx, batch);
  }
}

/** Signs of random bits, and the vector of each: written by the database, for 512 numbers a job take long to send. */
async function embedRandomly({ db }: Ctx): Promise<void> {
  await db.query(
    `UPDATE open_job_vectors v SET model = 'random', vector = bytes.vector, topic = abs(hashtext(v.job_id::text)) % 128,
       signs = ('x' || encode(substring(bytes.vector FOR 64), 'hex'))::bit(512)
     FROM (SELECT job_id, string_agg(sha512((job_id::text || n)::bytea), '') AS vector FROM open_job_vectors, generate_series(1, 32) n GROUP BY job_id) bytes
     WHERE v.job_id = bytes.job_id AND v.model IS NULL`,
  );
}

const settle = (ctx: Ctx) => ctx.db.query("VACUUM ANALYZE open_jobs, open_job_vectors, jobs");

async function measure(ctx: Ctx, what: string): Promise<void> {
  const queries = readNeeds().flatMap((need) => need.queries);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const query of queries) {
      const start = performance.now();
      await matchingOpenJobs(ctx, query, { offset: 0, limit: 20 });
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)} ms`;
  console.log(`${what}: median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)} (${times.length} searches)`);
}

/** What the statements of nearest_open_jobs and of the words do. */
async function explain({ db, now }: Ctx): Promise<void> {
  const signs = "01".repeat(256);
  const topics = Array.from({ length: 32 }, (_, i) => i * 4).join(",");
  const live = `closes_at > '${now.toISOString()}'`;
  const statements = [
    `SELECT job_id FROM open_jobs WHERE document @@ any_word('translate contract') AND ${live} ORDER BY job_id DESC LIMIT 1000`,
    `SELECT v.job_id, v.vector FROM (
       SELECT * FROM open_job_vectors WHERE model = 'random' AND topic = ANY('{${topics}}') AND ${live}
       ORDER BY closes_at DESC LIMIT 30000) v
     ORDER BY bit_count(v.signs # '${signs}'::bit(512)), v.job_id DESC LIMIT 200`,
  ];
  for (const sql of statements) {
    const rows = await db.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, BUFFERS, SUMMARY) ${sql}`);
    console.log(rows.map((row) => row["QUERY PLAN"].replace(signs, "…")).join("\n"), "\n");
  }
}

await onEmptyMarket(async (first) => {
  const ctx = withRandomVectors(first);
  await keepTopicVectors(
    ctx.db,
    "random",
    TOPICS.map(() => Float32Array.from(vector())),
  );
  await fill(ctx, OPEN);
  await embedRandomly(ctx);
  await settle(ctx);
  await measure(ctx, `${OPEN} open jobs`);
  await explain(ctx);
  await fill(ctx, CLOSED);
  await ctx.db.query(
    "UPDATE jobs SET status = 'cancelled' WHERE id IN (SELECT job_id FROM open_job_vectors WHERE model IS NULL)",
  );
  await settle(ctx);
  await measure(ctx, `${OPEN} open jobs beside ${CLOSED} closed ones`);
});
