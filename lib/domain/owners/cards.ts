import { invariant } from "@/lib/kernel/assert";
import { notFound, orRefuse, Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import type { cardsModel } from "@/lib/platform/prisma/models";
import type { Card } from "@/lib/ports/payments";

export type CardRow = cardsModel;

const RETRY_SECONDS = 10;

/** Asks Stripe for something on behalf of a caller. Throws `payment_provider_unavailable` while it gives no answer. */
export function orUnavailable<T>(work: Promise<T>): Promise<T> {
  return orRefuse(work, "payment_provider_unavailable", RETRY_SECONDS);
}

/** The owner's customer at Stripe, made on first use. The owner's id is the operation's, so that there is only ever one. */
async function customerOf(ctx: Ctx, ownerId: Id): Promise<string> {
  const [owner] = await ctx.db.query<{ email: string; stripe_customer_id: string | null }>(
    "SELECT email, stripe_customer_id FROM owners WHERE id = $1",
    [ownerId],
    "owner-customer",
  );
  if (owner === undefined) throw notFound();
  if (owner.stripe_customer_id !== null) return owner.stripe_customer_id;
  const made = await ctx.payments.createCustomer({ operationId: `customer-${ownerId}`, ownerId, email: owner.email });
  const [kept] = await ctx.db.query<{ stripe_customer_id: string }>(
    "UPDATE owners SET stripe_customer_id = coalesce(stripe_customer_id, $2) WHERE id = $1 RETURNING stripe_customer_id",
    [ownerId, made],
    "keep-customer",
  );
  invariant(kept !== undefined, "the owner exists");
  return kept.stripe_customer_id;
}

/** Starts saving a card: the client secret goes to `stripe.confirmCardSetup()` (reference 002). */
export async function setupCard(ctx: Ctx<AgentActor>): Promise<string> {
  const customerId = await orUnavailable(customerOf(ctx, ctx.actor.ownerId));
  const intent = await orUnavailable(ctx.payments.createSetupIntent({ operationId: newId(ctx.now), customerId }));
  return intent.clientSecret;
}

async function confirmedCard(ctx: Ctx<AgentActor>, paymentMethodId: string): Promise<Card> {
  const customerId = await orUnavailable(customerOf(ctx, ctx.actor.ownerId));
  const card = await orUnavailable(ctx.payments.getCard(paymentMethodId));
  if (card === null || card.customerId !== customerId)
    throw new Refusal("payment_method_invalid", { param: "payment_method_id" });
  return card;
}

/**
 * Keeps a card that Stripe has confirmed for this owner; the first one is the default (decisions 12). Saving it again changes
 * nothing. Throws `payment_method_invalid` for any other.
 */
export async function saveCard(ctx: Ctx<AgentActor>, paymentMethodId: string): Promise<CardRow> {
  const card = await confirmedCard(ctx, paymentMethodId);
  return ctx.db.transaction(async (sql) => {
    // The owner's lock makes exactly one of two first cards the default.
    await sql.query("SELECT 1 FROM owners WHERE id = $1 FOR NO KEY UPDATE", [ctx.actor.ownerId]);
    const [row] = await sql.query<CardRow>(
      `INSERT INTO cards (id, owner_id, payment_method_id, brand, last4, exp_month, exp_year, fingerprint, is_default, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NOT EXISTS (SELECT 1 FROM cards WHERE owner_id = $2 AND is_default), $9)
       ON CONFLICT (payment_method_id) DO UPDATE SET exp_month = excluded.exp_month, exp_year = excluded.exp_year
         WHERE cards.detached_at IS NULL
       RETURNING *`,
      [
        newId(ctx.now),
        ctx.actor.ownerId,
        card.paymentMethodId,
        card.brand,
        card.last4,
        card.expMonth,
        card.expYear,
        card.fingerprint,
        ctx.now,
      ],
    );
    // It was detached here, and Stripe will hear of it: it cannot come back.
    if (row === undefined) throw new Refusal("payment_method_invalid", { param: "payment_method_id" });
    return row;
  });
}

/** The owner's saved cards, oldest first. */
export async function cardsOf(ctx: Pick<Ctx, "db">, ownerId: Id): Promise<CardRow[]> {
  return ctx.db.query<CardRow>(
    "SELECT * FROM cards WHERE owner_id = $1 AND detached_at IS NULL ORDER BY created_at, id LIMIT 100",
    [ownerId],
    "cards-of-owner",
  );
}
