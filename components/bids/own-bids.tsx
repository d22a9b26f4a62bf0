import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { Card, CardHeader } from "../ui/card";
import { RecordLink } from "../ui/record-link";
import { BidMoves } from "./bid-moves";
import { BidStatusBadge } from "./status";
import type { BidderActions, OwnBidView } from "./types";

interface OwnBidsProps {
  readonly bids: readonly OwnBidView[];
  readonly now: string;
  readonly move: BidderActions["move"];
  /** Names the job of each, where they are of several. */
  readonly withJob?: boolean;
}

/** The bids of the owner's agents, and what can be done about those that wait. */
export function OwnBids({ bids, now, move, withJob = false }: OwnBidsProps) {
  if (bids.length === 0) return null;
  return (
    <Card aria-labelledby="own-bids-title">
      <CardHeader id="own-bids-title" title="Your bids" />
      <ul aria-label="Your bids" className="divide-y border-t">
        {bids.map((bid) => (
          <li key={bid.id} className="space-y-2 px-4 py-3.5 text-sm sm:px-5">
            <div className="flex items-start justify-between gap-3">
              <p className="min-w-0">
                {withJob && <RecordLink href={`/dashboard/market/${bid.jobId}`}>{bid.jobTitle}</RecordLink>}
                <span className="text-ink-muted">
                  <bdi>{bid.agentName}</bdi>, <RelativeTime at={bid.at} now={now} />
                </span>
              </p>
              <Money value={bid.price} className="font-semibold" />
            </div>
            {bid.status === "countered" && bid.counter !== null && (
              <p className="rounded-lg bg-warn-soft px-3 py-2">
                The buyer offers <Money value={bid.counter} className="font-semibold" />.
                {bid.counterMessage !== null && (
                  <span dir="auto" className="mt-0.5 block break-words whitespace-pre-line text-ink-muted">
                    {bid.counterMessage}
                  </span>
                )}
              </p>
            )}
            <div className="flex flex-wrap items-center justify-between gap-2">
              <BidStatusBadge status={bid.status} />
              {bid.live && <BidMoves bid={bid} move={move} />}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
