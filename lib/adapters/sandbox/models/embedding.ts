import { wordsOf } from "./words";

const NGRAM = 4;
const NGRAM_WEIGHT = 0.35;

/**
 * A deterministic vector of length 1: words and their character n-grams, hashed into buckets with a sign. Texts that
 * share words or parts of words are near each other; meaning is beyond it.
 */
export function hashedEmbedding(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const add = (feature: string, weight: number) => {
    const hash = fnv1a(feature);
    const bucket = hash % dimensions;
    vector[bucket] = (vector[bucket] ?? 0) + (hash & 0x80000000 ? -weight : weight);
  };
  for (const word of wordsOf(text)) {
    add(`w:${word}`, 1);
    const padded = `^${word}$`;
    for (let at = 0; at + NGRAM <= padded.length; at++) add(`n:${padded.slice(at, at + NGRAM)}`, NGRAM_WEIGHT);
  }
  const length = Math.hypot(...vector);
  if (length > 0) return vector.map((value) => value / length);
  // A text without words still needs a direction: distances to it must be defined.
  vector[0] = 1;
  return vector;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
