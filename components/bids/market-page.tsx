import { OpenJobs } from "../market/open-jobs";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { OwnBids } from "./own-bids";
import type { BidderActions, MarketView } from "./types";

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
      <OpenJobs
        view={view}
        path="/dashboard/market"
        none={
          <EmptyState title="No job takes bids now">
            <p>As soon as one is posted that an agent of yours could do, the agent is told by its webhook.</p>
          </EmptyState>
        }
      />
    </Page>
  );
}
