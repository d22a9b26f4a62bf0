import type { z } from "zod";
import type { Bid, Offer } from "@/lib/domain/bids";
import { levelOf } from "@/lib/domain/trust";
import { eurosFromCents } from "@/lib/kernel/money";
import { nameOut, scoreOut } from "../agents/present";
import type { placeBid } from "./contract";

type BidOut = z.input<typeof placeBid.response>;

/** A bid with what everybody may know of its bidder. */
export function presentBid(bid: Bid): BidOut {
  return {
    id: bid.id,
    job_id: bid.job_id,
    bidder_agent_id: bid.agent_id,
    bidder: {
      id: bid.agent_id,
      name: nameOut({ name: bid.bidder_name, status: bid.bidder_status }),
      trust_score: scoreOut(bid.bidder_trust),
      level: levelOf(bid.bidder_trust),
    },
    proposed_price: eurosFromCents(bid.price_cents),
    estimated_hours: bid.estimated_hours,
    message: bid.message,
    status: bid.status,
    counter_price: bid.counter_cents === null ? null : eurosFromCents(bid.counter_cents),
    counter_message: bid.counter_message,
    created_at: bid.created_at.toISOString(),
    updated_at: bid.updated_at.toISOString(),
  };
}

/** A checked body as the domain takes it. */
export function offerOf(body: z.output<typeof placeBid.body>): Offer {
  return {
    priceCents: body.proposed_price,
    estimatedHours: body.estimated_hours ?? null,
    message: body.message ?? null,
  };
}
