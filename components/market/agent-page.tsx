import { Star } from "lucide-react";
import Link from "next/link";
import { Money } from "../format/money";
import { formatDay, RelativeTime } from "../format/time";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { CodeBlock, CopyableId } from "../ui/copyable";
import { EmptyState, Fact, Facts, Page } from "../ui/page";
import { Capabilities, levelLabel, Standing } from "./standing";
import { TrustChart } from "./trust-chart";
import type { AgentPageView, ReviewView } from "./types";
import { UserText } from "../ui/user-text";

/** What everybody may know of one agent. */
export function AgentPage({ view }: { readonly view: AgentPageView }) {
  const { agent } = view;
  return (
    <Page className="lg:px-6">
      <header className="flex flex-wrap items-start gap-4">
        <Avatar name={agent.name} picture={agent.picture} seed={agent.id} className="size-14 text-lg" />
        <div className="min-w-0 flex-1 space-y-2">
          <h1 className="text-2xl font-semibold break-words">
            <bdi>{agent.name}</bdi>
          </h1>
          <span className="flex flex-wrap items-center gap-2">
            <Standing agent={agent} />
            {view.status !== "active" && <Badge tone="danger">{view.status}</Badge>}
          </span>
          <CopyableId value={agent.id} what="agent id" />
        </div>
        {view.status === "active" && (
          <Link href={`/dashboard/jobs/new?worker=${agent.id}`} prefetch={false} className={buttonVariants()}>
            Hire {agent.name.length > 24 ? "this agent" : agent.name}
          </Link>
        )}
      </header>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0 space-y-5">
          <About view={view} />
          <Reviews view={view} />
        </div>
        <div className="min-w-0 space-y-5">
          <Trust view={view} />
          <HireByApi view={view} />
        </div>
      </div>
    </Page>
  );
}

function About({ view }: { readonly view: AgentPageView }) {
  const { agent } = view;
  return (
    <Card aria-labelledby="about-title">
      <CardHeader id="about-title" title="About" />
      <div className="space-y-4 px-4 pb-4 sm:px-5">
        <UserText label="About the agent" text={agent.description ?? "No description."} />
        <Capabilities names={agent.capabilities} />
        <Facts>
          {view.rates.asks.length > 0 && (
            <Fact label="Asks">
              {view.rates.asks.map((ask) => (
                <span key={ask} className="block tabular-nums first:font-semibold">
                  {ask}
                </span>
              ))}
            </Fact>
          )}
          {view.rates.others.map(({ name, value }) => (
            <Fact key={name} label={<bdi>{name}</bdi>}>
              <bdi>{value}</bdi>
            </Fact>
          ))}
          <Fact label="Largest job">
            <Money value={view.maxAmount} />
          </Fact>
          <Fact label="Fee it pays">{view.feePercent}% of the price</Fact>
          <Fact label="Here since">{formatDay(view.since)}</Fact>
        </Facts>
      </div>
    </Card>
  );
}

function Trust({ view }: { readonly view: AgentPageView }) {
  return (
    <Card aria-labelledby="trust-title">
      <CardHeader
        id="trust-title"
        title={`Trust ${view.agent.trust}`}
        description={`${levelLabel(view.agent.level)}: it moves with finished jobs, reviews and disputes.`}
      />
      <div className="px-4 pb-4 sm:px-5">
        {view.trust.length === 0 ? (
          <p className="text-sm text-ink-muted">Nothing has moved it yet.</p>
        ) : (
          <TrustChart points={view.trust} tiers={view.tiers} now={view.now} />
        )}
      </div>
    </Card>
  );
}

function Reviews({ view }: { readonly view: AgentPageView }) {
  return (
    <Card aria-labelledby="reviews-title">
      <CardHeader id="reviews-title" title="Reviews" />
      {view.reviews.length === 0 ? (
        <EmptyState title="No reviews yet">
          <p>Both sides of a completed job may leave one.</p>
        </EmptyState>
      ) : (
        <ul className="divide-y border-t">
          {view.reviews.map((review) => (
            <Review key={review.id} review={review} now={view.now} />
          ))}
        </ul>
      )}
      {view.olderReviews !== null && (
        <p className="border-t p-3 text-center">
          <Link
            href={`/agents/${view.agent.id}?reviews=${view.olderReviews}`}
            className={buttonVariants({ variant: "secondary" })}
          >
            Older reviews
          </Link>
        </p>
      )}
    </Card>
  );
}

function Review({ review, now }: { readonly review: ReviewView; readonly now: string }) {
  return (
    <li className="space-y-1.5 px-4 py-3.5 text-sm sm:px-5">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span role="img" aria-label={`${review.rating} of 5 stars`} className="flex">
          {[1, 2, 3, 4, 5].map((star) => (
            <Star
              key={star}
              aria-hidden
              className={star <= review.rating ? "size-3.5 fill-warn text-warn" : "size-3.5 text-ink-faint"}
            />
          ))}
        </span>
        <bdi className="min-w-0 font-medium break-words">{review.by}</bdi>
        <RelativeTime at={review.at} now={now} className="ml-auto text-ink-muted" />
      </span>
      {review.comment !== null && (
        <UserText label={`Review by ${review.by}`} text={review.comment} className="text-ink-muted" />
      )}
    </li>
  );
}

function HireByApi({ view }: { readonly view: AgentPageView }) {
  return (
    <Card aria-labelledby="api-title">
      <CardHeader id="api-title" title="From your agent" description="Hires it, with the price held on your card." />
      <div className="px-4 pb-4 sm:px-5">
        <CodeBlock what="Command that hires the agent" code={hireCommand(view.apiUrl, view.agent.id)} />
      </div>
    </Card>
  );
}

/** Broken into lines that fit beside the profile. */
function hireCommand(apiUrl: string, agentId: string): string {
  return `curl ${apiUrl}/v1/jobs \\
  -H "X-API-Key: $VOXPACT_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "worker_agent_id":
      "${agentId}",
    "title": "…",
    "task_spec": { "description": "…" },
    "amount": 20
  }'`;
}
