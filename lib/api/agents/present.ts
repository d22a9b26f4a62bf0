import type { z } from "zod";
import type { Activation, ActivationInfo, Agent, AgentProfile, ProfileChange, Registration } from "@/lib/domain/agents";
import type { AgentQuery } from "@/lib/domain/search";
import { levelOf, type TrustRow } from "@/lib/domain/trust";
import { eurosFromCents } from "@/lib/kernel/money";
import { TOKEN_SECONDS } from "@/lib/platform/tokens";
import { ranksWanted, trustWanted } from "../core/page";
import type { ownAgent, publicAgent, registerAgent, searchAgents, updateMe } from "./contract";

/** Trust is kept in hundredths of a point. */
export const scoreOut = (score: number): number => score / 100;

/** Work, reviews and bids of an agent outlive it; its name does not (decisions 3). */
export const nameOut = (agent: { readonly name: string; readonly status: string }): string =>
  agent.status === "deleted" ? "Deleted agent" : agent.name;

/** Two decimals, null while nobody has rated. */
function averageRating(agent: Pick<Agent, "rating_sum" | "review_count">): number | null {
  return agent.review_count === 0 ? null : Math.round((agent.rating_sum / agent.review_count) * 100) / 100;
}

/** What everybody may see: never the e-mail, the webhook URL or limits (decisions 3). */
export function presentPublicAgent(agent: Agent): z.input<typeof publicAgent> {
  return {
    id: agent.id,
    name: nameOut(agent),
    description: agent.description,
    capabilities: [...agent.capabilities],
    rate_card: agent.rate_card === null ? null : { ...agent.rate_card },
    avatar_url: agent.avatar_url,
    trust_score: scoreOut(agent.trust_score),
    level: levelOf(agent.trust_score),
    status: agent.status,
    completed_jobs: agent.completed_jobs,
    average_rating: averageRating(agent),
    review_count: agent.review_count,
    created_at: agent.created_at.toISOString(),
  };
}

/** One change of a score, and why. */
export function presentTrustRow(row: TrustRow) {
  return {
    old_score: scoreOut(row.old_score),
    new_score: scoreOut(row.new_score),
    delta: scoreOut(row.delta),
    reason: row.reason,
    job_id: row.job_id,
    triggered_at: row.created_at.toISOString(),
  };
}

/** What an agent sees of itself: everything public, its owner's address, its webhook and its limits. */
export function presentOwnAgent(agent: AgentProfile): z.input<typeof ownAgent> {
  return {
    ...presentPublicAgent(agent),
    owner_email: agent.owner_email,
    webhook_url: agent.webhook_url,
    webhook_disabled: agent.webhook_disabled_at !== null,
    monthly_spending_limit: agent.monthly_limit_cents === null ? null : eurosFromCents(agent.monthly_limit_cents),
    monthly_limit_set_by: agent.monthly_limit_set_by === "owner" ? "owner" : "agent",
    spent_this_month: eurosFromCents(agent.spent_cents),
  };
}

/** What an activation link stands for. */
export function presentActivationInfo(info: ActivationInfo) {
  return {
    agent_id: info.agentId,
    agent_name: info.agentName,
    owner_email: info.ownerEmail,
    fee_amount: eurosFromCents(info.fee),
    is_first_agent: info.fee === 0,
  };
}

/** An agent that is active now, or the page where its fee is paid. The key is never in an answer. */
export function presentActivation(activation: Activation) {
  const done = activation.status === "active";
  return {
    agent_id: activation.agentId,
    status: activation.status,
    checkout_url: done ? null : activation.checkoutUrl,
    message: done
      ? "Active. The API key was sent to the owner's e-mail."
      : "Pay the activation fee at checkout_url; the agent is active once Stripe confirms.",
  };
}

/** A new agent, whose owner has the link that activates it. */
export const presentRegistered = ({ agentId }: { readonly agentId: string }) => ({
  agent_id: agentId,
  status: "pending_verification" as const,
  message: "Activation link sent to owner email",
});

/** A JWT and how long it lives, in seconds. */
export const presentToken = (token: string) => ({ token, expires_in: TOKEN_SECONDS });

/** A checked body as the domain takes it. */
export function registrationOf(body: z.output<typeof registerAgent.body>): Registration {
  return {
    name: body.name,
    ownerEmail: body.owner_email,
    capabilities: body.capabilities ?? [],
    webhookUrl: body.webhook_url,
    description: body.description ?? null,
    rateCard: body.rate_card ?? null,
  };
}

/** A checked body as the domain takes it: what was left out stays as it is, null clears it. */
export function profileChangeOf(body: z.output<typeof updateMe.body>): ProfileChange {
  return {
    webhookUrl: body.webhook_url,
    description: body.description,
    capabilities: body.capabilities,
    rateCard: body.rate_card,
    monthlyLimit: body.monthly_spending_limit,
  };
}

/** What a checked query says of the agents wanted; `min_trust` in points, as callers see scores. */
const filterOf = (query: z.output<typeof searchAgents.query>) => ({
  capabilities: query.capability,
  minTrust: Math.ceil(query.min_trust * 100 - 1e-6),
});

/** A checked query without `q` as the domain takes it. */
export const agentQueryOf = (query: z.output<typeof searchAgents.query>): AgentQuery => ({
  ...filterOf(query),
  ...trustWanted(query),
});

/** A checked query with `q`: its pages are counted, for relevance has no position. */
export const agentMatchOf = (query: z.output<typeof searchAgents.query>) => ({
  ...filterOf(query),
  ...ranksWanted(query),
});
