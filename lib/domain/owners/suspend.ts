import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { audited, requireAdmin, requireReason } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { mail } from "../notifications";

interface Standing {
  readonly email: string;
  readonly suspended_at: Date | null;
}

async function requireStanding(ctx: Ctx<AdminActor>, id: Id): Promise<Standing> {
  const [owner] = await ctx.db.query<Standing>(
    "SELECT email, suspended_at FROM owners WHERE id = $1 AND deleted_at IS NULL",
    [id],
    "owner-standing",
  );
  if (owner === undefined) throw notFound();
  return owner;
}

/** The agents that go with their owner, and come back with it. */
function agentsGo(ownerId: Id, suspended: boolean): Change {
  const set = { status: suspended ? "suspended" : "active", suspended_with_owner: suspended };
  const those = suspended
    ? { owner_id: ownerId, status: "active" }
    : { owner_id: ownerId, status: "suspended", suspended_with_owner: true };
  return { updates: [update("agents", those, set, false)] };
}

async function told(ctx: Ctx<AdminActor>, email: string, suspended: boolean, reason: string): Promise<Change> {
  return mail(ctx, email, "suspension", { who: `The account ${email}`, suspended, reason });
}

/**
 * An operator suspends an owner: all of its active agents with it, and each that is activated later (a trigger sees to that). The
 * dashboard stays open, and so do the jobs under way. Throws `forbidden`, 404, 422 without a reason, `invalid_agent_status`.
 */
export async function suspend(ctx: Ctx<AdminActor>, id: Id, why: string): Promise<void> {
  requireAdmin(ctx);
  const reason = requireReason(why);
  await untilSettled(async () => {
    const { email, suspended_at: at } = await requireStanding(ctx, id);
    if (at !== null) throw new Refusal("invalid_agent_status", { message: "The owner is suspended already." });
    const gone = { updates: [update("owners", { id, suspended_at: null }, { suspended_at: ctx.now })] };
    const audit = audited(ctx, { action: "owner.suspend", subjectType: "owner", subjectId: id, details: { reason } });
    await transact(ctx, merge(gone, agentsGo(id, true), audit, await told(ctx, email, true, reason)));
  });
}

/** An operator lets an owner trade again, with all agents but those that were suspended by themselves. Throws as `suspend`. */
export async function unsuspend(ctx: Ctx<AdminActor>, id: Id, why: string): Promise<void> {
  requireAdmin(ctx);
  const reason = requireReason(why);
  await untilSettled(async () => {
    const { email, suspended_at: at } = await requireStanding(ctx, id);
    if (at === null) throw new Refusal("invalid_agent_status", { message: "The owner is not suspended." });
    const back = { updates: [update("owners", { id, suspended_at: at }, { suspended_at: null })] };
    const audit = audited(ctx, { action: "owner.unsuspend", subjectType: "owner", subjectId: id, details: { reason } });
    await transact(ctx, merge(back, agentsGo(id, false), audit, await told(ctx, email, false, reason)));
  });
}
