import type { Id } from "@/lib/kernel/ids";
import type { AdminActor, Ctx } from "@/lib/platform/context";

/** Reads of the operator's console. They cross contexts and owners on purpose; the edge lets operators alone in. */
export type AdminCtx = Ctx<AdminActor>;

/** A place in a list that is ordered by a time and an id. */
export interface Place {
  readonly at: Date;
  readonly id: Id;
}

/** One page of a list, and where the next one begins; null on the last. */
export interface Paged<T> {
  readonly rows: readonly T[];
  readonly next: Place | null;
}

export const NEWEST: Place = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
export const OLDEST: Place = { at: new Date("0001-01-01T00:00:00Z"), id: "00000000-0000-0000-0000-000000000000" };

/** Cuts the one row more that was read off, which tells that there is a next page. Pure. */
export function paged<T>(rows: readonly T[], limit: number, placeOf: (row: T) => Place): Paged<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}
