import type { Ctx } from "@/lib/platform/context";
import { keepTopicVectors, topicVectors } from "./store";
import { TOPICS } from "./topics";
import { cosine, type Vector } from "./vector";

/** How many topics a search in a large market looks at: with these it finds what comparing everything finds (docs/search.md). */
const SEARCHED = 32;

/** By model: they never change. */
const known = new Map<string, readonly Vector[]>();

/** The topics' vectors by the model in use; empty where no text was embedded by it yet. */
async function loaded(ctx: Pick<Ctx, "db" | "models">): Promise<readonly Vector[]> {
  const { model } = ctx.models.embedding;
  const held = known.get(model) ?? (await topicVectors(ctx.db, model));
  if (held.length !== TOPICS.length) return [];
  known.set(model, held);
  return held;
}

/** As `loaded`; what is missing is asked of the model and stored. Throws `ProviderUnavailable`. */
export async function learnTopics(ctx: Pick<Ctx, "db" | "models">): Promise<readonly Vector[]> {
  const held = await loaded(ctx);
  if (held.length > 0) return held;
  const vectors = (await ctx.models.embed(TOPICS)).map((vector) => Float32Array.from(vector));
  await keepTopicVectors(ctx.db, ctx.models.embedding.model, vectors);
  return vectors;
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
