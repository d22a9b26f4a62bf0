import { SECOND_MS } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/platform/context";
import { topicsToSearch } from "./nearest-topics";
import { cosine, signsOf, vectorOf, type Vector } from "./vector";

/** Somebody waits for the answer: without the model's in this time, words alone decide. */
const PATIENCE_MS = 5 * SECOND_MS;
/** The same things are asked again and again, and every page of an answer asks again. */
const REMEMBERED = 500;
const remembered = new Map<string, Vector>();

/** Quotation marks and a minus before a word say exactly which words count; meaning would bring back what they rule out. */
const EXACT = /["“”]|(?:^|\s)-\S/u;

/** What a query means, for the database and for comparing. */
export interface Meaning {
  readonly model: string;
  readonly vector: Vector;
  readonly signs: string;
  /** The topics nearest to it. */
  readonly topics: readonly number[];
  /** The cosine from which on a text has to do with it. */
  readonly related: number;
}

/** A text found by the signs of its vector. */
export interface Near<T> {
  readonly id: T;
  readonly vector: Uint8Array;
}

/** What a query means; null where it asks for exact words, or no model answers: then words alone decide. */
export async function meaningOf(ctx: Pick<Ctx, "db" | "models" | "log">, q: string): Promise<Meaning | null> {
  if (EXACT.test(q)) return null;
  const { model, related } = ctx.models.embedding;
  const key = `${model}\n${q.toLowerCase()}`;
  const vector = remembered.get(key) ?? (await ask(ctx, q));
  if (vector === null) return null;
  remember(key, vector);
  return { model, vector, signs: signsOf(vector), topics: await topicsToSearch(ctx, vector), related };
}

async function ask(ctx: Pick<Ctx, "models" | "log">, q: string): Promise<Vector | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the embedding took too long")), PATIENCE_MS);
  });
  try {
    const [vector] = await Promise.race([ctx.models.embed([q]), late]);
    return vector === undefined ? null : Float32Array.from(vector);
  } catch (error) {
    ctx.log.warn({ err: error }, "searching by words alone");
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** The least recently asked goes first. */
function remember(key: string, vector: Vector): void {
  remembered.delete(key);
  remembered.set(key, vector);
  if (remembered.size <= REMEMBERED) return;
  for (const oldest of remembered.keys()) {
    remembered.delete(oldest);
    return;
  }
}

/** Of what shares signs with a query, what is related to it in fact, the nearest first. Pure. */
export function relatedTo<T>(meaning: Meaning, near: readonly Near<T>[]): T[] {
  return near
    .map(({ id, vector }) => ({ id, cosine: cosine(meaning.vector, vectorOf(vector)) }))
    .filter((candidate) => candidate.cosine >= meaning.related)
    .sort((a, b) => b.cosine - a.cosine)
    .map(({ id }) => id);
}
