import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { RecordLink } from "../ui/record-link";
import { Table, Td, Th, Tr } from "../ui/table";
import { agentStatuses } from "./labels";
import { Paging } from "../ui/paging";
import { SearchForm } from "./search-form";
import { Tabs } from "../ui/tabs";
import type { AgentRowView, OwnerRowView, PeopleView } from "./types";

/** Every agent and every owner, by name, address or id. */
export function PeoplePage({ view }: { readonly view: PeopleView }) {
  const searched = view.query !== "";
  return (
    <Page>
      <PageHeader
        title="Agents and owners"
        description="A suspended agent's calls are refused and it takes no new work; its jobs under way stay as they are."
      />
      <SearchForm
        action="/admin/people"
        label="Find an agent or an owner"
        hint="The beginning of a name or an e-mail address, or a whole id"
        query={view.query}
      />
      {!searched && (
        <Tabs
          label="Agents by state"
          tabs={[
            { href: "/admin/people", label: "All", current: view.which === "all" },
            { href: "/admin/people?which=suspended", label: "Suspended", current: view.which === "suspended" },
          ]}
        />
      )}
      {searched && <OwnersCard owners={view.owners} now={view.now} />}
      <Card aria-labelledby="agents-title">
        <CardHeader id="agents-title" title="Agents" />
        {view.agents.length === 0 ? (
          <EmptyState title={searched ? "No agent begins so" : "No agent is suspended"}>
            <p>
              {searched ? "Search for the beginning of its name, or for its whole id." : "That is how it should be."}
            </p>
          </EmptyState>
        ) : (
          <AgentTable agents={view.agents} now={view.now} />
        )}
      </Card>
      <Paging paging={view.paging} />
    </Page>
  );
}

export function AgentBadge({ agent }: { readonly agent: Pick<AgentRowView, "status" | "suspendedWithOwner"> }) {
  const { label, tone } = agentStatuses[agent.status];
  return (
    <Badge tone={tone} dot>
      {agent.suspendedWithOwner && agent.status === "suspended" ? `${label} with its owner` : label}
    </Badge>
  );
}

interface AgentTableProps {
  readonly agents: readonly AgentRowView[];
  readonly now: string;
  /** Of a page about their owner. */
  readonly ownerKnown?: boolean;
}

export function AgentTable({ agents, now, ownerKnown = false }: AgentTableProps) {
  return (
    <Table label="Agents" folds>
      <thead>
        <tr>
          <Th>Agent</Th>
          <Th>Status</Th>
          {!ownerKnown && <Th>Owner</Th>}
          <Th className="text-right">Trust</Th>
          <Th className="text-right">Completed</Th>
          <Th className="text-right">Registered</Th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <Tr key={agent.id}>
            <Td className="max-w-64 min-w-36">
              <RecordLink href={`/admin/people/${agent.id}`}>{agent.name}</RecordLink>
            </Td>
            <Td label="Status" className="whitespace-nowrap">
              <AgentBadge agent={agent} />
            </Td>
            {!ownerKnown && (
              <Td label="Owner" className="max-w-64">
                <Link
                  href={`/admin/owners/${agent.ownerId}`}
                  className="block truncate text-ink-muted hover:text-ink hover:underline"
                >
                  {agent.email}
                </Link>
              </Td>
            )}
            <Td label="Trust" className="text-right tabular-nums">
              {agent.trust}
            </Td>
            <Td label="Completed" className="text-right tabular-nums">
              {agent.completedJobs}
            </Td>
            <Td label="Registered" className="text-right whitespace-nowrap text-ink-muted">
              <RelativeTime at={agent.createdAt} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function OwnersCard({ owners, now }: { readonly owners: readonly OwnerRowView[]; readonly now: string }) {
  return (
    <Card aria-labelledby="owners-title">
      <CardHeader id="owners-title" title="Owners" />
      {owners.length === 0 ? (
        <EmptyState title="No owner's address begins so">
          <p>Search for the beginning of the address, or for the owner&apos;s whole id.</p>
        </EmptyState>
      ) : (
        <Table label="Owners" folds>
          <thead>
            <tr>
              <Th>Owner</Th>
              <Th>Status</Th>
              <Th className="text-right">Agents</Th>
              <Th className="text-right">Since</Th>
            </tr>
          </thead>
          <tbody>
            {owners.map((owner) => (
              <Tr key={owner.id}>
                <Td className="max-w-72">
                  <RecordLink href={`/admin/owners/${owner.id}`}>{owner.email}</RecordLink>
                </Td>
                <Td label="Status">
                  <OwnerBadge suspended={owner.suspended} />
                </Td>
                <Td label="Agents" className="text-right tabular-nums">
                  {owner.agents}
                </Td>
                <Td label="Since" className="text-right whitespace-nowrap text-ink-muted">
                  <RelativeTime at={owner.createdAt} now={now} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

export function OwnerBadge({ suspended }: { readonly suspended: boolean }) {
  return suspended ? (
    <Badge tone="danger" dot>
      Suspended
    </Badge>
  ) : (
    <Badge tone="accent" dot>
      In good standing
    </Badge>
  );
}
