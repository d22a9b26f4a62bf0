import { notFound, Refusal } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import type { AgentStatus } from "@/lib/kernel/statuses";
import { audited, requireAdmin, requireReason } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { mail } from "../notifications";

interface Standing {
  readonly id: AgentId;
  readonly name: string;
  readonly status: AgentStatus;
  readonly suspended_with_owner: boolean;
  readonly owner_email: string;
  readonly owner_suspended: boolean;
}

async function requireStanding(ctx: Ctx<AdminActor>, id: AgentId): Promise<Standing> {
  const [agent] = await ctx.db.query<Standing>(
    `SELECT a.id, a.name, a.status, a.suspended_with_owner, o.email AS owner_email, o.suspended_at IS NOT NULL AS owner_suspended
     FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`,
    [id],
    "agent-standing",
  );
  if (agent === undefined) throw notFound();
  return agent;
}

function wrongStatus({ status }: Standing, message: string): Refusal {
  return new Refusal("invalid_agent_status", { message, details: { status } });
}

/** The agent's new standing, with the audit row and the mail that tells its owner why. */
async function changed(ctx: Ctx<AdminActor>, agent: Standing, suspended: boolean, reason: string): Promise<Change> {
  const { id, status, suspended_with_owner } = agent;
  const set = { status: suspended ? "suspended" : "active", suspended_with_owner: false };
  const action = suspended ? "agent.suspend" : "agent.unsuspend";
  return merge(
    { updates: [update("agents", { id, status, suspended_with_owner }, set)] },
    audited(ctx, { action, subjectType: "agent", subjectId: id, details: { reason } }),
    await mail(ctx, agent.owner_email, "suspension", { who: `The agent ${agent.name}`, suspended, reason }),
  );
}

/**
 * An operator suspends an agent: its calls are refused from now on (`agent_not_active`), its streams end, and it is offered no
 * work (decisions 3). Jobs under way stay as they are, with their deadlines, and its webhooks still tell of them. One that is
 * suspended with its owner stays so when the owner comes back. Throws `forbidden`, 404, 422 without a reason,
 * `invalid_agent_status`.
 */
export async function suspend(ctx: Ctx<AdminActor>, id: AgentId, why: string): Promise<void> {
  requireAdmin(ctx);
  const reason = requireReason(why);
  await untilSettled(async () => {
    const agent = await requireStanding(ctx, id);
    if (agent.status !== "active" && !(agent.status === "suspended" && agent.suspended_with_owner))
      throw wrongStatus(agent, "Only an active agent can be suspended.");
    await transact(ctx, await changed(ctx, agent, true, reason));
  });
}

/** An operator lets a suspended agent trade again, with the key it had. Throws as `suspend`, also while its owner is suspended. */
export async function unsuspend(ctx: Ctx<AdminActor>, id: AgentId, why: string): Promise<void> {
  requireAdmin(ctx);
  const reason = requireReason(why);
  await untilSettled(async () => {
    const agent = await requireStanding(ctx, id);
    if (agent.status !== "suspended") throw wrongStatus(agent, "The agent is not suspended.");
    if (agent.owner_suspended) throw wrongStatus(agent, "Its owner is suspended: that has to end first.");
    await transact(ctx, await changed(ctx, agent, false, reason));
  });
}
