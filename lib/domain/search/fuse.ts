/** One opinion on what answers a query: ids, the best first, and how much it counts. */
export interface Ranking<T> {
  readonly ids: readonly T[];
  readonly weight: number;
}

/** The smaller, the more the first places of one ranking count against the agreement of others; found by measuring (docs/search.md). */
const FLATNESS = 10;

/**
 * Reciprocal rank fusion: an id gets `weight / (10 + place)` from each ranking that has it. What several rankings name comes
 * before what one names, with no need to compare their scores. Equal sums keep the order in which they were first named. Pure.
 */
export function fuse<T>(rankings: readonly Ranking<T>[]): T[] {
  const scores = new Map<T, number>();
  for (const { ids, weight } of rankings) {
    ids.forEach((id, at) => scores.set(id, (scores.get(id) ?? 0) + weight / (FLATNESS + at + 1)));
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
