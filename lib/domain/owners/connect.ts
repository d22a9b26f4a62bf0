import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import type { connect_accountsModel } from "@/lib/platform/prisma/models";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, transact, untilSettled, update } from "@/lib/platform/transact";
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

/** Whether the row says of an account what Stripe does. Pure. */
const isKnown = (row: ConnectRow, account: ConnectAccount): boolean =>
  row.charges_enabled === account.chargesEnabled &&
  row.payouts_enabled === account.payoutsEnabled &&
  row.details_submitted === account.detailsSubmitted &&
  row.is_ready === account.ready;

/**
 * Takes over what Stripe says of an account. When it becomes ready, payouts that waited for it are queued in the same
 * transaction; a young account's payouts are delayed at Stripe (decisions 6). Throws `Conflict` when the account was written
 * after `row` was read: what was asked of Stripe since then may be older.
 */
async function keep(ctx: Pick<Ctx, "db" | "now">, row: ConnectRow, account: ConnectAccount): Promise<void> {
  const { stripe_account_id, version, ready_at } = row;
  const written = {
    charges_enabled: account.chargesEnabled,
    payouts_enabled: account.payoutsEnabled,
    details_submitted: account.detailsSubmitted,
    is_ready: account.ready,
    ready_at: account.ready ? (ready_at ?? ctx.now) : ready_at,
    updated_at: ctx.now,
    version: version + 1,
  };
  const young = ready_at === null ? delayYoungPayouts(ctx.now, stripe_account_id) : [];
  const waiting = { task: TASK.payWaiting, payload: { owner_id: row.owner_id } };
  await transact(ctx, {
    updates: [update("connect_accounts", { stripe_account_id, version }, written)],
    tasks: account.ready && !row.is_ready ? [...young, waiting] : [],
  });
}

/**
 * An event of Stripe's about an account. Events come late, twice and out of order, so the account itself is asked: after the row
 * was read, so that of two events at once the one that asked first does not write last.
 */
export async function accountChanged(ctx: Ctx, accountId: string): Promise<void> {
  await untilSettled(async () => {
    const [row] = await ctx.db.query<ConnectRow>(
      "SELECT * FROM connect_accounts WHERE stripe_account_id = $1",
      [accountId],
      "connect-account-by-stripe-id",
    );
    const live = row === undefined ? null : await ctx.payments.getAccount(accountId);
    if (row !== undefined && live !== null) await keep(ctx, row, live);
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
  if (live === null || isKnown(known, live)) return known;
  await keep(ctx, known, live).catch((error: unknown) => {
    // An event was faster, and no older.
    if (!(error instanceof Conflict)) throw error;
  });
  return connectAccountOf(ctx, ownerId);
}
