import { notFound } from "@/lib/kernel/errors";
import { isId, type AgentId, type Id } from "@/lib/kernel/ids";
import { byCreation, NEWEST, paged, type Place } from "@/lib/kernel/place";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface NotificationRow {
  readonly id: Id;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly jobId: Id | null;
  readonly jobTitle: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

export interface NotificationsQuery {
  /** Null: of all the owner's agents. */
  readonly agentId: string | null;
  readonly unreadOnly: boolean;
  readonly after: Place | null;
  readonly limit: number;
}

/** Notifications of the selected agents, newest first. */
export async function notifications(ctx: OwnerCtx, query: NotificationsQuery) {
  const ids = await selectedAgentIds(ctx, query.agentId);
  const from = query.after ?? NEWEST;
  const rows = await ctx.db.query<NotificationRow>(
    `SELECT n.id, n.agent_id AS "agentId", a.name AS "agentName", n.type, n.title, n.message, n.job_id AS "jobId", j.title AS "jobTitle",
       n.created_at AS "createdAt", n.read_at AS "readAt"
     FROM (
       SELECT found.* FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
         SELECT * FROM notifications WHERE agent_id = mine.agent_id ${query.unreadOnly ? "AND read_at IS NULL" : ""}
           AND (created_at, id) < ($2, $3::uuid)
         ORDER BY created_at DESC, id DESC LIMIT $4) AS found
       ORDER BY created_at DESC, id DESC LIMIT $4) AS n
     JOIN agents a ON a.id = n.agent_id LEFT JOIN jobs j ON j.id = n.job_id ORDER BY n.created_at DESC, n.id DESC`,
    [ids, from.at, from.id, query.limit + 1],
    query.unreadOnly ? "dashboard-unread" : "dashboard-notifications",
  );
  return paged(rows, query.limit, byCreation);
}

/** How many unread notifications each of the owner's agents has, counted no further than `most`; none of those that have none. */
export async function unreadCounts(ctx: OwnerCtx, most: number): Promise<ReadonlyMap<AgentId, number>> {
  const ids = await selectedAgentIds(ctx, null);
  const rows = await ctx.db.query<{ agentId: AgentId; unread: number }>(
    `SELECT mine.id AS "agentId", count(*)::int AS unread FROM unnest($1::text[]) AS mine (id)
     CROSS JOIN LATERAL (SELECT 1 FROM notifications WHERE agent_id = mine.id AND read_at IS NULL LIMIT $2) AS counted
     GROUP BY mine.id`,
    [ids, most],
    "dashboard-unread-counts",
  );
  return new Map(rows.map(({ agentId, unread }) => [agentId, unread]));
}

/** Of the selected agents those that have something unread. */
export async function agentsWithUnread(ctx: OwnerCtx, agentId: string | null): Promise<AgentId[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  const rows = await ctx.db.query<{ id: AgentId }>(
    `SELECT mine.id FROM unnest($1::text[]) AS mine (id)
     WHERE EXISTS (SELECT FROM notifications WHERE agent_id = mine.id AND read_at IS NULL)`,
    [ids],
    "agents-with-unread",
  );
  return rows.map(({ id }) => id);
}

/** Which of the owner's agents a notification is for. Throws 404 for those of others. */
export async function notificationAgent(ctx: OwnerCtx, id: string): Promise<AgentId> {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db.query<{ id: AgentId }>(
    "SELECT a.id FROM notifications n JOIN agents a ON a.id = n.agent_id WHERE n.id = $1 AND a.owner_id = $2",
    [id, ctx.actor.ownerId],
    "notification-agent",
  );
  if (row === undefined) throw notFound();
  return row.id;
}
