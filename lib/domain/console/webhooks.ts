import type { AgentId } from "@/lib/kernel/ids";
import { OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { AdminCtx } from "./scope";

export interface EndpointRow {
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly url: string;
  readonly email: string;
  readonly failingSince: Date;
  /** When it was given up; null while it is still tried. */
  readonly disabledAt: Date | null;
  /** What it answered last; null where it gave no answer. */
  readonly lastCode: number | null;
}

/** Endpoints that answer nothing but failures, the one that has for longest first. */
export async function failingEndpoints(
  ctx: AdminCtx,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<EndpointRow>> {
  const { at, id } = after ?? { at: OLDEST.at, id: "" };
  const rows = await ctx.db.query<EndpointRow>(
    `SELECT a.id AS "agentId", a.name AS "agentName", a.webhook_url AS url, o.email, a.webhook_failing_since AS "failingSince",
       a.webhook_disabled_at AS "disabledAt", d.response_code AS "lastCode"
     FROM (
       SELECT * FROM agents WHERE webhook_failing_since IS NOT NULL AND status <> 'deleted' AND (webhook_failing_since, id) > ($1, $2)
       ORDER BY webhook_failing_since, id LIMIT $3) AS a
     JOIN owners o ON o.id = a.owner_id
     LEFT JOIN LATERAL (
       SELECT response_code FROM webhook_deliveries WHERE agent_id = a.id AND attempts > 0 ORDER BY created_at DESC, id DESC LIMIT 1) AS d ON true
     ORDER BY a.webhook_failing_since, a.id`,
    [at, id, limit + 1],
    "console-failing-endpoints",
  );
  return paged(rows, limit, (row) => ({ at: row.failingSince, id: row.agentId }));
}

export interface WebhookFigures {
  /** How many of the newest attempts and deliveries are behind the figures. */
  readonly attempts: number;
  readonly deliveries: number;
  /** How long receivers take to answer, in milliseconds; null without any attempt. */
  readonly answerP50: number | null;
  readonly answerP99: number | null;
  /** From the event to a 2xx at the first attempt, in milliseconds. */
  readonly deliveryP50: number | null;
  readonly deliveryP99: number | null;
  readonly delivered: number;
  readonly pending: number;
  readonly failed: number;
}

const percentiles = (column: string, name: string) => `
  percentile_disc(0.5) WITHIN GROUP (ORDER BY ${column}) AS "${name}P50", percentile_disc(0.99) WITHIN GROUP (ORDER BY ${column}) AS "${name}P99"`;

/** How the newest `sample` attempts and deliveries went. Their ids sort as they were made. */
export async function webhookFigures(ctx: AdminCtx, sample: number): Promise<WebhookFigures> {
  const [row] = await ctx.db.query<WebhookFigures>(
    `SELECT * FROM (
       SELECT count(*)::int AS attempts, ${percentiles("duration_ms", "answer")}
       FROM (SELECT duration_ms FROM webhook_attempts ORDER BY id DESC LIMIT $1) AS newest) AS answers,
     (SELECT count(*)::int AS deliveries, ${percentiles("first_ms", "delivery")},
        (count(*) FILTER (WHERE status = 'delivered'))::int AS delivered, (count(*) FILTER (WHERE status = 'pending'))::int AS pending,
        (count(*) FILTER (WHERE status = 'failed'))::int AS failed
      FROM (
        SELECT status, CASE WHEN attempts = 1 THEN (extract(epoch FROM delivered_at - created_at) * 1000)::int END AS first_ms
        FROM webhook_deliveries ORDER BY id DESC LIMIT $1) AS newest) AS deliveries`,
    [sample],
    "console-webhook-figures",
  );
  if (row === undefined) throw new Error("an aggregate gives one row");
  return row;
}
