import type { Metadata } from "next";
import { NotificationsPage } from "@/components/notifications/notifications-page";
import type { NotificationsView } from "@/components/notifications/types";
import * as dashboard from "@/lib/domain/dashboard";
import { iso, single } from "../../view";
import { orNotFound } from "../../or-not-found";
import { ownerContext } from "../context";
import type { DashboardParams } from "../params";
import { readPlace, writePlace } from "../../place";
import { read, readAll } from "./actions";

export const metadata: Metadata = { title: "Notifications" };

const PAGE = 30;

/** Whoever bids has no page of the job but the auction's. */
const TO_BIDDERS: readonly string[] = ["bid.rejected", "bid.countered"];

export default async function NotificationsRoute({ searchParams }: DashboardParams) {
  const params = await searchParams;
  const view = await load(single(params.agent) ?? null, params.unread !== undefined, single(params.cursor));
  return <NotificationsPage view={view} actions={{ read, readAll: readAll.bind(null, view.agentId) }} />;
}

async function load(
  agentId: string | null,
  unreadOnly: boolean,
  cursor: string | undefined,
): Promise<NotificationsView> {
  const ctx = await ownerContext();
  const after = readPlace(cursor);
  const [page, unread] = await orNotFound(
    Promise.all([
      dashboard.notifications(ctx, { agentId, unreadOnly, after, limit: PAGE }),
      dashboard.agentsWithUnread(ctx, agentId),
    ]),
  );
  return {
    now: iso(ctx.now),
    agentId,
    unreadOnly,
    anyUnread: unread.length > 0,
    rows: page.rows.map(({ id, type, title, message, agentName, jobId, jobTitle, createdAt, readAt }) => ({
      id,
      title,
      message,
      jobTitle,
      agentName,
      href: jobId === null ? null : `/dashboard/${TO_BIDDERS.includes(type) ? "market" : "jobs"}/${jobId}`,
      createdAt: iso(createdAt),
      read: readAt !== null,
    })),
    nextCursor: page.next === null ? null : writePlace(page.next),
    paged: after !== null,
  };
}
