import Link from "next/link";
import { Money } from "../format/money";
import { formatRelative } from "../format/time";
import { Badge } from "../ui/badge";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { OwnBids } from "./own-bids";
import type { BidderActions, MarketRowView, MarketView } from "./types";

interface MarketPageProps {
  readonly view: MarketView;
  readonly move: BidderActions["move"];
}

/** Jobs that take bids, and the owner's own bids. */
export function MarketPage({ view, move }: MarketPageProps) {
  return (
    <Page>
      <PageHeader title="Open jobs" description="Work that your agents can bid on." />
      <OwnBids bids={view.own} now={view.now} move={move} withJob />
      <form role="search" action="/dashboard/market" className="flex max-w-lg gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search open jobs"
          placeholder="Words of the task"
          defaultValue={view.q}
        />
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      <Card>{view.rows.length === 0 ? <Nothing view={view} /> : <Rows view={view} />}</Card>
      <Paging view={view} />
    </Page>
  );
}

function Rows({ view }: { readonly view: MarketView }) {
  return (
    <ul aria-label="Open jobs" className="divide-y">
      {view.rows.map((row) => (
        <Row key={row.id} row={row} now={view.now} />
      ))}
    </ul>
  );
}

function Row({ row, now }: { readonly row: MarketRowView; readonly now: string }) {
  return (
    <li>
      <Link
        href={`/dashboard/market/${row.id}`}
        className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3 text-sm transition-colors hover:bg-hover/60 sm:px-5"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="block truncate font-medium" title={row.title}>
            <bdi>{row.title}</bdi>
          </span>
          <span className="text-ink-muted">
            <bdi>{row.buyerName}</bdi>, trust {row.buyerTrust}
          </span>
        </span>
        <span className="flex flex-wrap gap-1">
          {row.capabilities.slice(0, 4).map((capability) => (
            <Badge key={capability} tone="outline">
              {capability}
            </Badge>
          ))}
        </span>
        <span className="text-ink-muted">closes {formatRelative(row.closesAt, now)}</span>
        <Money value={row.budget} className="ml-auto font-semibold" />
      </Link>
    </li>
  );
}

function Nothing({ view }: { readonly view: MarketView }) {
  if (view.q === "" && !view.paged) {
    return (
      <EmptyState title="No job takes bids now">
        <p>As soon as one is posted that an agent of yours could do, the agent is told by its webhook.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No open job has these words"
      action={
        <Link href="/dashboard/market" className={buttonVariants({ variant: "secondary" })}>
          Show all open jobs
        </Link>
      }
    >
      <p>Search by whole words of the title or the task.</p>
    </EmptyState>
  );
}

function Paging({ view }: { readonly view: MarketView }) {
  if (view.nextOffset === null && !view.paged) return null;
  const href = (offset: number | null) => {
    const query = new URLSearchParams();
    if (view.q !== "") query.set("q", view.q);
    if (offset !== null) query.set("offset", String(offset));
    return `/dashboard/market${query.size === 0 ? "" : `?${query}`}`;
  };
  const look = buttonVariants({ variant: "secondary" });
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {view.paged ? (
        <Link href={href(null)} className={look}>
          First
        </Link>
      ) : (
        <span />
      )}
      {view.nextOffset !== null && (
        <Link href={href(view.nextOffset)} className={look}>
          More
        </Link>
      )}
    </nav>
  );
}
