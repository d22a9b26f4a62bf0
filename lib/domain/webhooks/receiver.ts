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
}

/** One delivery that is to be attempted now, and its receiver. */
export interface Due extends Receiver {
  readonly id: Id;
  readonly attempts: number;
  readonly asked: boolean;
  readonly event_id: Id;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  /** The application's time at which it was read. */
  readonly now: Date;
}

/**
 * Takes a receiver for a job of the queue, with what is due for it in the order of its events, `limit` at most. Nothing: there
 * is nothing for this job to send, and it does not hold the receiver.
 */
export function take(
  { db }: Pick<Ctx, "db">,
  agentId: AgentId,
  jobId: string,
  { failing, limit }: { readonly failing: boolean; readonly limit: number },
): Promise<Due[]> {
  return db.query<Due>(
    "SELECT * FROM take_deliveries($1, $2, $3, $4)",
    [agentId, jobId, failing, limit],
    "take-deliveries",
  );
}

/** Lets the receiver go, whatever is left: somebody else must be told to go on. */
export async function letGo({ db }: Pick<Ctx, "db">, agentId: AgentId, jobId: string): Promise<void> {
  await db.query(
    "UPDATE webhook_receivers SET held_by = NULL WHERE agent_id = $1 AND held_by = $2",
    [agentId, jobId],
    "let-receiver-go",
  );
}
