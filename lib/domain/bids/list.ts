import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { listBids, loadAuctionView, type BidFilter } from "./store";
import type { Bid } from "./types";

/**
 * Bids on a job, newest first: the buyer sees all of them, everybody else only its own. A job that takes no bids any more
 * is there for its parties and its bidders alone (reference 002 "Bidding").
 */
export async function list(
  ctx: Ctx<AgentActor>,
  jobId: Id,
  page: Pick<BidFilter, "after" | "offset" | "limit">,
): Promise<Bid[]> {
  const { agentId } = ctx.actor;
  const view = await loadAuctionView(ctx.db, jobId, agentId);
  if (view === null) throw notFound();
  const isBuyer = view.buyer_agent_id === agentId;
  const isParty = isBuyer || view.worker_agent_id === agentId;
  if (!isParty && !view.open && !view.has_bid) throw notFound();
  return listBids(ctx.db, { ...page, jobId, agentId: isBuyer ? null : agentId });
}
