import { invariant } from "@/lib/kernel/assert";
import { perHours } from "@/lib/kernel/contract";
import { notFound, Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId } from "@/lib/kernel/ids";
import { cents, type Cents } from "@/lib/kernel/money";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { sha256 } from "@/lib/platform/secrets";
import { Conflict, transact, untilSettled, update } from "@/lib/platform/transact";
import { ProviderUnavailable, type CheckoutSession } from "@/lib/ports/payments";
import { activated, PENDING, type Pending } from "./activated";
import { feePaid } from "./fee";

/** As its address, whichever is used up first (decisions 10). */
const TRIES = perHours(5);

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

/** A new Checkout page for the fee. Throws `Conflict` where another call has made one: nobody sees this one. */
async function newCheckout(ctx: Ctx, pending: Pending): Promise<CheckoutSession> {
  const { token_id, agent_id, checkout_session_id } = pending;
  const back = `${ctx.settings.appUrl}/activate/done?agent=${agent_id}`;
  const session = await ctx.payments.createCheckout({
    operationId: newId(ctx.now),
    amount: cents(pending.fee_cents),
    description: `Activation of ${pending.agent_name}`,
    email: pending.owner_email,
    successUrl: back,
    cancelUrl: `${back}&canceled=1`,
    metadata: { purpose: "activation", agent_id, token_id },
  });
  const set = { checkout_session_id: session.sessionId };
  await transact(ctx, { updates: [update("email_tokens", { id: token_id, used_at: null, checkout_session_id }, set)] });
  return session;
}

export type Activation =
  | { readonly agentId: AgentId; readonly status: "active"; readonly apiKey: string }
  | { readonly agentId: AgentId; readonly status: "pending_verification"; readonly checkoutUrl: string };

/** The Checkout page where the owner pays: one that is still open is shown again, and one that is paid is not paid for twice. */
async function checkOut(ctx: Ctx, pending: Pending): Promise<Activation> {
  const { agent_id: agentId, token_id, checkout_session_id: known } = pending;
  const before = known === null ? null : await ctx.payments.getCheckout(known);
  if (before?.paid === true) {
    const apiKey = await feePaid(ctx, before, token_id);
    // Stripe's event was faster: whoever looks again finds nothing that waits.
    if (apiKey === null) throw new Conflict("the activation");
    return { agentId, status: "active", apiKey };
  }
  const session = before?.status === "open" && before.url !== null ? before : await newCheckout(ctx, pending);
  invariant(session.url !== null, "an open Checkout has a page");
  return { agentId, status: "pending_verification", checkoutUrl: session.url };
}

/** `find` gives what waits for its activation, or throws what the caller hears where nothing does. */
async function activateOrCheckOut(ctx: Ctx, find: () => Promise<Pending>): Promise<Activation> {
  return untilSettled(async () => {
    const pending = await find();
    // Before the fee: a suspended owner's agent would be suspended as soon as it is active.
    if (pending.owner_suspended) throw new Refusal("agent_not_active", { message: "The owner is suspended." });
    if (pending.fee_cents === 0)
      return { agentId: pending.agent_id, status: "active", apiKey: await activated(ctx, pending, {}) };
    return checkOut(ctx, pending).catch((error: unknown) => {
      throw error instanceof ProviderUnavailable
        ? new Refusal("payment_provider_unavailable", { cause: error, retryAfterSeconds: 10 })
        : error;
    });
  });
}

/**
 * The owner agrees: a free agent is active at once and its key is mailed; for a paid one the owner is sent to Stripe Checkout
 * (reference 002, decisions 3). Throws `invalid_token`, `payment_provider_unavailable`, `agent_not_active` while the owner is
 * suspended, `rate_limited` for the sixth in an hour.
 */
export async function activate(ctx: Ctx, token: string): Promise<Activation> {
  const { agent_id } = await requirePending(ctx, token);
  await spendAllowance(ctx, ctx.now, `activateAgent|agent|${agent_id}`, TRIES);
  return activateOrCheckOut(ctx, () => requirePending(ctx, token));
}

/**
 * The same by an owner who is logged in: the session proves the address as well as the mailed link does, also when the link
 * has expired. Throws 404 for agents of others and for those that are active already.
 */
export async function activateOwn(ctx: Ctx<OwnerActor>, agentId: AgentId): Promise<Activation> {
  return activateOrCheckOut(ctx, async () => {
    const [pending] = await ctx.db.query<Pending>(
      `${PENDING} AND a.id = $1 AND a.owner_id = $2 ORDER BY t.created_at DESC, t.id DESC LIMIT 1`,
      [agentId, ctx.actor.ownerId],
      "pending-activation-of-owner",
    );
    if (pending === undefined) throw notFound();
    return pending;
  });
}
