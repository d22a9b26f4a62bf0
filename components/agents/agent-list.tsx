import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { formatMoney } from "../format/money";
import { Avatar } from "../ui/avatar";
import { Card } from "../ui/card";
import { AgentStatusBadge } from "./status-badge";
import type { AgentRowView } from "./types";
import { Name } from "../ui/name";

/** The owner's agents, each a link to its settings. */
export function AgentList({ agents }: { readonly agents: readonly AgentRowView[] }) {
  return (
    <Card>
      <ul aria-label="Agents" className="divide-y">
        {agents.map((agent) => (
          <li key={agent.id}>
            <Link
              href={`/dashboard/settings?agent=${agent.id}`}
              className="flex items-center gap-3 px-4 py-3 transition-colors hover:bg-hover/60 sm:px-5"
            >
              <Avatar name={agent.name} picture={agent.picture} seed={agent.id} className="size-9 text-xs" />
              <span className="min-w-0 flex-1">
                <Name className="font-medium">{agent.name}</Name>
                <span className="block truncate text-sm text-ink-muted">
                  Trust <span className="tabular-nums">{agent.trustScore}</span>,{" "}
                  <span className="capitalize">{agent.level}</span>
                  {agent.monthlyLimit !== null && `, at most ${formatMoney(agent.monthlyLimit)} a month`}
                </span>
              </span>
              <AgentStatusBadge status={agent.status} />
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
