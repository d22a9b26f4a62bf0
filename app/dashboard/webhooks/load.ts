import type { DeliveryRowView, DeliveryStatus, DeliveryView, WebhookLogView } from "@/components/webhooks/types";
import * as dashboard from "@/lib/domain/dashboard";
import { EVENTS } from "@/lib/domain/webhooks";
import { isId } from "@/lib/kernel/ids";
import type { Paged } from "@/lib/kernel/place";
import { iso, isoOrNull, single } from "../../view";
import { orNotFound } from "../../or-not-found";
import { ownerContext } from "../context";
import type { DashboardParams } from "../params";
import { readPlace, writePlace } from "../../place";

const PAGE = 50;
const STATUSES: readonly DeliveryStatus[] = ["pending", "delivered", "failed"];
const TYPES: readonly string[] = Object.keys(EVENTS).sort();

export async function loadDeliveries({ searchParams }: DashboardParams): Promise<WebhookLogView> {
  const params = await searchParams;
  const ctx = await ownerContext();
  const agentId = single(params.agent) ?? null;
  const event = TYPES.find((type) => type === single(params.event)) ?? null;
  const status = STATUSES.find((each) => each === single(params.status)) ?? null;
  const job = single(params.job)?.trim() ?? "";
  const after = readPlace(single(params.cursor));
  const query = { agentId, event, status, jobId: job === "" ? null : job, after, limit: PAGE };
  // What is no id is an id that nothing has.
  const page =
    job === "" || isId(job)
      ? await orNotFound(dashboard.deliveries(ctx, query))
      : ({ rows: [], next: null } satisfies Paged<dashboard.DeliveryRow>);
  return {
    now: iso(ctx.now),
    rows: page.rows.map(rowOf),
    filter: { agentId, event: event ?? "", status: status ?? "", job },
    events: TYPES,
    nextCursor: page.next === null ? null : writePlace(page.next),
    paged: after !== null,
  };
}

function rowOf(row: dashboard.DeliveryRow): DeliveryRowView {
  return {
    id: row.id,
    agentName: row.agentName,
    event: row.event,
    jobId: row.jobId,
    jobTitle: row.jobTitle,
    status: row.status,
    responseCode: row.responseCode,
    attempts: row.attempts,
    nextRetryAt: isoOrNull(row.nextRetryAt),
    createdAt: iso(row.createdAt),
  };
}

export async function loadDelivery(id: string): Promise<DeliveryView> {
  const ctx = await ownerContext();
  const { delivery, body, eventId, attempts } = await orNotFound(dashboard.delivery(ctx, id));
  return {
    ...rowOf(delivery),
    now: iso(ctx.now),
    agentId: delivery.agentId,
    eventId,
    payload: JSON.stringify(JSON.parse(body), null, 2),
    redeliverCommand: `curl -X POST ${ctx.settings.appUrl}/v1/webhooks/${id}/redeliver -H "X-API-Key: $VOXPACT_API_KEY"`,
    attemptsMade: attempts.map((made) => ({ ...made, at: iso(made.at) })),
  };
}
