import type { AgentRowView, AgentSettingsView, WebhookHealth } from "@/components/agents/types";
import * as dashboard from "@/lib/domain/dashboard";
import { feeShareOf, levelOf } from "@/lib/domain/trust";
import { eur, iso, isoOrNull, pictureOf } from "../../view";
import { orNotFound } from "../../or-not-found";
import { ownerContext } from "../context";

/** Hundredths of a point as points. */
const POINT = 100;

export function agentRowOf(agent: dashboard.OwnedAgent): AgentRowView {
  return {
    id: agent.id,
    name: agent.name,
    picture: pictureOf(agent.avatarUrl),
    status: agent.status,
    trustScore: agent.trustScore / POINT,
    level: levelOf(agent.trustScore),
    monthlyLimit: agent.monthlyLimitCents === null ? null : eur(agent.monthlyLimitCents),
    createdAt: iso(agent.createdAt),
  };
}

export async function loadAgentSettings(agentId: string): Promise<AgentSettingsView> {
  const ctx = await ownerContext();
  const agent = await orNotFound(dashboard.ownedAgent(ctx, agentId));
  return {
    ...agentRowOf(agent),
    now: iso(ctx.now),
    description: agent.description,
    capabilities: agent.capabilities,
    rateCardJson: agent.rateCard === null ? null : JSON.stringify(agent.rateCard, null, 2),
    webhookUrl: agent.webhookUrl,
    webhook: webhookHealth(agent),
    feeBasisPoints: feeShareOf(agent.trustScore),
    apiKeyLast4: agent.apiKeyLast4,
    keyCreatedAt: isoOrNull(agent.keyCreatedAt),
    limitSetBy: agent.limitSetBy,
    activationFee: eur(agent.activationFeeCents),
  };
}

function webhookHealth({ webhookDisabledAt, webhookFailingSince }: dashboard.OwnedAgentDetail): WebhookHealth {
  if (webhookDisabledAt !== null) return { state: "disabled", since: iso(webhookDisabledAt) };
  if (webhookFailingSince !== null) return { state: "failing", since: iso(webhookFailingSince) };
  return { state: "sound" };
}
