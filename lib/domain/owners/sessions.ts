import { addDays, wallNow } from "@/lib/kernel/clock";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";

/** A browser's session, in wall time (sandbox.md). */
const SESSION_DAYS = 30;

export interface Owner {
  readonly id: Id;
  readonly email: string;
  readonly stripe_customer_id: string | null;
  readonly kyc_status: string;
  readonly created_at: Date;
}

export async function openSession(
  ctx: Pick<Ctx, "db">,
  ownerId: Id,
  browser: { readonly userAgent: string; readonly ip: string },
): Promise<{ readonly sessionId: Id; readonly expiresAt: Date }> {
  const now = wallNow();
  const sessionId = newId(now);
  const expiresAt = addDays(now, SESSION_DAYS);
  await ctx.db.query(
    `INSERT INTO sessions (id, owner_id, user_agent, ip, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6)`,
    [sessionId, ownerId, browser.userAgent.slice(0, 400), browser.ip, now, expiresAt],
    "open-session",
  );
  return { sessionId, expiresAt };
}

/** The owner of a session that is neither over nor revoked, or null. */
export async function sessionOwner(ctx: Pick<Ctx, "db">, sessionId: Id): Promise<Owner | null> {
  const [owner] = await ctx.db.query<Owner>(
    `SELECT o.id, o.email, o.stripe_customer_id, o.kyc_status, o.created_at FROM sessions s JOIN owners o ON o.id = s.owner_id
     WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND o.deleted_at IS NULL`,
    [sessionId],
    "session-owner",
  );
  return owner ?? null;
}

export async function endSession(ctx: Pick<Ctx, "db">, sessionId: Id): Promise<void> {
  await ctx.db.query(
    "UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL",
    [sessionId],
    "end-session",
  );
}
