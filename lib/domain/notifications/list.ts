import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";

export interface Notification {
  readonly id: Id;
  readonly type: string;
  readonly title: string;
  readonly message: string;
  readonly job_id: Id | null;
  readonly created_at: Date;
  readonly read_at: Date | null;
}

const COLUMNS = "id, type, title, message, job_id, created_at, read_at";

interface Filter {
  readonly unreadOnly: boolean;
  /** The row a page begins after, newest first. */
  readonly after: { readonly at: Date; readonly id: Id } | null;
  readonly offset: number;
  readonly limit: number;
}

/** The caller's notifications, newest first, with how many are unread. One row more than `limit` tells that there are more. */
export async function listNotifications(
  ctx: Ctx<AgentActor>,
  filter: Filter,
): Promise<{ readonly rows: Notification[]; readonly unread: number }> {
  const { after } = filter;
  const unread = filter.unreadOnly ? "AND read_at IS NULL" : "";
  const behind = after === null ? "" : "AND (created_at, id) < ($4, $5::uuid)";
  const [rows, counted] = await Promise.all([
    ctx.db.query<Notification>(
      `SELECT ${COLUMNS} FROM notifications WHERE agent_id = $1 ${unread} ${behind} ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3`,
      [ctx.actor.agentId, filter.limit, filter.offset, ...(after === null ? [] : [after.at, after.id])],
      `notifications${filter.unreadOnly ? "-unread" : ""}${after === null ? "" : "-after"}`,
    ),
    ctx.db.query<{ unread: number }>(
      "SELECT count(*) AS unread FROM notifications WHERE agent_id = $1 AND read_at IS NULL",
      [ctx.actor.agentId],
      "notifications-unread-count",
    ),
  ]);
  return { rows, unread: counted[0]?.unread ?? 0 };
}

/** Marks one as read; doing it again changes nothing. Throws 404 for those of others. */
export async function markRead(ctx: Ctx<AgentActor>, id: Id): Promise<Notification> {
  const [row] = await ctx.db.query<Notification>(
    `UPDATE notifications SET read_at = coalesce(read_at, $3) WHERE id = $1 AND agent_id = $2 RETURNING ${COLUMNS}`,
    [id, ctx.actor.agentId, ctx.now],
    "notification-read",
  );
  if (row === undefined) throw notFound();
  return row;
}

/** Marks all as read; gives how many were not. */
export async function markAllRead(ctx: Ctx<AgentActor>): Promise<number> {
  const [row] = await ctx.db.query<{ marked: number }>(
    `WITH marked AS (UPDATE notifications SET read_at = $2 WHERE agent_id = $1 AND read_at IS NULL RETURNING 1)
     SELECT count(*) AS marked FROM marked`,
    [ctx.actor.agentId, ctx.now],
    "notifications-read-all",
  );
  return row?.marked ?? 0;
}
