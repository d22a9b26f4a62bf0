import { invariant } from "@/lib/kernel/assert";
import { notFound, Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { cents, type Cents } from "@/lib/kernel/money";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, merge, transact, update, type Change } from "@/lib/platform/transact";
import { ProviderUnavailable, type CheckoutSession } from "@/lib/ports/payments";
import { activationFee } from "../ledger";
import { keyIssued } from "./keys";

interface Pending {
  readonly token_id: Id;
  readonly agent_id: AgentId;
  readonly agent_name: string;
  readonly owner_id: Id;
  readonly owner_email: string;
  readonly fee_cents: number;
  readonly checkout_session_id: string | null;
  readonly owner_suspended: boolean;
}

const PENDING = `
  SELECT t.id AS token_id, a.id AS agent_id, a.name AS agent_name, a.owner_id, o.email AS owner_email, a.activation_fee_cents AS fee_cents,
    t.checkout_session_id, o.suspended_at IS NOT NULL AS owner_suspended
  FROM email_tokens t JOIN agents a ON a.id = t.agent_id JOIN owners o ON o.id = a.owner_id
  WHERE t.purpose = 'activation' AND t.used_at IS NULL AND a.status = 'pending_verification'`;

/** The activation a token stands for. Used, expired and unknown tokens are alike: `invalid_token` (decisions 12). */
async function requirePending(ctx: Ctx, token: string): Promise<Pending> {
  const [row] = await ctx.db.query<Pending>(
    `${PENDING} AND t.token_hash = $1 AND t.expires_at > $2`,
    [sha256(token), ctx.now],
    "pending-activation",
  );
  if (row === undefined) throw new Refusal("invalid_token");
  return row;
}

export interface ActivationInfo {
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly ownerEmail: string;
  readonly fee: Cents;
}

/** What the activation page shows (reference 002, GET /v1/agents/activate-info). */
export async function activationInfo(ctx: Ctx, token: string): Promise<ActivationInfo> {
  const row = await requirePending(ctx, token);
  return { agentId: row.agent_id, agentName: row.agent_name, ownerEmail: row.owner_email, fee: cents(row.fee_cents) };
}

/** The agent becomes active and gets its key, which is given; the token is used up, so that this happens once. */
async function activated(ctx: Ctx, pending: Pending, paid: Change): Promise<string> {
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

/** The Checkout page where the owner pays; one that is still open is shown again. */
async function checkout(ctx: Ctx, pending: Pending): Promise<CheckoutSession> {
  const known =
    pending.checkout_session_id === null ? null : await ctx.payments.getCheckout(pending.checkout_session_id);
  if (known !== null && known.status === "open" && known.url !== null) return known;
  const back = `${ctx.settings.appUrl}/activate/done?agent=${pending.agent_id}`;
  const session = await ctx.payments.createCheckout({
    operationId: newId(ctx.now),
    amount: cents(pending.fee_cents),
    description: `Activation of ${pending.agent_name}`,
    email: pending.owner_email,
    successUrl: back,
    cancelUrl: `${back}&canceled=1`,
    metadata: { purpose: "activation", agent_id: pending.agent_id, token_id: pending.token_id },
  });
  await transact(ctx, {
    updates: [update("email_tokens", { id: pending.token_id }, { checkout_session_id: session.sessionId })],
  });
  return session;
}

export type Activation =
  | { readonly agentId: AgentId; readonly status: "active"; readonly apiKey: string }
  | { readonly agentId: AgentId; readonly status: "pending_verification"; readonly checkoutUrl: string };

async function activateOrCheckOut(ctx: Ctx, pending: Pending): Promise<Activation> {
  // Before the fee: a suspended owner's agent would be suspended as soon as it is active.
  if (pending.owner_suspended) throw new Refusal("agent_not_active", { message: "The owner is suspended." });
  if (pending.fee_cents === 0) {
    const apiKey = await activated(ctx, pending, {}).catch((error: unknown) => {
      throw error instanceof Conflict ? new Refusal("invalid_token") : error;
    });
    return { agentId: pending.agent_id, status: "active", apiKey };
  }
  const session = await checkout(ctx, pending).catch((error: unknown) => {
    throw error instanceof ProviderUnavailable
      ? new Refusal("payment_provider_unavailable", { cause: error, retryAfterSeconds: 10 })
      : error;
  });
  invariant(session.url !== null, "an open Checkout has a page");
  return { agentId: pending.agent_id, status: "pending_verification", checkoutUrl: session.url };
}

/**
 * The owner agrees: a free agent is active at once and its key is mailed; for a paid one the owner is sent to Stripe Checkout
 * (reference 002, decisions 3). Throws `invalid_token`, `payment_provider_unavailable`, `agent_not_active` while the owner is
 * suspended.
 */
export async function activate(ctx: Ctx, token: string): Promise<Activation> {
  return activateOrCheckOut(ctx, await requirePending(ctx, token));
}

/**
 * The same by an owner who is logged in: the session proves the address as well as the mailed link does, also when the link
 * has expired. Throws 404 for agents of others and for those that are active already.
 */
export async function activateOwn(ctx: Ctx<OwnerActor>, agentId: AgentId): Promise<Activation> {
  const [pending] = await ctx.db.query<Pending>(
    `${PENDING} AND a.id = $1 AND a.owner_id = $2 ORDER BY t.created_at DESC, t.id DESC LIMIT 1`,
    [agentId, ctx.actor.ownerId],
    "pending-activation-of-owner",
  );
  if (pending === undefined) throw notFound();
  return activateOrCheckOut(ctx, pending);
}

/** Stripe says the fee is paid: only this activates a paid agent, never the browser's return (decisions 3). Idempotent. */
export async function feePaid(ctx: Ctx, session: CheckoutSession, tokenId: Id): Promise<void> {
  if (!session.paid) return;
  const [pending] = await ctx.db.query<Pending>(`${PENDING} AND t.id = $1`, [tokenId], "pending-activation-by-id");
  if (pending === undefined) return;
  const booked = activationFee({ now: ctx.now, jobId: null, operationId: null }, session.amount);
  await activated(ctx, pending, { ledger: [booked] }).catch((error: unknown) => {
    // The same event ran twice, and the other run did it.
    if (!(error instanceof Conflict)) throw error;
  });
}
