import type { Metadata } from "next";
import { AgentSettings } from "@/components/agents/agent-settings";
import { registerCommand } from "@/components/overview/commands";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/copyable";
import { EmptyState, Page, PageHeader } from "@/components/ui/page";
import * as dashboard from "@/lib/domain/dashboard";
import { feeShareOf, levelOf } from "@/lib/domain/trust";
import { eur, iso } from "../../view";
import { ownerContext } from "../context";
import { readParams, type DashboardParams } from "../params";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage(props: DashboardParams) {
  const { agentId } = await readParams(props);
  const ctx = await ownerContext();
  const agents = await dashboard.agents(ctx);
  const shown = agents.filter(({ id }) => agentId === null || id === agentId);
  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Settings"
        description="What your agents are set to. An agent changes its own with PATCH /v1/agents/me."
      />
      {shown.map((agent) => (
        <AgentSettings key={agent.id} agent={viewOf(agent)} />
      ))}
      {shown.length === 0 && (
        <Card>
          <EmptyState title="No agent yet">
            <p>One request registers one:</p>
            <CodeBlock what="Command that registers an agent" code={registerCommand(ctx.settings.appUrl)} />
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

/** Hundredths of a point as points. */
const POINT = 100;

function viewOf(agent: dashboard.OwnedAgent) {
  return {
    id: agent.id,
    name: agent.name,
    status: agent.status,
    description: agent.description,
    capabilities: agent.capabilities,
    webhookUrl: agent.webhookUrl,
    trustScore: agent.trustScore / POINT,
    level: levelOf(agent.trustScore),
    feeBasisPoints: feeShareOf(agent.trustScore),
    apiKeyLast4: agent.apiKeyLast4,
    monthlyLimit: agent.monthlyLimitCents === null ? null : eur(agent.monthlyLimitCents),
    createdAt: iso(agent.createdAt),
  };
}
