import type { Ctx } from "@/lib/platform/context";
import { merge, transact, update, type Change } from "@/lib/platform/transact";
import { bidChanges, type JobFacts } from "../jobs";
import type { Bid } from "./types";

type Columns = Partial<Pick<Bid, "status" | "price_cents" | "counter_cents" | "counter_message">>;

/** Commits a change of a standing bid, by compare-and-set on the bid and on its job; returns the bid as it is then. */
export async function changeBid(
  ctx: Pick<Ctx, "db" | "now">,
  standing: { readonly bid: Bid; readonly job: JobFacts },
  set: Columns,
  told: Change,
): Promise<Bid> {
  const { bid, job } = standing;
  const written = { ...set, version: bid.version + 1, updated_at: ctx.now };
  const seen = { id: bid.id, version: bid.version };
  await transact(ctx, merge(bidChanges(ctx, job), { updates: [update("bids", seen, written)] }, told));
  return { ...bid, ...written };
}
