import { perHours } from "@/lib/kernel/contract";
import { notFound, Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { unseal } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import { transact, untilSettled, update, type TaskRow } from "@/lib/platform/transact";
import { ping } from "../webhooks";
import { requireWebhookUrl } from "./register";
import { loadAgent, loadProfile } from "./store";
import type { Agent, AgentProfile } from "./types";

/** Per owner. Each new URL is sent a request, wherever it leads: not a tool for knocking on doors. */
const URLS = perHours(10);

/** The caller's own profile. */
export async function me(ctx: Ctx<AgentActor>): Promise<AgentProfile> {
  const profile = await loadProfile(ctx, ctx.actor.agentId);
  if (profile === null) throw notFound();
  return profile;
}

/** What everybody may know of an agent; agents that never became active do not exist for others (decisions 3). */
export async function publicProfile(ctx: Pick<Ctx, "db">, id: AgentId): Promise<Agent> {
  const agent = await loadAgent(ctx, id);
  if (agent === null || agent.status === "pending_verification") throw notFound();
  return agent;
}

export interface ProfileChange {
  readonly webhookUrl?: string | undefined;
  readonly description?: string | null | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly rateCard?: Readonly<Record<string, unknown>> | null | undefined;
  /** Null is unlimited. */
  readonly monthlyLimit?: Cents | null | undefined;
}

/** Where the owner set the limit, the agent's own tokens may only lower it (decisions 3). */
function requireLimitAllowed(ctx: Ctx<AgentActor>, agent: Agent, limit: Cents | null): void {
  if (ctx.actor.via === "owner" || agent.monthly_limit_set_by !== "owner" || agent.monthly_limit_cents === null) return;
  if (limit === null || limit > agent.monthly_limit_cents)
    throw new Refusal("limit_set_by_owner", { param: "monthly_spending_limit" });
}

/** A URL that is the agent's already, and works, is not asked again. */
async function pingNewUrl(ctx: Ctx<AgentActor>, url: string): Promise<void> {
  requireWebhookUrl(ctx, url);
  const agent = await loadAgent(ctx, ctx.actor.agentId);
  if (agent?.webhook_url === url && agent.webhook_failing_since === null && agent.webhook_disabled_at === null) return;
  await spendAllowance(ctx, ctx.now, `webhook-url|${ctx.actor.ownerId}`, URLS);
  const [row] = await ctx.db.query<{ sealed: string }>(
    "SELECT sealed FROM webhook_secrets WHERE agent_id = $1 AND expires_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
    [ctx.actor.agentId],
    "current-webhook-secret",
  );
  await ping(
    ctx,
    ctx.actor.agentId,
    url,
    row === undefined ? newId(ctx.now) : String(await unseal(ctx.secret, row.sealed)),
  );
}

function columns(ctx: Ctx<AgentActor>, change: ProfileChange) {
  return {
    ...(change.webhookUrl === undefined
      ? {}
      : { webhook_url: change.webhookUrl, webhook_disabled_at: null, webhook_failing_since: null }),
    ...(change.description === undefined ? {} : { description: change.description }),
    ...(change.capabilities === undefined ? {} : { capabilities: change.capabilities }),
    ...(change.rateCard === undefined ? {} : { rate_card: change.rateCard }),
    ...(change.monthlyLimit === undefined
      ? {}
      : {
          monthly_limit_cents: change.monthlyLimit,
          ...(ctx.actor.via === "owner" ? { monthly_limit_set_by: "owner" } : {}),
        }),
  };
}

/**
 * Changes the caller's profile; a new webhook URL is pinged first (reference 002, PATCH /v1/agents/me). Throws, before anything
 * changes, `webhook_verification_failed`, `limit_set_by_owner`, and `rate_limited` for an owner's eleventh URL in an hour.
 */
export async function updateProfile(ctx: Ctx<AgentActor>, change: ProfileChange): Promise<AgentProfile> {
  if (change.webhookUrl !== undefined) await pingNewUrl(ctx, change.webhookUrl);
  await untilSettled(async () => {
    const agent = await loadAgent(ctx, ctx.actor.agentId);
    if (agent === null) throw notFound();
    if (change.monthlyLimit !== undefined) requireLimitAllowed(ctx, agent, change.monthlyLimit);
    const set = columns(ctx, change);
    if (Object.keys(set).length === 0) return;
    const seen = {
      id: agent.id,
      monthly_limit_cents: agent.monthly_limit_cents,
      monthly_limit_set_by: agent.monthly_limit_set_by,
    };
    const reworded = change.description !== undefined || change.capabilities !== undefined;
    const tasks: readonly TaskRow[] = reworded ? [{ task: TASK.embed, payload: {} }] : [];
    await transact(ctx, { updates: [update("agents", seen, set)], tasks });
  });
  return me(ctx);
}
