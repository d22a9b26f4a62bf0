import type { EndpointRowView, FigureView, WebhooksPageView } from "@/components/admin/types-machine";
import * as admin from "@/lib/domain/console";
import { isAgentId } from "@/lib/kernel/ids";
import { SECOND_MS } from "@/lib/kernel/clock";
import { iso } from "../../view";
import { PAGE, pagingOf, placeParam, type AdminParams } from "../list";
import { adminContext } from "../operator";

/** How many of the newest attempts and deliveries the figures are made of. */
const SAMPLE = 2_000;
/** The queue's names for deliveries: to sound receivers, and to failing ones. */
const LANES = ["deliver_webhook", "deliver_webhook_to_failing"];

export async function loadWebhooks(props: AdminParams): Promise<WebhooksPageView> {
  const ctx = await adminContext();
  const after = await placeParam(props, isAgentId);
  const [figures, work, endpoints] = await Promise.all([
    admin.webhookFigures(ctx, SAMPLE),
    admin.backgroundWork(ctx, 0),
    admin.failingEndpoints(ctx, { after, limit: PAGE }),
  ]);
  const queued = work.counts.filter(({ task }) => LANES.includes(task));
  return {
    now: iso(ctx.now),
    figures: figuresOf(figures, queued),
    endpoints: endpoints.rows.map(endpointOf),
    paging: pagingOf("/admin/webhooks", {}, endpoints, after),
  };
}

function duration(ms: number | null): string {
  if (ms === null) return "–";
  return ms < SECOND_MS ? `${ms} ms` : `${(ms / SECOND_MS).toFixed(1)} s`;
}

type Queued = Awaited<ReturnType<typeof admin.backgroundWork>>["counts"];

function figuresOf(found: admin.WebhookFigures, queued: Queued): FigureView[] {
  const sum = (of: "due" | "waiting" | "running") => queued.reduce((total, lane) => total + lane[of], 0);
  const settled = found.delivered + found.failed;
  const share = settled === 0 ? "–" : `${((found.delivered / settled) * 100).toFixed(1)}%`;
  return [
    {
      label: "Queue depth",
      value: String(sum("due") + sum("running")),
      note: `${sum("waiting")} wait for their next attempt`,
    },
    {
      label: "Delivered",
      value: share,
      note: `${found.failed} failed, ${found.pending} pending, of the newest ${found.deliveries}`,
      ...(found.failed > 0 ? { tone: "warn" } : {}),
    },
    {
      label: "Answers, p50 / p99",
      value: `${duration(found.answerP50)} / ${duration(found.answerP99)}`,
      note: `How long receivers take, of the newest ${found.attempts} attempts`,
    },
    {
      label: "Delivery, p50 / p99",
      value: `${duration(found.deliveryP50)} / ${duration(found.deliveryP99)}`,
      note: "From the event to the first attempt's 2xx",
    },
  ];
}

function endpointOf(row: admin.EndpointRow): EndpointRowView {
  return {
    agentId: row.agentId,
    agentName: row.agentName,
    url: row.url,
    email: row.email,
    failingSince: iso(row.failingSince),
    disabled: row.disabledAt !== null,
    lastCode: row.lastCode,
  };
}
