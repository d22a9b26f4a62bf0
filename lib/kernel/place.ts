/** A place in a list that is ordered by a time, then by an id: where one page ends and the next begins. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** Before the first row of a list that begins with the newest. */
export const NEWEST: Place = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
/** Before the first row of a list that begins with the oldest. */
export const OLDEST: Place = { at: new Date("0001-01-01T00:00:00Z"), id: "00000000-0000-0000-0000-000000000000" };

/** One page of a list, and where the next one begins; null on the last. */
export interface Paged<R> {
  readonly rows: readonly R[];
  readonly next: Place | null;
}

/** Makes a page of up to `limit + 1` rows: the extra one only tells that there is a next page. Pure. */
export function paged<R>(rows: readonly R[], limit: number, placeOf: (row: R) => Place): Paged<R> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}

/** The place of a row in a list that is ordered by creation. */
export const byCreation = (row: { readonly createdAt: Date; readonly id: string }): Place => ({
  at: row.createdAt,
  id: row.id,
});
