import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";

/** Where an agent's webhooks go, and how it has answered so far. */
export interface Receiver {
  readonly agent_id: AgentId;
  readonly agent_name: string;
  readonly agent_status: string;
  readonly owner_email: string;
  readonly webhook_url: string;
  readonly webhook_failing_since: Date | null;
  readonly webhook_disabled_at: Date | null;
  /** The secrets that sign, newest first. */
  readonly sealed: readonly string[];
  /** The application's time at which it was read. */
  readonly now: Date;
}

/** One delivery that is to be attempted now. */
export interface Due {
  readonly id: Id;
  readonly attempts: number;
  readonly asked: boolean;
  readonly event_id: Id;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
}

/** Takes the receiver for a job of the queue. False: another holds it, and has been left word to look again. */
export async function hold(ctx: Pick<Ctx, "db">, agentId: AgentId, jobId: string): Promise<boolean> {
  const [row] = await ctx.db.query<{ held: boolean }>(
    "SELECT hold_receiver($1, $2) AS held",
    [agentId, jobId],
    "hold-receiver",
  );
  return row?.held === true;
}

/** Lets the receiver go, unless something came for it meanwhile: then false, and the holder looks again. */
export async function letGoWhenIdle(ctx: Pick<Ctx, "db">, agentId: AgentId, jobId: string): Promise<boolean> {
  const [row] = await ctx.db.query<{ idle: boolean }>(
    `UPDATE webhook_receivers SET held_by = CASE WHEN again THEN held_by END, again = false
     WHERE agent_id = $1 AND held_by = $2 RETURNING held_by IS NULL AS idle`,
    [agentId, jobId],
    "let-receiver-go-when-idle",
  );
  return row?.idle !== false;
}

/** Lets the receiver go, whatever is left: somebody else must be told to go on. */
export async function letGo(ctx: Pick<Ctx, "db">, agentId: AgentId, jobId: string): Promise<void> {
  await ctx.db.query(
    "UPDATE webhook_receivers SET held_by = NULL, again = false WHERE agent_id = $1 AND held_by = $2",
    [agentId, jobId],
    "let-receiver-go",
  );
}

export async function loadReceiver(ctx: Pick<Ctx, "db">, agentId: AgentId): Promise<Receiver | null> {
  const [row] = await ctx.db.query<Receiver>(
    `SELECT a.id AS agent_id, a.name AS agent_name, a.status AS agent_status, o.email AS owner_email, a.webhook_url,
       a.webhook_failing_since, a.webhook_disabled_at, app_now() AS now,
       ARRAY(SELECT s.sealed FROM webhook_secrets s WHERE s.agent_id = a.id AND (s.expires_at IS NULL OR s.expires_at > app_now())
             ORDER BY s.created_at DESC, s.id DESC) AS sealed
     FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`,
    [agentId],
    "webhook-receiver",
  );
  return row ?? null;
}

/** What is due for a receiver, in the order of its events. */
export function loadDue(ctx: Pick<Ctx, "db">, agentId: AgentId, limit: number): Promise<Due[]> {
  return ctx.db.query<Due>(
    `SELECT d.id, d.attempts, d.asked, e.id AS event_id, e.type, e.payload, e.created_at
     FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
     WHERE d.agent_id = $1 AND d.status = 'pending' AND d.next_retry_at <= app_now() ORDER BY d.event_seq LIMIT $2`,
    [agentId, limit],
    "due-deliveries",
  );
}
