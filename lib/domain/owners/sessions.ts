import { addDays, wallNow } from "@/lib/kernel/clock";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";

/** A browser's session, in wall time (sandbox.md). */
const SESSION_DAYS = 30;

export interface Owner {
  readonly id: Id;
  readonly email: string;
  readonly stripe_customer_id: string | null;
  readonly kyc_status: string;
  readonly created_at: Date;
}

/** Logs a browser in; the address and the name it gave are shown to the owner among its sessions. */
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

/** How exactly a session's last use is known: it is not written with every page. */
const SEEN_MINUTES = 10;

/** The owner of a session that is neither over nor revoked, or null. */
export async function sessionOwner(ctx: Pick<Ctx, "db">, sessionId: Id): Promise<Owner | null> {
  const [row] = await ctx.db.query<Owner & { stale: boolean }>(
    `SELECT o.id, o.email, o.stripe_customer_id, o.kyc_status, o.created_at,
       s.last_seen_at < clock_timestamp() - ${SEEN_MINUTES} * interval '1 minute' AS stale
     FROM sessions s JOIN owners o ON o.id = s.owner_id
     WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AND o.deleted_at IS NULL`,
    [sessionId],
    "session-owner",
  );
  if (row === undefined) return null;
  const { stale, ...owner } = row;
  if (stale)
    await ctx.db.query(
      "UPDATE sessions SET last_seen_at = clock_timestamp() WHERE id = $1",
      [sessionId],
      "session-seen",
    );
  return owner;
}

/** Logs a session out; one that is over already stays so. */
export async function endSession(ctx: Pick<Ctx, "db">, sessionId: Id): Promise<void> {
  await ctx.db.query(
    "UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL",
    [sessionId],
    "end-session",
  );
}

/** A browser that is logged in. Times are wall time. */
export interface Session {
  readonly id: Id;
  readonly userAgent: string;
  readonly ip: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

const LIVE = "revoked_at IS NULL AND expires_at > clock_timestamp()";

/** The owner's sessions that are neither over nor revoked, the one used last first. */
export async function sessionsOf(ctx: Ctx<OwnerActor>): Promise<Session[]> {
  return ctx.db.query<Session>(
    `SELECT id, user_agent AS "userAgent", ip, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM sessions
     WHERE owner_id = $1 AND ${LIVE} ORDER BY last_seen_at DESC, id DESC LIMIT 100`,
    [ctx.actor.ownerId],
    "sessions-of-owner",
  );
}

/** Ends one of the owner's sessions at once, its live stream too; one that is over, or another owner's, stays as it is. */
export async function endOwnSession(ctx: Ctx<OwnerActor>, sessionId: Id): Promise<void> {
  await ctx.db.query(
    `UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1 AND owner_id = $2 AND ${LIVE}`,
    [sessionId, ctx.actor.ownerId],
    "end-own-session",
  );
}

/** Ends all of the owner's sessions but one. */
export async function endOtherSessions(ctx: Ctx<OwnerActor>, keptId: Id): Promise<void> {
  await ctx.db.query(
    `UPDATE sessions SET revoked_at = clock_timestamp() WHERE owner_id = $1 AND id <> $2 AND ${LIVE}`,
    [ctx.actor.ownerId, keptId],
    "end-other-sessions",
  );
}
