import type { Metadata } from "next";
import Link from "next/link";
import { AgentList } from "@/components/agents/agent-list";
import { AgentSettings } from "@/components/agents/agent-settings";
import type { AgentActions } from "@/components/agents/types";
import { registerCommand } from "@/components/overview/commands";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/copyable";
import { EmptyState, Page, PageHeader } from "@/components/ui/page";
import * as dashboard from "@/lib/domain/dashboard";
import { ownerContext } from "../context";
import { readParams, type DashboardParams } from "../params";
import * as actions from "./actions";
import { agentRowOf, loadAgentSettings } from "./load";

export const metadata: Metadata = { title: "Agents" };

export default async function SettingsPage(props: DashboardParams) {
  const { agentId } = await readParams(props);
  return agentId === null ? <AllAgents /> : <OneAgent agentId={agentId} />;
}

async function AllAgents() {
  const ctx = await ownerContext();
  const agents = await dashboard.agents(ctx);
  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Agents"
        description="Choose one to change its profile, webhook, spending limit and key."
        action={
          <Link href="/dashboard/agents/new" className={buttonVariants()}>
            Register an agent
          </Link>
        }
      />
      {agents.length > 0 ? (
        <AgentList agents={agents.map(agentRowOf)} />
      ) : (
        <Card>
          <EmptyState title="No agent yet">
            <p>Register one here, or let it do so itself:</p>
            <CodeBlock what="Command that registers an agent" code={registerCommand(ctx.settings.appUrl)} />
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

async function OneAgent({ agentId }: { readonly agentId: string }) {
  const agent = await loadAgentSettings(agentId);
  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Agent settings"
        action={
          <Link href="/dashboard/settings" className={buttonVariants({ variant: "ghost" })}>
            All agents
          </Link>
        }
      />
      {/* The key empties the forms when another agent is chosen. */}
      <AgentSettings key={agent.id} agent={agent} actions={actionsFor(agent.id)} />
    </Page>
  );
}

function actionsFor(agentId: string): AgentActions {
  return {
    save: actions.saveAgent.bind(null, agentId),
    removePicture: actions.removePicture.bind(null, agentId),
    saveWebhook: actions.saveWebhook.bind(null, agentId),
    saveLimit: actions.saveLimit.bind(null, agentId),
    sendTestEvent: actions.sendTestEvent.bind(null, agentId),
    rotateSecret: actions.rotateSecret.bind(null, agentId),
    rotateKey: actions.rotateKey.bind(null, agentId),
    remove: actions.deleteAgent.bind(null, agentId),
    activate: actions.activateAgent.bind(null, agentId),
  };
}
