import type { Ctx } from "@/lib/platform/context";
import { hasMoreThan, keepTopicVectors, setTopics, topicVectors, withoutTopic } from "./store";
import { TOPICS } from "./topics";
import { cosine, type Vector } from "./vector";

/** How many topics a search in a large market looks at: with these it finds what comparing everything finds (docs/search.md). */
const SEARCHED = 32;

/** By model: they never change. */
const known = new Map<string, readonly Vector[]>();

/** The topics' vectors by the model in use; empty while the market is small. */
async function loaded(ctx: Pick<Ctx, "db" | "models">): Promise<readonly Vector[]> {
  const { model } = ctx.models.embedding;
  const held = known.get(model) ?? (await topicVectors(ctx.db, model));
  if (held.length !== TOPICS.length) return [];
  known.set(model, held);
  return held;
}

/** As many at once: a slow machine answers them in time. */
const BATCH = 32;

/** As `loaded`; what is missing is asked of the model and stored, batch by batch. Throws `ProviderUnavailable`. */
export async function learnTopics(ctx: Pick<Ctx, "db" | "models">): Promise<readonly Vector[]> {
  const { model } = ctx.models.embedding;
  const held = await loaded(ctx);
  if (held.length > 0) return held;
  const stored = (await topicVectors(ctx.db, model)).length;
  for (let first = stored; first < TOPICS.length; first += BATCH) {
    const vectors = await ctx.models.embed(TOPICS.slice(first, first + BATCH));
    await keepTopicVectors(
      ctx.db,
      model,
      vectors.map((vector) => Float32Array.from(vector)),
      first,
    );
  }
  return loaded(ctx);
}

/** From here on topics are given: before a search needs them (nearest_open_jobs, 10,000). */
const LARGE_MARKET = 5_000;
const ASSIGNED_AT_ONCE = 500;

/** Gives every text its topic, once the market is large enough to be searched by them. Throws `ProviderUnavailable`. */
export async function assignTopics(ctx: Pick<Ctx, "db" | "models">): Promise<void> {
  if (!(await hasMoreThan(ctx.db, LARGE_MARKET))) return;
  const topics = await learnTopics(ctx);
  const { model } = ctx.models.embedding;
  for (const kind of ["jobs", "agents"] as const) {
    for (;;) {
      const rows = await withoutTopic(ctx.db, kind, model, ASSIGNED_AT_ONCE);
      const found = rows.map(({ id, vector }) => ({ id, topic: nearestOf(topics, vector, 1)[0] ?? 0 }));
      await setTopics(ctx.db, kind, model, found);
      if (rows.length < ASSIGNED_AT_ONCE) break;
    }
  }
}

/** The numbers of the topics nearest to a vector, the nearest first. Pure. */
export function nearestOf(topics: readonly Vector[], vector: Vector, count: number): number[] {
  return topics
    .map((topic, number) => ({ number, cosine: cosine(topic, vector) }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, count)
    .map(({ number }) => number);
}

/** Where a search for this vector looks in a large market. */
export async function topicsToSearch(ctx: Pick<Ctx, "db" | "models">, vector: Vector): Promise<number[]> {
  return nearestOf(await loaded(ctx), vector, SEARCHED);
}
