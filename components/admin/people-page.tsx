import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { RecordLink } from "../ui/record-link";
import { agentStatuses } from "./labels";
import { Paging } from "../ui/paging";
import { Labelled, Row, RowList } from "./row-list";
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
          <EmptyState
            title={searched ? "No agent found" : view.which === "suspended" ? "No agent is suspended" : "No agents"}
          >
            <p>
              {searched
                ? "Search for the beginning of its name, or for its whole id."
                : view.which === "suspended"
                  ? "Suspend one from its page."
                  : "Nobody has registered one yet."}
            </p>
          </EmptyState>
        ) : (
          <AgentRows agents={view.agents} now={view.now} />
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

interface AgentRowsProps {
  readonly agents: readonly AgentRowView[];
  readonly now: string;
  /** Of a page about their owner. */
  readonly ownerKnown?: boolean;
}

const RIGHT = [
  { text: "Trust", right: true },
  { text: "Completed", right: true },
  { text: "Registered", right: true },
] as const;
const WITH_OWNER = {
  columns: "md:grid-cols-[minmax(0,1fr)_7rem_minmax(0,1.25fr)_3rem_5rem_6.5rem]",
  heads: [{ text: "Agent" }, { text: "Status" }, { text: "Owner" }, ...RIGHT],
} as const;
const OF_OWNER = {
  columns: "md:grid-cols-[minmax(0,1fr)_7rem_3rem_5rem_6.5rem]",
  heads: [{ text: "Agent" }, { text: "Status" }, ...RIGHT],
} as const;

export function AgentRows({ agents, now, ownerKnown = false }: AgentRowsProps) {
  const { columns, heads } = ownerKnown ? OF_OWNER : WITH_OWNER;
  return (
    <RowList label="Agents" columns={columns} heads={heads}>
      {agents.map((agent) => (
        <Row key={agent.id} columns={columns}>
          <RecordLink href={`/admin/people/${agent.id}`}>{agent.name}</RecordLink>
          <span className="order-3 min-w-0">
            <AgentBadge agent={agent} />
          </span>
          {!ownerKnown && (
            <Link
              href={`/admin/owners/${agent.ownerId}`}
              className="order-5 col-span-2 truncate text-ink-muted hover:text-ink hover:underline md:col-span-1"
            >
              {agent.email}
            </Link>
          )}
          <Labelled label="Trust" className="order-2 text-right tabular-nums">
            {agent.trust}
          </Labelled>
          <Labelled label="Completed" className="order-4 text-right tabular-nums">
            {agent.completedJobs}
          </Labelled>
          <Labelled
            label="Registered"
            className="order-6 col-span-2 whitespace-nowrap text-ink-muted md:col-span-1 md:text-right"
          >
            <RelativeTime at={agent.createdAt} now={now} />
          </Labelled>
        </Row>
      ))}
    </RowList>
  );
}

const ownerColumns = "md:grid-cols-[minmax(0,1fr)_10.5rem_5rem_7rem]";
const ownerHeads = [
  { text: "Owner" },
  { text: "Status" },
  { text: "Agents", right: true },
  { text: "Since", right: true },
] as const;

function OwnersCard({ owners, now }: { readonly owners: readonly OwnerRowView[]; readonly now: string }) {
  return (
    <Card aria-labelledby="owners-title">
      <CardHeader id="owners-title" title="Owners" />
      {owners.length === 0 ? (
        <EmptyState title="No owner found">
          <p>Search for the beginning of the address, or for the owner&apos;s whole id.</p>
        </EmptyState>
      ) : (
        <RowList label="Owners" columns={ownerColumns} heads={ownerHeads}>
          {owners.map((owner) => (
            <Row key={owner.id} columns={ownerColumns}>
              <RecordLink href={`/admin/owners/${owner.id}`}>{owner.email}</RecordLink>
              <span className="order-3">
                <OwnerBadge suspended={owner.suspended} />
              </span>
              <Labelled label="Agents" className="order-2 text-right tabular-nums">
                {owner.agents}
              </Labelled>
              <Labelled label="Since" className="order-4 text-right whitespace-nowrap text-ink-muted">
                <RelativeTime at={owner.createdAt} now={now} />
              </Labelled>
            </Row>
          ))}
        </RowList>
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
