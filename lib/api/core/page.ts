import { z } from "zod";
import { isAgentId, isId } from "@/lib/kernel/ids";
import { invalid } from "./problem";

/** One page of a list: `has_more` and the cursor to go on with (decisions 1). */
export interface Page<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

export interface Position {
  readonly at: Date;
  readonly id: string;
}

const encoded = z.tuple([z.iso.datetime(), z.string().refine((id) => isId(id) || isAgentId(id))]);

/** The place of a row in a list that is ordered by creation, as an opaque text. */
export function cursorOf(row: { readonly created_at: Date; readonly id: string }): string {
  return Buffer.from(JSON.stringify([row.created_at.toISOString(), row.id])).toString("base64url");
}

/** Throws `invalid_cursor` for what we did not make (decisions 12: 422). */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = encoded.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { at: new Date(at), id };
  } catch {
    throw invalid([{ path: "cursor", code: "invalid_cursor", message: "is not a cursor of ours" }]);
  }
}

/** Makes a page of up to `limit + 1` rows: the extra one only tells that there are more. */
export function pageOf<R extends { readonly created_at: Date; readonly id: string }, T>(
  rows: readonly R[],
  limit: number,
  present: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return { data: shown.map(present), hasMore, nextCursor: hasMore && last !== undefined ? cursorOf(last) : null };
}

/** A list that is never longer than one page. */
export const whole = <T>(data: readonly T[]): Page<T> => ({ data, hasMore: false, nextCursor: null });
