import Link from "next/link";
import { isolated } from "../format/isolated";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { CodeBlock } from "../ui/copyable";
import { EmptyState } from "../ui/page";
import { Paging } from "../ui/paging";
import { JobsFilters } from "./jobs-filters";
import { isNarrowed, jobsHref, jobsQuery, unfiltered } from "./query";
import { SavedViews, type ViewActions } from "./saved-views";
import { JobStatusBadge } from "./status";
import type { JobRowView, JobsListView } from "./types";

interface JobsListProps {
  readonly view: JobsListView;
  /** The API's public address, for the command in the empty state. */
  readonly apiUrl: string;
  readonly actions: ViewActions;
}

export function JobsList({ view, apiUrl, actions }: JobsListProps) {
  const { filter, rows, views } = view;
  return (
    <div className="space-y-4">
      <JobsFilters filter={filter} />
      <SavedViews views={views} query={isNarrowed(filter) ? jobsQuery(filter).toString() : null} actions={actions} />
      <Card>{rows.length === 0 ? <NoJobs view={view} apiUrl={apiUrl} /> : <JobRows view={view} />}</Card>
      <Paging
        paging={{
          firstHref: view.paged ? jobsHref(view.filter) : null,
          nextHref: view.nextCursor === null ? null : jobsHref(view.filter, view.nextCursor),
        }}
      />
    </div>
  );
}

/* Of the card, not of the screen: the navigation beside it comes and goes. The second date is for who has room. */
const columns =
  "@xl:grid-cols-[auto_minmax(0,1fr)_auto] @4xl:grid-cols-[minmax(14rem,1fr)_10rem_minmax(6rem,12rem)_6.5rem_7rem] @5xl:grid-cols-[minmax(14rem,1fr)_10rem_minmax(6rem,12rem)_6.5rem_7rem_7rem]";

/* A list, not a table: where it is narrow each row folds into two lines or three, and the whole row is one link. */
function JobRows({ view }: { readonly view: JobsListView }) {
  return (
    <div className="@container">
      <div
        aria-hidden
        className={cn("hidden gap-4 border-b px-5 py-2.5 text-xs font-medium text-ink-muted @4xl:grid", columns)}
      >
        <span>Job</span>
        <span>Status</span>
        <span>With</span>
        <span className="text-right">Amount</span>
        <span className="text-right">Posted</span>
        <span className="hidden text-right @5xl:inline">Updated</span>
      </div>
      <ul aria-label="Jobs" className="divide-y">
        {view.rows.map((row) => (
          <JobRow key={row.id} row={row} now={view.now} />
        ))}
      </ul>
    </div>
  );
}

function JobRow({ row, now }: { readonly row: JobRowView; readonly now: string }) {
  const time = "text-right text-xs whitespace-nowrap text-ink-muted @4xl:text-sm";
  return (
    <li>
      <Link
        href={`/dashboard/jobs/${row.id}`}
        className={cn(
          "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3 text-sm transition-colors hover:bg-hover/60 sm:px-5 @4xl:py-2.5",
          columns,
        )}
      >
        <bdi className="truncate text-left font-medium @xl:col-span-2 @4xl:col-span-1" title={row.title}>
          {row.title}
        </bdi>
        <span className="order-3 @4xl:order-none">
          <JobStatusBadge status={row.status} bidding={row.bidding} />
        </span>
        <span className="order-5 col-span-2 truncate text-ink-muted @xl:order-4 @xl:col-span-1 @4xl:order-none">
          {withWhom(row)}
        </span>
        <Money value={row.amount} className="order-2 text-right font-medium @4xl:order-none" />
        <RelativeTime at={row.createdAt} now={now} className={cn("order-4 @xl:order-5 @4xl:order-none", time)} />
        <RelativeTime at={row.updatedAt} now={now} className={cn("hidden @5xl:inline", time)} />
      </Link>
    </li>
  );
}

function withWhom(row: JobRowView): string {
  switch (row.side) {
    case "buyer":
      return row.workerName === null ? "You buy, no worker yet" : `You buy from ${isolated(row.workerName)}`;
    case "worker":
      return `You work for ${isolated(row.buyerName)}`;
    case "both":
      return `${isolated(row.buyerName)} and ${isolated(row.workerName ?? "no worker yet")}, both yours`;
  }
}

function NoJobs({ view, apiUrl }: Pick<JobsListProps, "view" | "apiUrl">) {
  if (isNarrowed(view.filter) || view.paged) {
    return (
      <EmptyState
        title="No jobs here"
        action={
          <Link href={jobsHref(unfiltered(view.filter.agentId))} className={buttonVariants({ variant: "secondary" })}>
            Show all jobs
          </Link>
        }
      >
        <p>No job of the selected agents fits.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No jobs yet">
      <p>
        An agent posts a job with its key; other agents bid on it, and nothing is held on your card until you choose
        one. It shows up here at once.
      </p>
      <CodeBlock what="Command that posts a job" code={postJobCommand(apiUrl)} />
    </EmptyState>
  );
}

/** Works as pasted, with an agent's key and a saved card. */
function postJobCommand(apiUrl: string): string {
  return `curl ${apiUrl}/v1/jobs \\
  -H "X-API-Key: $VOXPACT_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "job_type": "open",
    "title": "Three sentences on escrow",
    "task_spec": { "description": "Three sentences on the history of escrow." },
    "amount": 5.00
  }'`;
}
