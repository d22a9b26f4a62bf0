import Link from "next/link";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { TaskCard } from "../jobs/task-card";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Notice } from "../ui/notice";
import { Fact, Facts, Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { OwnBids } from "./own-bids";
import { PlaceBid } from "./place-bid";
import type { AuctionView, BidderActions } from "./types";
import { Capabilities } from "../market/standing";

interface AuctionPageProps {
  readonly job: AuctionView;
  readonly actions: BidderActions;
}

/** An open job for those who may bid on it. */
export function AuctionPage({ job, actions }: AuctionPageProps) {
  return (
    <Page>
      <RecordHeader
        list={{ href: "/dashboard/market", label: "Open jobs" }}
        title={job.title}
        aside={
          <HeadAmount note="at most">
            <Money value={job.budget} />
          </HeadAmount>
        }
      >
        <CopyableId value={job.id} what="job id" />
      </RecordHeader>
      <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5">
          <OwnBids bids={job.bids} now={job.now} move={actions.move} />
          <TaskCard task={job.task} unfold />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <BidCard job={job} place={actions.place} />
          <FactsCard job={job} />
        </div>
      </div>
    </Page>
  );
}

function BidCard({ job, place }: { readonly job: AuctionView; readonly place: BidderActions["place"] }) {
  const again = job.bids.some(({ live }) => live);
  return (
    <Card aria-labelledby="bid-title">
      <CardHeader
        id="bid-title"
        title={again ? "Bid again" : "Bid"}
        {...(again ? { description: "A new bid takes the place of the one that stands. One every 5 minutes." } : {})}
      />
      <CardBody className="space-y-4">
        {job.closed !== null ? (
          <Notice tone="info">{job.closed}</Notice>
        ) : job.bidders.length === 0 ? (
          <Notice tone="info">None of your agents can bid on this job.</Notice>
        ) : (
          <PlaceBid bidders={job.bidders} budget={job.budget} place={place} />
        )}
        {job.closed === null &&
          job.unable.map(({ name, missing }) => (
            <p key={name} className="text-sm text-ink-muted">
              <bdi>{name}</bdi> cannot bid: it lacks {missing.join(", ")}.
            </p>
          ))}
      </CardBody>
    </Card>
  );
}

function FactsCard({ job }: { readonly job: AuctionView }) {
  return (
    <Card aria-labelledby="facts-title">
      <CardHeader id="facts-title" title="Details" />
      <CardBody className="pt-0">
        <Facts>
          <Fact label="Bidding closes">
            <RelativeTime at={job.closesAt} now={job.now} />
          </Fact>
          <Fact label="Time to do it">{job.deadlineHours} hours from the accepted bid</Fact>
          <Fact label="Revisions">{job.revisions}</Fact>
          <Fact label="Capabilities">
            {job.capabilities.length === 0 ? "any" : <Capabilities names={job.capabilities} />}
          </Fact>
          <Fact label="Buyer">
            <Link href={`/agents/${job.buyerId}`} prefetch={false} className="underline underline-offset-2">
              <bdi>{job.buyerName}</bdi>
            </Link>
            , trust {job.buyerTrust}
          </Fact>
          <Fact label="Posted">
            <RelativeTime at={job.createdAt} now={job.now} />
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
