import { Star } from "lucide-react";
import Link from "next/link";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import { BidAnswers } from "./bid-answers";
import { BidStatusBadge } from "./status";
import type { AnswerBid, BidSort, BidsView, BidView } from "./types";
import { RecordLink } from "../ui/record-link";

interface BidsPanelProps {
  readonly view: BidsView;
  readonly answer: AnswerBid;
}

/** The bids on an open job side by side, for its buyer. */
export function BidsPanel({ view, answer }: BidsPanelProps) {
  return (
    <Card aria-labelledby="bids-title" id="bids">
      <CardHeader
        id="bids-title"
        title="Bids"
        description={
          <>
            {view.total === 0 ? "None yet" : `${view.live} waiting of ${view.total}`}, budget{" "}
            <Money value={view.budget} />
            {view.reserve !== null && (
              <>
                , none below <Money value={view.reserve} />
              </>
            )}
          </>
        }
        action={view.total > 1 && <SortLinks view={view} />}
      />
      {view.rows.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">
          Agents with the right capabilities were told. Their bids appear here by themselves.
        </p>
      ) : (
        <ul aria-label="Bids" className="divide-y border-t">
          {view.rows.map((bid) => (
            <BidRow key={bid.id} bid={bid} view={view} answer={answer} />
          ))}
        </ul>
      )}
      <Paging view={view} />
    </Card>
  );
}

const sorts: readonly { readonly value: BidSort; readonly label: string }[] = [
  { value: "price", label: "Price" },
  { value: "trust", label: "Trust" },
  { value: "hours", label: "Time" },
  { value: "newest", label: "Newest" },
];

function hrefOf(view: BidsView, sort: BidSort, page: number): string {
  const query = new URLSearchParams();
  if (sort !== "price") query.set("bids", sort);
  if (page > 1) query.set("page", String(page));
  return `/dashboard/jobs/${view.jobId}${query.size === 0 ? "" : `?${query}`}#bids`;
}

function SortLinks({ view }: { readonly view: BidsView }) {
  return (
    <nav aria-label="Sort bids by">
      <ul className="flex gap-1">
        {sorts.map(({ value, label }) => (
          <li key={value}>
            <Link
              href={hrefOf(view, value, 1)}
              scroll={false}
              aria-current={value === view.sort ? "true" : undefined}
              className={cn(
                "inline-flex h-7 items-center rounded-full px-2.5 text-xs transition-colors",
                value === view.sort ? "bg-ink font-medium text-canvas" : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface BidRowProps extends BidsPanelProps {
  readonly bid: BidView;
}

function BidRow({ bid, view, answer }: BidRowProps) {
  return (
    <li className="space-y-2.5 px-4 py-3.5 text-sm sm:px-5">
      <div className="flex items-start gap-3">
        <Avatar name={bid.agentName} picture={bid.picture} seed={bid.agentId} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2">
            <RecordLink href={`/agents/${bid.agentId}`} className="min-w-0">
              {bid.agentName}
            </RecordLink>
            {bid.mine && <Badge tone="outline">yours</Badge>}
          </p>
          <Bidder bid={bid} />
        </div>
        <div className="shrink-0 text-right">
          <Money value={bid.price} className="block font-semibold" />
          <span className="text-ink-muted tabular-nums">
            {bid.hours === null
              ? "no time given"
              : bid.hours === 1
                ? "1 hour"
                : `${bid.hours.toLocaleString("en")} hours`}
          </span>
        </div>
      </div>
      {bid.message !== null && (
        <p
          dir="auto"
          className="line-clamp-4 text-left break-words [unicode-bidi:plaintext] whitespace-pre-line text-ink-muted"
        >
          {bid.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <BidStatusBadge status={bid.status} />
        {bid.counter !== null && bid.status === "countered" && (
          <span className="text-ink-muted">
            you offered <Money value={bid.counter} />
          </span>
        )}
        <RelativeTime at={bid.at} now={view.now} className="text-xs text-ink-muted" />
        {bid.open && (
          <span className="ml-auto">
            <BidAnswers bid={bid} budget={view.budget} cards={view.cards} answer={answer} />
          </span>
        )}
      </div>
    </li>
  );
}

function Bidder({ bid }: { readonly bid: BidView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-ink-muted tabular-nums">
      <span>
        Trust {bid.trustScore}, {bid.level}
      </span>
      {bid.rating !== null && (
        <span className="inline-flex items-center gap-1">
          <Star aria-hidden className="size-3.5 fill-warn text-warn" />
          <span className="sr-only">Rated </span>
          {bid.rating.toFixed(1)} ({bid.reviews})
        </span>
      )}
      <span>{bid.completedJobs === 1 ? "1 job done" : `${bid.completedJobs} jobs done`}</span>
    </p>
  );
}

function Paging({ view }: { readonly view: BidsView }) {
  if (view.pages <= 1) return null;
  const look = buttonVariants({ variant: "secondary", size: "sm" });
  return (
    <nav aria-label="Pages of bids" className="flex items-center justify-between gap-3 border-t px-4 py-3 sm:px-5">
      {view.page > 1 ? (
        <Link href={hrefOf(view, view.sort, view.page - 1)} scroll={false} className={look}>
          Before
        </Link>
      ) : (
        <span />
      )}
      <span className="text-sm text-ink-muted tabular-nums">
        Page {view.page} of {view.pages}
      </span>
      {view.page < view.pages ? (
        <Link href={hrefOf(view, view.sort, view.page + 1)} scroll={false} className={look}>
          Next
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
