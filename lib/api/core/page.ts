import { z } from "zod";
import { isAgentId, isId } from "@/lib/kernel/ids";
import { paged, type Place } from "@/lib/kernel/place";
import { invalid } from "./problem";

/** One page of a list: `has_more` and the cursor to go on with (decisions 1). */
export interface Page<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

/** What `pageQuery` leaves of a query string. */
interface PageQuery {
  readonly limit: number;
  readonly offset: number;
  readonly cursor?: string | undefined;
}

const encodeCursor = (parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** Throws `invalid_cursor` for what we did not make for this kind of list (decisions 12: 422). */
function decodeCursor<P extends z.ZodType>(cursor: string | undefined, parts: P): z.output<P> | null {
  if (cursor === undefined) return null;
  try {
    return parts.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalid([{ path: "cursor", code: "invalid_cursor", message: "is not a cursor of this list" }]);
  }
}

const positionParts = z.tuple([z.iso.datetime(), z.string().refine(isId)]);

/** A place in a list that is ordered by creation, as an opaque text. */
export function cursorOf({ at, id }: Place): string {
  return encodeCursor([at.toISOString(), id]);
}

/** The place a cursor stands for; throws `invalid_cursor`. */
export function readCursor(cursor: string | undefined): Place | null {
  const parts = decodeCursor(cursor, positionParts);
  return parts === null ? null : { at: new Date(parts[0]), id: parts[1] };
}

/** Which rows to read for a page of a list that is ordered by creation: one more than it shows. */
export function rowsWanted(query: PageQuery): {
  readonly after: Place | null;
  readonly offset: number;
  readonly limit: number;
} {
  const after = readCursor(query.cursor);
  return { after, offset: after === null ? query.offset : 0, limit: query.limit + 1 };
}

/** Makes a page of up to `limit + 1` rows: the extra one only tells that there are more. */
export function pageOf<R extends { readonly created_at: Date; readonly id: string }, T>(
  rows: readonly R[],
  limit: number,
  present: (row: R) => T,
): Page<T> {
  const page = paged(rows, limit, (row) => ({ at: row.created_at, id: row.id }));
  const nextCursor = page.next === null ? null : cursorOf(page.next);
  return { data: page.rows.map(present), hasMore: nextCursor !== null, nextCursor };
}

const rankParts = z.tuple([z.literal("rank"), z.number().int().min(0).max(1_000_000)]);

/** Which rows to read for a page of a list that is ordered by relevance, which has no position but the count. */
export function ranksWanted(query: PageQuery): { readonly offset: number; readonly limit: number } {
  return { offset: decodeCursor(query.cursor, rankParts)?.[1] ?? query.offset, limit: query.limit + 1 };
}

/** As `pageOf`, for rows read with `ranksWanted`. */
export function rankedPageOf<R, T>(rows: readonly R[], query: PageQuery, present: (row: R) => T): Page<T> {
  const hasMore = rows.length > query.limit;
  const next = ranksWanted(query).offset + query.limit;
  return {
    data: rows.slice(0, query.limit).map(present),
    hasMore,
    nextCursor: hasMore ? encodeCursor(["rank", next]) : null,
  };
}

const trustParts = z.tuple([z.number().int().min(0).max(10_000), z.string().refine(isAgentId)]);

/** Which agents to read for a page ordered by trust, then id. */
export function trustWanted(query: PageQuery): {
  readonly after: { readonly score: number; readonly id: string } | null;
  readonly offset: number;
  readonly limit: number;
} {
  const parts = decodeCursor(query.cursor, trustParts);
  return {
    after: parts === null ? null : { score: parts[0], id: parts[1] },
    offset: parts === null ? query.offset : 0,
    limit: query.limit + 1,
  };
}

/** As `pageOf`, for agents read with `trustWanted`. */
export function trustPageOf<R extends { readonly trust_score: number; readonly id: string }, T>(
  rows: readonly R[],
  query: PageQuery,
  present: (row: R) => T,
): Page<T> {
  const last = rows.at(query.limit - 1);
  const hasMore = rows.length > query.limit;
  const nextCursor = hasMore && last !== undefined ? encodeCursor([last.trust_score, last.id]) : null;
  return { data: rows.slice(0, query.limit).map(present), hasMore, nextCursor };
}

/** A list that is never longer than one page. */
export const whole = <T>(data: readonly T[]): Page<T> => ({ data, hasMore: false, nextCursor: null });
