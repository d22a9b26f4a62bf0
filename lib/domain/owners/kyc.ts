import { unreachable } from "@/lib/kernel/assert";
import { notFound } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import type { IdentitySession } from "@/lib/ports/payments";
import { orUnavailable } from "./cards";

export type KycStatus = "none" | "pending" | "processing" | "verified" | "failed";

interface KycRow {
  readonly kyc_status: KycStatus;
  readonly kyc_session_id: string | null;
  readonly kyc_updated_at: Date | null;
}

/** Where an owner's identity check stands; the URL is null when there is nothing for the owner to do at Stripe. */
export interface Kyc {
  readonly status: KycStatus;
  readonly verificationUrl: string | null;
  readonly updatedAt: Date | null;
}

async function loadKyc(ctx: Pick<Ctx, "db">, ownerId: Id): Promise<KycRow> {
  const [row] = await ctx.db.query<KycRow>(
    "SELECT kyc_status, kyc_session_id, kyc_updated_at FROM owners WHERE id = $1",
    [ownerId],
    "owner-kyc",
  );
  if (row === undefined) throw notFound();
  return row;
}

/** What a session at Stripe means for us. One that asks for input again after a try has failed until the owner repeats it. */
function statusOf(session: IdentitySession, tried: boolean): KycStatus {
  switch (session.status) {
    case "verified":
      return "verified";
    case "processing":
      return "processing";
    case "canceled":
      return "failed";
    case "requires_input":
      return tried ? "failed" : "pending";
    default:
      return unreachable(session.status);
  }
}

/** Keeps what Stripe says of the owner's newest session. A verified owner stays verified. */
async function keep(ctx: Pick<Ctx, "db" | "now">, sessionId: string, status: KycStatus): Promise<void> {
  await ctx.db.query(
    `UPDATE owners SET kyc_status = $2, kyc_updated_at = $3
     WHERE kyc_session_id = $1 AND kyc_status <> 'verified' AND kyc_status <> $2`,
    [sessionId, status, ctx.now],
    "keep-kyc",
  );
}

/** The session the owner can still go on with, or null. */
async function openSession(ctx: Ctx, row: KycRow): Promise<IdentitySession | null> {
  if (row.kyc_session_id === null) return null;
  const session = await orUnavailable(ctx.payments.getIdentityCheck(row.kyc_session_id));
  return session === null || session.status === "canceled" ? null : session;
}

async function newSession(ctx: Ctx<OwnerActor>): Promise<IdentitySession> {
  const session = await orUnavailable(
    ctx.payments.startIdentityCheck({
      operationId: newId(ctx.now),
      ownerId: ctx.actor.ownerId,
      returnUrl: `${ctx.settings.appUrl}/dashboard/settings?kyc=done`,
    }),
  );
  await ctx.db.query(
    `UPDATE owners SET kyc_session_id = $2, kyc_status = 'pending', kyc_updated_at = $3 WHERE id = $1 AND kyc_status <> 'verified'`,
    [ctx.actor.ownerId, session.sessionId, ctx.now],
    "start-kyc",
  );
  return session;
}

/**
 * Starts the owner's identity check at Stripe, or goes on with the one that is open (decisions 2). A verified owner has
 * nothing left to do: no URL. Throws `payment_provider_unavailable`.
 */
export async function startKyc(ctx: Ctx<OwnerActor>): Promise<Kyc> {
  const row = await loadKyc(ctx, ctx.actor.ownerId);
  if (row.kyc_status === "verified")
    return { status: "verified", verificationUrl: null, updatedAt: row.kyc_updated_at };
  const session = (await openSession(ctx, row)) ?? (await newSession(ctx));
  const status = statusOf(session, row.kyc_status === "failed" && session.sessionId === row.kyc_session_id);
  await keep(ctx, session.sessionId, status);
  return { status, verificationUrl: session.url, updatedAt: ctx.now };
}

/** Where the check stands. While it is open Stripe is asked, best effort, so that a lost event does not matter. */
export async function kycOf(ctx: Ctx<OwnerActor>): Promise<Kyc> {
  const row = await loadKyc(ctx, ctx.actor.ownerId);
  const known = { status: row.kyc_status, verificationUrl: null, updatedAt: row.kyc_updated_at };
  if (row.kyc_session_id === null || row.kyc_status === "verified") return known;
  const session = await ctx.payments.getIdentityCheck(row.kyc_session_id).catch((error: unknown) => {
    ctx.log.warn({ err: error }, "Stripe did not say where the identity check stands");
    return null;
  });
  if (session === null) return known;
  const status = statusOf(session, row.kyc_status === "failed");
  if (status === row.kyc_status) return { ...known, verificationUrl: session.url };
  await keep(ctx, session.sessionId, status);
  return { status, verificationUrl: session.url, updatedAt: ctx.now };
}

/**
 * An event of Stripe's about an identity check. Events come late, twice and out of order, so the session itself is asked;
 * that it asks for input again means that a try failed, for nothing is sent before the first one.
 */
export async function identityChecked(ctx: Ctx, sessionId: string): Promise<void> {
  const session = await ctx.payments.getIdentityCheck(sessionId);
  if (session !== null) await keep(ctx, sessionId, statusOf(session, true));
}
