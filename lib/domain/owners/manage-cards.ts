import { z } from "zod";
import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { transact } from "@/lib/platform/transact";
import type { Sql } from "@/lib/ports/sql";
import type { CardRow } from "./cards";

/** The owner's lock, under which an owner never has two default cards, nor none while it has cards. */
async function lockedCard(sql: Sql, ownerId: Id, paymentMethodId: string): Promise<CardRow> {
  await sql.query("SELECT 1 FROM owners WHERE id = $1 FOR NO KEY UPDATE", [ownerId]);
  const [card] = await sql.query<CardRow>(
    "SELECT * FROM cards WHERE owner_id = $1 AND payment_method_id = $2 AND detached_at IS NULL",
    [ownerId, paymentMethodId],
  );
  if (card === undefined) throw notFound();
  return card;
}

/**
 * Detaches a saved card (reference 002, DELETE /v1/payment-methods/:id). It is gone for us with the commit; Stripe is told by a
 * background task that is tried until it has heard. Of what remains, the oldest becomes the default. Holds that were placed on
 * the card stay, and can be captured. Throws 404 for cards of others.
 */
export async function detachCard(ctx: Ctx<AgentActor>, paymentMethodId: string): Promise<void> {
  const { ownerId } = ctx.actor;
  await ctx.db.transaction(async (sql) => {
    const card = await lockedCard(sql, ownerId, paymentMethodId);
    await sql.query("UPDATE cards SET detached_at = $2, is_default = false WHERE id = $1", [card.id, ctx.now]);
    if (card.is_default) {
      await sql.query(
        `UPDATE cards SET is_default = true
         WHERE id = (SELECT id FROM cards WHERE owner_id = $1 AND detached_at IS NULL ORDER BY created_at, id LIMIT 1)`,
        [ownerId],
      );
    }
    const payload = { payment_method_id: paymentMethodId };
    await transact(
      { db: sql, now: ctx.now },
      { tasks: [{ task: TASK.detachCard, payload, key: `detach:${paymentMethodId}` }] },
    );
  });
}

/** Makes a saved card the one that jobs are paid with (decisions 12). Throws 404 for cards of others. */
export async function makeDefault(ctx: Ctx<AgentActor>, paymentMethodId: string): Promise<CardRow> {
  const { ownerId } = ctx.actor;
  return ctx.db.transaction(async (sql) => {
    const card = await lockedCard(sql, ownerId, paymentMethodId);
    await sql.query("UPDATE cards SET is_default = false WHERE owner_id = $1 AND is_default AND id <> $2", [
      ownerId,
      card.id,
    ]);
    await sql.query("UPDATE cards SET is_default = true WHERE id = $1", [card.id]);
    return { ...card, is_default: true };
  });
}

const payloadSchema = z.object({ payment_method_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.detachCard]: (ctx, payload) => ctx.payments.detachCard(payloadSchema.parse(payload).payment_method_id),
};
