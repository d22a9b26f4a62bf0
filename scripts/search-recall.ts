/**
 * Recall@5 of the search on the labelled set (scripts/search/postings.txt): by words alone, by meaning alone, and fused as the
 * API answers. `npm run search:recall`; docs/search.md has the figures.
 */
import { matchingOpenJobs } from "@/lib/domain/search";
import { embedWaiting } from "@/lib/domain/search/embed";
import { learnTopics, nearestOf } from "@/lib/domain/search/nearest-topics";
import { meaningOf, relatedTo, type Near } from "@/lib/domain/search/query";
import { vectorOf } from "@/lib/domain/search/vector";
import type { Ctx } from "@/lib/platform/context";
import { onEmptyMarket, postAll } from "./search/market.ts";
import { readNeeds } from "./search/postings.ts";

const SEEN = 5;
/** As many answer each question. */
const POSTINGS = 5;
type Way = (ctx: Ctx, query: string) => Promise<readonly string[]>;

const deaf = (ctx: Ctx): Ctx => ({
  ...ctx,
  log: ctx.log.child({}, { level: "silent" }),
  models: {
    ...ctx.models,
    embedding: { model: "none", related: 1 },
    embed: () => Promise.reject(new Error("not asked")),
  },
});
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const page = { offset: 0, limit: SEEN };

async function byMeaning(ctx: Ctx, query: string): Promise<readonly string[]> {
  const meaning = await meaningOf(ctx, query);
  if (meaning === null) return [];
  const all = await ctx.db.query<Near<string>>("SELECT job_id AS id, vector FROM open_job_vectors");
  return relatedTo({ ...meaning, related: -1 }, all);
}

async function byAnyWord(ctx: Ctx, query: string): Promise<readonly string[]> {
  return idsOf(
    await ctx.db.query<{ id: string }>(
      `SELECT job_id AS id FROM open_jobs WHERE document @@ any_word($1) ORDER BY ts_rank(document, any_word($1)) DESC, job_id DESC LIMIT ${SEEN}`,
      [query],
    ),
  );
}

const WAYS: Readonly<Record<string, Way>> = {
  "full text, all words": async (ctx, query) => idsOf(await matchingOpenJobs(deaf(ctx), query, page)),
  "full text, any word": byAnyWord,
  "meaning alone": byMeaning,
  fused: async (ctx, query) => idsOf(await matchingOpenJobs(ctx, query, page)),
};

async function recall(answer: Promise<readonly string[]>, wanted: ReadonlySet<string>): Promise<number> {
  return (await answer).slice(0, SEEN).filter((id) => wanted.has(id)).length / Math.min(SEEN, wanted.size);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of what is nearest in meaning, the part that a large market's search looks at: the topics nearest to the question. */
async function withinTopics(ctx: Ctx, query: string, topicOf: ReadonlyMap<string, number>): Promise<number> {
  const meaning = await meaningOf(ctx, query);
  const nearest = (await byMeaning(ctx, query)).slice(0, SEEN);
  return nearest.filter((id) => meaning?.topics.includes(topicOf.get(id) ?? -1)).length / SEEN;
}

/** Each posting's topic, as a market of more than 5,000 would have it. */
async function topicsOfAll(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const topics = await learnTopics(ctx);
  const all = await ctx.db.query<Near<string>>("SELECT job_id AS id, vector FROM open_job_vectors");
  return new Map(all.map(({ id, vector }) => [id, nearestOf(topics, vectorOf(vector), 1)[0] ?? -1]));
}

/** How people ask: in a sentence, in a few words. */
const STYLES = ["sentence", "keywords"] as const;

await onEmptyMarket(async (ctx) => {
  const needs = readNeeds();
  const ids = await postAll(
    ctx,
    needs.flatMap(({ postings }) => postings),
  );
  await embedWaiting(ctx);
  const queries = needs.reduce((sum, need) => sum + need.queries.length, 0);
  console.log(
    `${queries} queries over ${ids.length} open jobs; vectors by ${ctx.models.embedding.model}; recall@${SEEN}:`,
  );
  console.log(`| way | ${STYLES.join(" | ")} | all |\n| --- | --- | --- | --- |`);
  for (const [name, way] of Object.entries(WAYS)) {
    const recalls: number[][] = [];
    for (const [at, { queries }] of needs.entries()) {
      const wanted = new Set(ids.slice(at * POSTINGS, (at + 1) * POSTINGS));
      recalls.push(await Promise.all(queries.map((query) => recall(way(ctx, query), wanted))));
    }
    const styles = STYLES.map((_, style) => mean(recalls.map((found) => found[style] ?? 0)));
    console.log(`| ${[name, ...[...styles, mean(recalls.flat())].map((value) => value.toFixed(3))].join(" | ")} |`);
  }
  const topicOf = await topicsOfAll(ctx);
  const kept = await Promise.all(
    needs.flatMap((need) => need.queries).map((query) => withinTopics(ctx, query, topicOf)),
  );
  console.log(`in a large market the topics searched hold ${(100 * mean(kept)).toFixed(1)} % of the ${SEEN} nearest`);
});
