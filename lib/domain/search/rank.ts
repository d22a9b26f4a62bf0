import { fuse } from "./fuse";
import { relatedTo, type Meaning } from "./query";

/** How a candidate was found: it has all words asked for, it has some of them, or it is near in meaning. */
export interface Candidate<T> {
  readonly found_by: "all" | "any" | "near";
  readonly id: T;
  /** Where it was found by meaning. */
  readonly vector: Uint8Array | null;
}

/** Ranking looks at no more than the newest matches, so that a common word costs no more than a rare one. */
export const MAX_MATCHES = 1_000;
/** How many candidates each way of looking brings. */
export const MAX_CANDIDATES = 200;

/** Words that all stand there are as good as meaning; some of them are a hint (measured: docs/search.md). */
const WEIGHTS = { all: 1, any: 0.35, near: 1 } as const;

/** Candidates, each way's best first, as one list of ids: the best answer first. Pure. */
export function rank<T>(candidates: readonly Candidate<T>[], meaning: Meaning | null): T[] {
  const by = (way: Candidate<T>["found_by"]) => candidates.filter(({ found_by }) => found_by === way);
  const ids = (way: Candidate<T>["found_by"]) => by(way).map(({ id }) => id);
  const near = by("near").flatMap(({ id, vector }) => (vector === null ? [] : [{ id, vector }]));
  return fuse([
    { ids: ids("all"), weight: WEIGHTS.all },
    { ids: ids("any"), weight: WEIGHTS.any },
    { ids: meaning === null ? [] : relatedTo(meaning, near), weight: WEIGHTS.near },
  ]);
}
