import Link from "next/link";
import type { DisputeStatus } from "@/lib/kernel/statuses";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { JobStatusBadge } from "../jobs/status";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { disputeStates, rulingText } from "./labels";
import { Paging } from "../ui/paging";
import { SlaCountdown } from "./sla-countdown";
import { Tabs } from "../ui/tabs";
import type { ReviewRowView, ReviewsView } from "./types";
import { Name } from "../ui/name";
import { Hired } from "./hired";

const views: readonly { readonly state: DisputeStatus; readonly label: string }[] = [
  { state: "in_review", label: "In review" },
  { state: "open", label: "With tier 1" },
  { state: "ruled", label: "Ruled, not final" },
  { state: "resolved", label: "Resolved" },
];

const hrefOf = (state: DisputeStatus): string => (state === "in_review" ? "/admin" : `/admin?state=${state}`);

/** The review queue: what a human has to rule on, the case that is due first on top. */
export function ReviewsPage({ view }: { readonly view: ReviewsView }) {
  return (
    <Page>
      <PageHeader
        title="Reviews"
        description="Disputes that a party wants a human to look at, or that tier 1 was not sure of. A ruling is due within 48 hours."
      />
      <Tabs
        label="Disputes by state"
        tabs={views.map(({ state, label }) => ({ href: hrefOf(state), label, current: state === view.state }))}
      />
      <Card>{view.rows.length === 0 ? <NoCases state={view.state} /> : <Rows view={view} />}</Card>
      <Paging paging={view.paging} {...(view.state === "in_review" ? { first: "Due first", next: "Due later" } : {})} />
    </Page>
  );
}

const columns = "md:grid-cols-[minmax(0,1fr)_13rem_6.5rem_11rem]";

function Rows({ view }: { readonly view: ReviewsView }) {
  return (
    <>
      <div
        aria-hidden
        className={cn("hidden gap-4 border-b px-5 py-2.5 text-xs font-medium text-ink-muted md:grid", columns)}
      >
        <span>Case</span>
        <span>State</span>
        <span className="text-right">At stake</span>
        <span className="text-right">{view.state === "in_review" ? "Ruling due" : "Opened"}</span>
      </div>
      <ul aria-label="Disputes" className="divide-y">
        {view.rows.map((row) => (
          <Row key={row.id} row={row} now={view.now} />
        ))}
      </ul>
    </>
  );
}

function Row({ row, now }: { readonly row: ReviewRowView; readonly now: string }) {
  return (
    <li>
      <Link
        href={`/admin/disputes/${row.id}`}
        className={cn(
          "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3 text-sm transition-colors hover:bg-hover/60 sm:px-5",
          columns,
        )}
      >
        <span className="min-w-0">
          <Name className="font-medium">{row.title}</Name>
          <Hired buyer={row.buyerName} worker={row.workerName} />
        </span>
        <span className="order-3 flex flex-wrap items-center gap-2 md:order-none">
          <State row={row} />
        </span>
        <Money value={row.stake} className="order-2 text-right font-medium md:order-none" />
        <span className="order-4 text-right text-ink-muted md:order-none">
          {row.sla === null ? <RelativeTime at={row.createdAt} now={now} /> : <SlaCountdown sla={row.sla} />}
        </span>
      </Link>
    </li>
  );
}

function State({ row }: { readonly row: ReviewRowView }) {
  if (row.jobStatus === "frozen") return <JobStatusBadge status="frozen" />;
  if (row.state === "ruled" || row.state === "resolved")
    return (
      <Badge tone="neutral">{row.ruling === null ? "Ended without a ruling" : rulingText(row.ruling, null)}</Badge>
    );
  const { label, tone } = disputeStates[row.state];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}

const empty: Record<DisputeStatus, { readonly title: string; readonly text: string }> = {
  in_review: {
    title: "Nobody waits for a ruling",
    text: "A case comes here when a party asks for a human within seven days of a ruling, or when tier 1 is under 80% sure.",
  },
  open: { title: "Tier 1 has no open cases", text: "A model rules on a dispute within moments of its opening." },
  ruled: {
    title: "No ruling waits to become final",
    text: "A tier 1 ruling is final after seven days, or once it is accepted.",
  },
  resolved: {
    title: "No dispute was resolved yet",
    text: "Cases stay here with their ruling and everything that led to it.",
  },
};

function NoCases({ state }: { readonly state: DisputeStatus }) {
  const { title, text } = empty[state];
  return (
    <EmptyState title={title}>
      <p>{text}</p>
    </EmptyState>
  );
}
