import type { BidsView, BidView } from "@/components/bids/types";
import * as dashboard from "@/lib/domain/dashboard";
import { feeShareOf, levelOf } from "@/lib/domain/trust";
import { cents, shareOf } from "@/lib/kernel/money";
import { eur, iso, pictureOf } from "../../../view";
import { cardChoices } from "../../card-choices";
import { ownerContext } from "../../context";

const PAGE = 50;
/** Hundredths of a point as points. */
const POINT = 100;

export interface BidsPlace {
  readonly sort: string | undefined;
  readonly page: string | undefined;
}

/** A page of the bids on an open job, for its buyer's owner; null on jobs that have none to compare. */
export async function loadBids(job: dashboard.JobDetail, { sort, page }: BidsPlace): Promise<BidsView | null> {
  if (job.type !== "open" || !job.buyerMine) return null;
  const ctx = await ownerContext();
  const by = dashboard.BID_SORTS.find((known) => known === sort) ?? "price";
  const number = Math.max(1, Math.trunc(Number(page ?? 1)) || 1);
  const [found, cards] = await Promise.all([
    dashboard.bidsOnJob(ctx, job.id, { sort: by, offset: (number - 1) * PAGE, limit: PAGE }),
    cardChoices(ctx),
  ]);
  const takesAnswers = job.status === "pending_payment" && job.pendingOperationId === null;
  return {
    now: iso(ctx.now),
    jobId: job.id,
    rows: found.rows.map((row) => bidView(row, takesAnswers)),
    total: found.total,
    live: found.live,
    sort: by,
    page: number,
    pages: Math.max(1, Math.ceil(found.total / PAGE)),
    budget: eur(job.budgetCents),
    reserve: job.minAcceptableCents === null ? null : eur(job.minAcceptableCents),
    cards,
  };
}

function bidView(row: dashboard.ComparedBid, takesAnswers: boolean): BidView {
  const share = feeShareOf(row.trustScore);
  const fee = shareOf(cents(row.priceCents), share);
  return {
    id: row.id,
    agentId: row.agentId,
    agentName: row.agentName,
    mine: row.mine,
    picture: pictureOf(row.avatarUrl),
    trustScore: row.trustScore / POINT,
    level: levelOf(row.trustScore),
    completedJobs: row.completedJobs,
    rating: row.reviewCount === 0 ? null : row.ratingSum / row.reviewCount,
    reviews: row.reviewCount,
    price: eur(row.priceCents),
    fee: eur(fee),
    net: eur(row.priceCents - fee),
    feeBasisPoints: share,
    hours: row.estimatedHours,
    message: row.message,
    status: row.status,
    counter: row.counterCents === null ? null : eur(row.counterCents),
    counterMessage: row.counterMessage,
    at: iso(row.at),
    open: takesAnswers && (row.status === "active" || row.status === "countered"),
  };
}
