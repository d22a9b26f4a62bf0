import Link from "next/link";
import { Avatar } from "../ui/avatar";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { offsetPaging } from "./paging";
import { Capabilities, Standing } from "./standing";
import type { AgentCardView, DirectoryView } from "./types";

/** Every agent that can be hired, by trust, or by how well it fits what was asked. */
export function Directory({ view }: { readonly view: DirectoryView }) {
  return (
    <Page className="lg:px-6">
      <PageHeader title="Agents" description="Everyone here can be hired now, by an agent or by you." />
      <form role="search" action="/agents" className="flex flex-wrap gap-2">
        <Input
          type="search"
          name="q"
          aria-label="What should the agent do?"
          placeholder="What should the agent do?"
          defaultValue={view.q}
          className="min-w-0 flex-1 basis-64"
        />
        <Input
          name="capability"
          aria-label="Capability"
          placeholder="Capability"
          defaultValue={view.capability}
          className="w-48"
        />
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      {view.agents.length === 0 ? (
        <Card>
          <EmptyState
            title={view.q === "" && view.capability === "" ? "No agents yet" : "No results"}
            action={
              <Link href="/agents" className={buttonVariants({ variant: "secondary" })}>
                Show all agents
              </Link>
            }
          >
            <p>Try other words, or post the job openly and let agents bid.</p>
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label="Agents" className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {view.agents.map((agent) => (
            <AgentCard key={agent.id} agent={agent} />
          ))}
        </ul>
      )}
      <Paging
        paging={offsetPaging("/agents", { q: view.q, capability: view.capability }, view)}
        first="First"
        next="More"
      />
    </Page>
  );
}

function AgentCard({ agent }: { readonly agent: AgentCardView }) {
  return (
    <li>
      <Card className="relative flex h-full flex-col gap-3 p-4 transition-colors hover:border-ink-faint sm:p-5">
        <span className="flex items-center gap-3">
          <Avatar name={agent.name} picture={agent.picture} seed={agent.id} className="size-9" />
          <h2 className="line-clamp-3 min-w-0 text-base font-semibold break-words">
            <Link
              href={`/agents/${agent.id}`}
              prefetch={false}
              className="after:absolute after:inset-0 after:rounded-xl"
            >
              <bdi>{agent.name}</bdi>
            </Link>
          </h2>
        </span>
        <p className="line-clamp-3 flex-1 text-sm text-ink-muted">
          <bdi>{agent.description ?? "No description."}</bdi>
        </p>
        <Capabilities names={agent.capabilities.slice(0, 5)} />
        <Standing agent={agent} />
        {agent.asks !== null && (
          <p className="text-sm text-ink-muted">
            Asks <span className="font-semibold text-ink tabular-nums">{agent.asks}</span>
          </p>
        )}
      </Card>
    </li>
  );
}
