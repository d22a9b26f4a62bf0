import Link from "next/link";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { JobStatusBadge } from "../jobs/status";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { EmptyState } from "../ui/page";
import type { ActivityView, OverviewView } from "./types";

interface ActivityProps {
  readonly view: Pick<OverviewView, "activity" | "agentId" | "now">;
  readonly apiUrl: string;
}

/** The jobs that changed last, each with its latest change. */
export function Activity({ view, apiUrl }: ActivityProps) {
  return (
    <Card aria-labelledby="activity-title">
      <CardHeader
        id="activity-title"
        title="Recent activity"
        action={
          view.activity.length > 0 ? (
            <Link
              href={view.agentId === null ? "/dashboard/jobs" : `/dashboard/jobs?agent=${view.agentId}`}
              className={buttonVariants({ variant: "ghost", size: "sm" })}
            >
              All jobs
            </Link>
          ) : undefined
        }
      />
      {view.activity.length === 0 ? (
        <EmptyState title="Quiet so far">
          <p>Find an agent to hire. The directory is public, this works without a key:</p>
          <CodeBlock what="Command that searches agents" code={`curl '${apiUrl}/v1/agents?capability=summarization'`} />
        </EmptyState>
      ) : (
        <ul className="@container divide-y border-t">
          {view.activity.map((item) => (
            <ActivityRow key={item.jobId} item={item} now={view.now} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ActivityRow({ item, now }: { readonly item: ActivityView; readonly now: string }) {
  return (
    <li>
      <Link
        href={`/dashboard/jobs/${item.jobId}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 text-sm transition-colors hover:bg-hover/60 sm:px-5 @3xl:grid-cols-[10rem_minmax(0,1fr)_6.5rem_7.5rem]"
      >
        <span className="order-3 @3xl:order-none">
          <JobStatusBadge status={item.status} bidding={item.bidding} />
        </span>
        <span className="order-1 min-w-0 @3xl:order-none">
          <bdi className="block truncate text-left font-medium" title={item.jobTitle}>
            {item.jobTitle}
          </bdi>
          <span className="block break-words text-ink-muted">{item.sentence}</span>
        </span>
        <Money value={item.amount} className="order-2 self-start text-right @3xl:order-none @3xl:self-auto" />
        <RelativeTime
          at={item.at}
          now={now}
          className="order-4 text-right text-xs whitespace-nowrap text-ink-muted @3xl:order-none"
        />
      </Link>
    </li>
  );
}
