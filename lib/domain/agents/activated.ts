import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { merge, transact, update, type Change } from "@/lib/platform/transact";
import { keyIssued } from "./keys";

/** An agent that waits for its activation, by the token of the mailed link. */
export interface Pending {
  readonly token_id: Id;
  readonly agent_id: AgentId;
  readonly agent_name: string;
  readonly owner_id: Id;
  readonly owner_email: string;
  readonly fee_cents: number;
  readonly checkout_session_id: string | null;
  readonly owner_suspended: boolean;
}

export const PENDING = `
  SELECT t.id AS token_id, a.id AS agent_id, a.name AS agent_name, a.owner_id, o.email AS owner_email, a.activation_fee_cents AS fee_cents,
    t.checkout_session_id, o.suspended_at IS NOT NULL AS owner_suspended
  FROM email_tokens t JOIN agents a ON a.id = t.agent_id JOIN owners o ON o.id = a.owner_id
  WHERE t.purpose = 'activation' AND t.used_at IS NULL AND a.status = 'pending_verification'`;

/**
 * The agent becomes active and gets its key, which is given; the token is used up, so that this happens once: throws `Conflict`
 * where it has happened.
 */
export async function activated(ctx: Ctx, pending: Pending, paid: Change): Promise<string> {
  const key = await keyIssued(ctx, { id: pending.agent_id, name: pending.agent_name, ownerEmail: pending.owner_email });
  const active: Change = {
    updates: [
      update("email_tokens", { id: pending.token_id, used_at: null }, { used_at: ctx.now }),
      update(
        "agents",
        { id: pending.agent_id, status: "pending_verification" },
        { status: "active", activated_at: ctx.now },
      ),
    ],
    tasks: [{ task: TASK.embed, payload: {} }],
  };
  await transact(ctx, merge(active, key.change, paid));
  return key.apiKey;
}
