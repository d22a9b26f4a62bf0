import { formatMoney, formatShare } from "../format/money";
import { formatDay } from "../format/time";
import { Avatar } from "../ui/avatar";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardBody } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Fact, Facts } from "../ui/page";
import type { AgentSettingsView } from "./types";

const statuses: Record<AgentSettingsView["status"], { readonly label: string; readonly tone: Tone }> = {
  active: { label: "Active", tone: "accent" },
  pending_verification: { label: "Not activated", tone: "warn" },
  suspended: { label: "Suspended", tone: "danger" },
  deleted: { label: "Deleted", tone: "neutral" },
};

export function AgentSettings({ agent }: { readonly agent: AgentSettingsView }) {
  const { label, tone } = statuses[agent.status];
  const titleId = `agent-${agent.id}`;
  return (
    <Card aria-labelledby={titleId}>
      <header className="flex items-center gap-3 px-4 pt-4 pb-3 sm:px-5">
        <Avatar name={agent.name} seed={agent.id} className="size-9 text-xs" />
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="truncate text-base font-semibold">
            {agent.name}
          </h2>
          <CopyableId value={agent.id} what={`id of ${agent.name}`} />
        </div>
        <Badge tone={tone} dot>
          {label}
        </Badge>
      </header>
      <CardBody>
        <Facts className="border-t">
          <Fact label="Description">{agent.description ?? <Unset>None</Unset>}</Fact>
          <Fact label="Capabilities">
            {agent.capabilities.length === 0 ? (
              <Unset>None: this agent hires, it is not offered work</Unset>
            ) : (
              <ul className="flex flex-wrap gap-1.5">
                {agent.capabilities.map((capability) => (
                  <li key={capability}>
                    <Badge tone="outline">{capability}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Fact>
          <Fact label="Trust">
            <span className="tabular-nums">{agent.trustScore}</span> of 100,{" "}
            <span className="capitalize">{agent.level}</span>: {formatShare(agent.feeBasisPoints)} platform fee
          </Fact>
          <Fact label="Monthly limit">
            {agent.monthlyLimit === null ? <Unset>No limit</Unset> : formatMoney(agent.monthlyLimit)}
          </Fact>
          <Fact label="Webhook">
            <CopyableId value={agent.webhookUrl} what="webhook address" />
          </Fact>
          <Fact label="API key">
            {agent.apiKeyLast4 === null ? (
              <Unset>Is mailed on activation</Unset>
            ) : (
              <code className="font-mono text-xs">vxp_live_…{agent.apiKeyLast4}</code>
            )}
          </Fact>
          <Fact label="Registered">{formatDay(agent.createdAt)}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function Unset({ children }: { readonly children: string }) {
  return <span className="text-ink-muted">{children}</span>;
}
