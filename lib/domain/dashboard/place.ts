import type { Id } from "@/lib/kernel/ids";

/** A place in a list that goes from the newest to the oldest. */
export interface Place {
  readonly at: Date;
  readonly id: Id;
}

/** A page out of one row more than it holds; where the next one begins, null on the last. */
export function pageOf<R extends { readonly id: Id; readonly createdAt: Date }>(
  rows: readonly R[],
  limit: number,
): { readonly rows: readonly R[]; readonly next: Place | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? { at: last.createdAt, id: last.id } : null };
}
