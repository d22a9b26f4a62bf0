import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import type { connect_accountsModel } from "@/lib/platform/prisma/models";
import { TASK } from "@/lib/platform/task-names";
import { transact } from "@/lib/platform/transact";
import type { ConnectAccount } from "@/lib/ports/payments";
import { orUnavailable } from "./cards";
import { delayYoungPayouts } from "./payout-delay";

export type ConnectRow = connect_accountsModel;

export async function connectAccountOf(ctx: Pick<Ctx, "db">, ownerId: Id): Promise<ConnectRow | null> {
  const [row] = await ctx.db.query<ConnectRow>(
    "SELECT * FROM connect_accounts WHERE owner_id = $1",
    [ownerId],
    "connect-account",
  );
  return row ?? null;
}

/**
 * Takes over what Stripe says of an account. When it becomes ready, payouts that waited for it are queued in the same
 * transaction; a young account's payouts are delayed at Stripe (decisions 6).
 */
export async function accountUpdated(ctx: Pick<Ctx, "db" | "now">, account: ConnectAccount): Promise<void> {
  await ctx.db.transaction(async (sql) => {
    const [row] = await sql.query<ConnectRow>(
      "SELECT * FROM connect_accounts WHERE stripe_account_id = $1 FOR UPDATE",
      [account.accountId],
    );
    if (row === undefined) return;
    const becomesReady = account.ready && !row.is_ready;
    await sql.query(
      `UPDATE connect_accounts SET charges_enabled = $2, payouts_enabled = $3, details_submitted = $4, is_ready = $5,
         ready_at = CASE WHEN $5 THEN coalesce(ready_at, $6) ELSE ready_at END, updated_at = $6 WHERE stripe_account_id = $1`,
      [
        account.accountId,
        account.chargesEnabled,
        account.payoutsEnabled,
        account.detailsSubmitted,
        account.ready,
        ctx.now,
      ],
    );
    if (!becomesReady) return;
    const young = row.ready_at === null ? delayYoungPayouts(ctx.now, account.accountId) : [];
    const waiting = { task: TASK.payWaiting, payload: { owner_id: row.owner_id } };
    await transact({ db: sql, now: ctx.now }, { tasks: [...young, waiting] });
  });
}

/** The owner's account, made on first use; the owner's id names the operation, so that there is only ever one. */
async function requireAccount(ctx: Ctx<AgentActor>): Promise<ConnectRow> {
  const { ownerId } = ctx.actor;
  const known = await connectAccountOf(ctx, ownerId);
  if (known !== null) return known;
  const [owner] = await ctx.db.query<{ email: string }>(
    "SELECT email FROM owners WHERE id = $1",
    [ownerId],
    "owner-email",
  );
  if (owner === undefined) throw notFound();
  const made = await orUnavailable(
    ctx.payments.createAccount({ operationId: `account-${ownerId}`, ownerId, email: owner.email }),
  );
  await ctx.db.query(
    `INSERT INTO connect_accounts (owner_id, stripe_account_id, created_at, updated_at) VALUES ($1, $2, $3, $3) ON CONFLICT (owner_id) DO NOTHING`,
    [ownerId, made.accountId, ctx.now],
    "keep-connect-account",
  );
  const kept = await connectAccountOf(ctx, ownerId);
  if (kept === null) throw notFound();
  return kept;
}

/** Starts or resumes Stripe Express onboarding; the link lives about five minutes (reference 002). */
export async function onboard(ctx: Ctx<AgentActor>): Promise<{ readonly account: ConnectRow; readonly url: string }> {
  const account = await requireAccount(ctx);
  const page = `${ctx.settings.appUrl}/dashboard/connect`;
  const url = await orUnavailable(
    ctx.payments.createOnboardingLink({
      accountId: account.stripe_account_id,
      refreshUrl: `${page}?refresh=1`,
      returnUrl: `${page}?done=1`,
    }),
  );
  return { account, url };
}

/** Where onboarding stands; asks Stripe while it is unfinished, so that a lost event does not matter. */
export async function connectStatus(ctx: Ctx, ownerId: Id): Promise<ConnectRow | null> {
  const known = await connectAccountOf(ctx, ownerId);
  if (known === null || known.is_ready) return known;
  const live = await ctx.payments.getAccount(known.stripe_account_id).catch((error: unknown) => {
    // Best effort: what we know is still an answer.
    ctx.log.warn({ err: error }, "Stripe did not say where onboarding stands");
    return null;
  });
  if (live === null || live.detailsSubmitted === known.details_submitted) return known;
  await accountUpdated(ctx, live);
  return connectAccountOf(ctx, ownerId);
}
