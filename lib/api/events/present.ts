import { z } from "zod";
import type { EventPage } from "@/lib/domain/events";
import { EVENTS } from "@/lib/domain/webhooks";
import { Refusal } from "@/lib/kernel/errors";
import type { Page } from "../core/page";
import { invalid } from "../core/problem";

/** The types a filter names, or null for all of them. Throws 422 for what is no type of ours. */
export function typesOf(filter: string | undefined): readonly string[] | null {
  if (filter === undefined) return null;
  const named = filter.split(",").map((type) => type.trim());
  const unknown = named.filter((type) => !(type in EVENTS));
  if (unknown.length === 0) return named;
  throw invalid(unknown.map((type) => ({ path: "types", code: "unknown_event", message: `has no event “${type}”` })));
}

/** The last event a reader has seen. A browser that reconnects calls the same URL again, so the header wins over `since`. */
export function sinceOf(headers: Headers, since: number | undefined): number | null {
  const last = headers.get("last-event-id");
  if (last === null || last === "") return since ?? null;
  if (!/^\d{1,15}$/.test(last))
    throw new Refusal("malformed_header", {
      message: "Last-Event-ID must be the id of an event.",
      param: "Last-Event-ID",
    });
  return Number(last);
}

const encoded = z.number().int().min(0);

const cursorOf = (sequence: number): string => Buffer.from(JSON.stringify(sequence)).toString("base64url");

/** Where a page goes on: a cursor wins over `since`. Throws `invalid_cursor`. */
export function positionOf(cursor: string | undefined, since: number | undefined): number | null {
  if (cursor === undefined) return since ?? null;
  try {
    return encoded.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalid([{ path: "cursor", code: "invalid_cursor", message: "is not a cursor of ours" }]);
  }
}

/** An event as the stream tells it, with its sequence. */
export function presentEvents(page: EventPage): Page<unknown> {
  const last = page.events.at(-1);
  return {
    data: page.events.map(({ seq, id, type, created_at, payload }) => ({
      sequence: seq,
      id,
      event: type,
      timestamp: created_at.toISOString(),
      ...payload,
    })),
    hasMore: page.hasMore,
    nextCursor: page.hasMore && last !== undefined ? cursorOf(last.seq) : null,
  };
}
