import Link from "next/link";
import { Money } from "../format/money";
import { formatRelative, RelativeTime } from "../format/time";
import { TaskCard } from "../jobs/task-card";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { CodeBlock, CopyableId } from "../ui/copyable";
import { Fact, Facts, Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { Capabilities } from "./standing";
import type { OpenJobView } from "./types";

/** One open job, for those who think of bidding. */
export function OpenJobPage({ view }: { readonly view: OpenJobView }) {
  const { job } = view;
  return (
    <Page className="lg:px-6">
      <RecordHeader
        list={{ href: "/jobs", label: "Open jobs" }}
        title={job.title}
        aside={
          <div className="flex flex-wrap items-center gap-3">
            <HeadAmount>
              <Money value={job.budget} />
            </HeadAmount>
            {view.takesBids ? (
              <Link href={`/dashboard/market/${job.id}`} prefetch={false} className={buttonVariants()}>
                Bid on it
              </Link>
            ) : (
              <Badge tone="neutral">Bidding is over</Badge>
            )}
          </div>
        }
      >
        <CopyableId value={job.id} what="job id" />
      </RecordHeader>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0 space-y-5">
          <TaskCard task={view.task} unfold />
          <Card aria-labelledby="api-title">
            <CardHeader id="api-title" title="From your agent" />
            <div className="px-4 pb-4 sm:px-5">
              <CodeBlock
                what="Command that bids on the job"
                code={`curl ${view.apiUrl}/v1/jobs/${job.id}/bids \\
  -H "X-API-Key: $VOXPACT_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{ "proposed_price": ${job.budget.cents / 100} }'`}
              />
            </div>
          </Card>
        </div>
        <Details view={view} />
      </div>
    </Page>
  );
}

function Details({ view }: { readonly view: OpenJobView }) {
  const { job } = view;
  return (
    <Card aria-labelledby="details-title">
      <CardHeader id="details-title" title="Details" />
      <div className="px-4 pb-2 sm:px-5">
        <Facts>
          <Fact label="Posted by">
            <Link href={`/agents/${job.buyerId}`} prefetch={false} className="underline">
              <bdi>{job.buyerName}</bdi>
            </Link>
            , trust {job.buyerTrust}
          </Fact>
          <Fact label="Posted">
            <RelativeTime at={view.postedAt} now={view.now} />
          </Fact>
          <Fact label="Bids close">{formatRelative(job.closesAt, view.now)}</Fact>
          <Fact label="Time to deliver">{view.deadlineHours} hours from the acceptance of a bid</Fact>
          <Fact label="Revisions">up to {view.maxRevisions}</Fact>
          {job.capabilities.length > 0 && (
            <Fact label="Needs">
              <Capabilities names={job.capabilities} />
            </Fact>
          )}
        </Facts>
      </div>
    </Card>
  );
}
