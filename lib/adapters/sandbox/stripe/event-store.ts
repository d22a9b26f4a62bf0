import type Stripe from "stripe";
import type { Sql } from "@/lib/ports/sql";
import { fromEpochSeconds } from "@/lib/kernel/clock";
import type { PageQuery } from "./store";

interface EventRow {
  readonly data: Stripe.EventBase;
  readonly delivered_at: Date | null;
}

/** The event as the API shows it; null when there is none. */
export async function findEvent(sql: Sql, id: string): Promise<Stripe.EventBase | null> {
  const [row] = await sql.query<EventRow>("SELECT data, delivered_at FROM sandbox.stripe_events WHERE id = $1", [id]);
  return row === undefined ? null : shown(row);
}

export async function markDelivered(sql: Sql, id: string): Promise<void> {
  await sql.query("UPDATE sandbox.stripe_events SET delivered_at = app_now() WHERE id = $1 AND delivered_at IS NULL", [
    id,
  ]);
}

export interface EventQuery extends Omit<PageQuery, "where"> {
  readonly types: readonly string[];
}

/** One page of events, newest first. */
export async function pageOfEvents(
  sql: Sql,
  query: EventQuery,
): Promise<{ readonly data: readonly Stripe.EventBase[]; readonly hasMore: boolean }> {
  const backwards = query.endingBefore !== null;
  const { gt, gte, lt, lte } = query.created;
  const seconds = (bound: number | undefined) => (bound === undefined ? null : fromEpochSeconds(bound));
  const rows = await sql.query<EventRow>(
    `SELECT data, delivered_at FROM sandbox.stripe_events
     WHERE ($1::text[] IS NULL OR type = ANY($1))
       AND ($2::timestamptz IS NULL OR created > $2) AND ($3::timestamptz IS NULL OR created >= $3)
       AND ($4::timestamptz IS NULL OR created < $4) AND ($5::timestamptz IS NULL OR created <= $5)
       AND ($6::text IS NULL OR seq < (SELECT seq FROM sandbox.stripe_events WHERE id = $6))
       AND ($7::text IS NULL OR seq > (SELECT seq FROM sandbox.stripe_events WHERE id = $7))
     ORDER BY seq ${backwards ? "ASC" : "DESC"} LIMIT $8`,
    [
      query.types.length === 0 ? null : query.types,
      seconds(gt),
      seconds(gte),
      seconds(lt),
      seconds(lte),
      query.startingAfter,
      query.endingBefore,
      query.limit + 1,
    ],
  );
  const data = rows.slice(0, query.limit).map(shown);
  return { data: backwards ? data.reverse() : data, hasMore: rows.length > query.limit };
}

function shown(row: EventRow): Stripe.EventBase {
  return { ...row.data, pending_webhooks: row.delivered_at === null ? 1 : 0 };
}
