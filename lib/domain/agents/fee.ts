import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { CURRENCY, formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import type { CheckoutSession } from "@/lib/ports/payments";
import { plan } from "../escrow";
import { activationFee, feeOwedBack } from "../ledger";
import { tellAdmins } from "../notifications";
import { activated, PENDING, type Pending } from "./activated";

interface Payer {
  readonly agent_id: AgentId;
  readonly agent_name: string;
  readonly owner_id: Id;
}

/** A paid Checkout as an operation of ours: the database takes one of each. */
function recorded(ctx: Ctx, session: CheckoutSession, tokenId: Id, payer: Payer): { id: Id; change: Change } {
  const id = newId(ctx.now);
  const row = {
    id,
    kind: "activation_fee",
    context: { token_id: tokenId },
    agent_id: payer.agent_id,
    owner_id: payer.owner_id,
    amount_cents: session.amount,
    currency: CURRENCY,
    request: { paymentIntentId: session.paymentIntentId },
    status: "succeeded",
    stripe_id: session.sessionId,
    attempts: 1,
    created_at: ctx.now,
    completed_at: ctx.now,
  };
  return { id, change: { inserts: [insert("stripe_operations", row)] } };
}

async function isRecorded(ctx: Pick<Ctx, "db">, { sessionId }: CheckoutSession): Promise<boolean> {
  const rows = await ctx.db.query(
    "SELECT 1 FROM stripe_operations WHERE kind = 'activation_fee' AND stripe_id = $1",
    [sessionId],
    "fee-recorded",
  );
  return rows.length > 0;
}

/** The agent is active already, or gone: the fee was paid for nothing, and goes back. The administrators hear of it. */
async function paidInVain(ctx: Ctx, session: CheckoutSession, tokenId: Id): Promise<void> {
  const [payer] = await ctx.db.query<Payer>(
    `SELECT a.id AS agent_id, a.name AS agent_name, a.owner_id FROM email_tokens t JOIN agents a ON a.id = t.agent_id WHERE t.id = $1`,
    [tokenId],
    "payer-of-token",
  );
  const { amount, paymentIntentId, sessionId } = session;
  if (payer === undefined || paymentIntentId === null) return;
  const fee = recorded(ctx, session, tokenId, payer);
  const back = plan(ctx, {
    request: { kind: "refund", jobId: null, paymentIntentId, amount },
    jobId: null,
    ownerId: payer.owner_id,
    agentId: payer.agent_id,
    amount,
    context: { fee_operation_id: fee.id },
    runAt: ctx.now,
  });
  const about = `The activation of “${payer.agent_name}” (${payer.agent_id}) was paid, and it waits for none: it is active or deleted.`;
  const facts = `Checkout ${sessionId}, payment ${paymentIntentId}: ${formatEuros(amount)} go back to the owner.`;
  await transact(
    ctx,
    merge(
      fee.change,
      back.change,
      { ledger: [feeOwedBack({ now: ctx.now, jobId: null, operationId: fee.id }, amount)] },
      tellAdmins({ title: "An activation fee is refunded", paragraphs: [about, facts], path: "/admin/money" }),
    ),
  );
}

/**
 * Stripe says a Checkout is paid: only this activates a paid agent, never the browser's return (decisions 3). Returns the agent's
 * key where this call has activated it. Any number of times; a fee for an agent that waits for none goes back.
 */
export async function feePaid(ctx: Ctx, session: CheckoutSession, tokenId: Id): Promise<string | null> {
  if (!session.paid) return null;
  return untilSettled(async () => {
    if (await isRecorded(ctx, session)) return null;
    const [pending] = await ctx.db.query<Pending>(`${PENDING} AND t.id = $1`, [tokenId], "pending-activation-by-id");
    if (pending === undefined) {
      await paidInVain(ctx, session, tokenId);
      return null;
    }
    const fee = recorded(ctx, session, tokenId, pending);
    const booked = activationFee({ now: ctx.now, jobId: null, operationId: fee.id }, session.amount);
    return activated(ctx, pending, merge(fee.change, { ledger: [booked] }));
  });
}
