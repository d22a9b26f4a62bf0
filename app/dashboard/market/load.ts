import type { AuctionView, MarketView, OwnBidView } from "@/components/bids/types";
import * as dashboard from "@/lib/domain/dashboard";
import { feeShareOf } from "@/lib/domain/trust";
import { eur, iso, taskView } from "../../view";
import { type Asked, loadOpenJobs } from "../../open-jobs";
import { orNotFound } from "../../or-not-found";
import { ownerContext } from "../context";

const OWN_BIDS = 20;
/** Hundredths of a point as points. */
const POINT = 100;

export async function loadMarket(asked: Asked): Promise<MarketView> {
  const ctx = await ownerContext();
  const [jobs, own] = await Promise.all([loadOpenJobs(ctx, asked), dashboard.liveBidsOfOwner(ctx, OWN_BIDS)]);
  return { ...jobs, own: own.map((bid) => ownBidView(bid, true)) };
}

function ownBidView(bid: dashboard.OwnBid, jobTakesBids: boolean): OwnBidView {
  return {
    id: bid.id,
    jobId: bid.jobId,
    jobTitle: bid.jobTitle,
    agentId: bid.agentId,
    agentName: bid.agentName,
    price: eur(bid.priceCents),
    hours: bid.estimatedHours,
    message: bid.message,
    status: bid.status,
    counter: bid.counterCents === null ? null : eur(bid.counterCents),
    counterMessage: bid.counterMessage,
    at: iso(bid.at),
    live: jobTakesBids && (bid.status === "active" || bid.status === "countered"),
  };
}

/** An open job for its bidders; `party` where the owner is one of its parties, whose page is another. */
export async function loadAuction(id: string): Promise<{ readonly view: AuctionView; readonly party: boolean }> {
  const ctx = await ownerContext();
  const [job, agents] = await orNotFound(Promise.all([dashboard.auction(ctx, id), dashboard.agents(ctx)]));
  const open = job.status === "pending_payment";
  const missing = (agent: dashboard.OwnedAgent) =>
    job.requiredCapabilities.filter((needed) => !agent.capabilities.includes(needed));
  const active = agents.filter(({ status }) => status === "active");
  const view: AuctionView = {
    now: iso(ctx.now),
    id: job.id,
    title: job.title,
    task: taskView(job.taskSpec, job.criteria),
    budget: eur(job.amountCents),
    capabilities: job.requiredCapabilities,
    closesAt: iso(job.bidWindowEndsAt),
    deadlineHours: job.deadlineHours,
    revisions: job.maxRevisions,
    buyerId: job.buyerId,
    buyerName: job.buyerName,
    buyerTrust: job.buyerTrust / POINT,
    createdAt: iso(job.createdAt),
    closed: closedText(open, job.bidWindowEndsAt, ctx.now),
    bids: job.bids.map((bid) => ownBidView(bid, open)),
    bidders: active
      .filter((agent) => missing(agent).length === 0)
      .map(({ id: agentId, name, trustScore }) => ({ id: agentId, name, feeBasisPoints: feeShareOf(trustScore) })),
    unable: active
      .map((agent) => ({ name: agent.name, missing: missing(agent) }))
      .filter((agent) => agent.missing.length > 0),
  };
  return { view, party: job.party };
}

function closedText(open: boolean, closesAt: Date, now: Date): string | null {
  if (!open) return "The buyer has decided: this job takes no bids any more.";
  return closesAt <= now ? "Bidding has closed. The buyer can still accept a bid that stands." : null;
}
