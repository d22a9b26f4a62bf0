import { notFound } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { transact, untilSettled } from "@/lib/platform/transact";
import type { Sql } from "@/lib/ports/sql";
import { deleteWithin } from "../agents";

/** What is left in place of an address: unique, and nobody's (RFC 2606). */
const emptied = (ownerId: Id): string => `deleted-${ownerId}@deleted.invalid`;

/** The cards are gone with the commit; Stripe is told of each by a task that is tried until it has heard. */
async function detachCards(ctx: Ctx<OwnerActor>, sql: Sql): Promise<void> {
  const cards = await sql.query<{ payment_method_id: string }>(
    `UPDATE cards SET detached_at = $2, is_default = false WHERE owner_id = $1 AND detached_at IS NULL RETURNING payment_method_id`,
    [ctx.actor.ownerId, ctx.now],
  );
  const tasks = cards.map(({ payment_method_id: id }) => ({
    task: TASK.detachCard,
    payload: { payment_method_id: id },
    key: `detach:${id}`,
  }));
  await transact({ db: sql, now: ctx.now }, { tasks });
}

/** Everything that names the owner or lets one in as it. Jobs, ledger and reviews stay; they name agents. */
async function eraseOwner(ctx: Ctx<OwnerActor>, sql: Sql, email: string): Promise<void> {
  const { ownerId } = ctx.actor;
  await sql.query("UPDATE magic_links SET used_at = $2, email = $3 WHERE email = $1 AND used_at IS NULL", [
    email,
    ctx.now,
    emptied(ownerId),
  ]);
  await sql.query("UPDATE magic_links SET email = $2 WHERE email = $1", [email, emptied(ownerId)]);
  await sql.query(
    `UPDATE sessions SET revoked_at = coalesce(revoked_at, clock_timestamp()), user_agent = '', ip = '' WHERE owner_id = $1`,
    [ownerId],
  );
  await sql.query("DELETE FROM saved_views WHERE owner_id = $1", [ownerId]);
  await sql.query("UPDATE owners SET email = $2, mail_preferences = '{}', deleted_at = $3 WHERE id = $1", [
    ownerId,
    emptied(ownerId),
    ctx.now,
  ]);
}

/**
 * Deletes the owner with all its agents: every key, session and card ends, the address is forgotten and may register anew.
 * Throws `agent_has_open_work`, with nothing changed, while one of the agents has open jobs, auctions, disputes or payouts.
 */
export async function deleteOwner(ctx: Ctx<OwnerActor>): Promise<void> {
  const { ownerId } = ctx.actor;
  await untilSettled(() =>
    ctx.db.transaction(async (sql) => {
      // Under this lock nothing is registered for the owner, and no card saved.
      const [owner] = await sql.query<{ email: string }>(
        "SELECT email FROM owners WHERE id = $1 AND deleted_at IS NULL FOR UPDATE",
        [ownerId],
      );
      if (owner === undefined) throw notFound();
      const agents = await sql.query<{ id: AgentId }>(
        "SELECT id FROM agents WHERE owner_id = $1 AND status <> 'deleted' ORDER BY id",
        [ownerId],
      );
      for (const { id } of agents) await deleteWithin(ctx, sql, id);
      await detachCards(ctx, sql);
      await eraseOwner(ctx, sql, owner.email);
    }),
  );
}
