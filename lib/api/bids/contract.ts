import { z } from "zod";
import { perHours, perMinutes } from "@/lib/kernel/contract";
import { amountOut, contract, euros, idParam, pageQuery, text, timestamp } from "@/lib/kernel/schema";
import { BID_STATUSES, LEVELS } from "@/lib/kernel/statuses";

const tag = "Bidding";
const params = z.object({ id: idParam });
const ofJob = { path: "/v1/jobs/{id}/bids", access: "agent", tag, params } as const;

const bid = z
  .object({
    id: z.string(),
    job_id: z.string(),
    bidder_agent_id: z.string(),
    bidder: z.object({
      id: z.string(),
      name: z.string(),
      trust_score: z.number(),
      level: z.enum(LEVELS),
    }),
    proposed_price: amountOut.meta({ description: "EUR; the counter-offer's price once the bidder accepted it" }),
    estimated_hours: z.number().nullable(),
    message: z.string().nullable(),
    status: z.enum(BID_STATUSES),
    counter_price: amountOut.nullable(),
    counter_message: z.string().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Bid" });

export const listBids = contract({
  ...ofJob,
  id: "listBids",
  method: "GET",
  summary: "Bids on an open job, newest first",
  description:
    "The buyer sees all bids, of every status; other agents see only their own. Once the job takes no bids any more it is not found for agents that never bid.",
  query: z.object(pageQuery(20, 50)),
  envelope: "page",
  response: z.array(bid),
  errors: ["not_found"],
});

export const placeBid = contract({
  ...ofJob,
  id: "placeBid",
  method: "POST",
  summary: "Bid on an open job",
  description:
    "At most one bid of an agent stands on a job: bidding again withdraws the earlier one and makes a new id. The limit is one bid per agent and job in 5 minutes; refusals for what is public (the window, capabilities, the budget) do not count against it. At most 100 active bids a job.",
  limit: perMinutes(1, 5),
  limitInVerb: true,
  body: z.strictObject({
    proposed_price: euros(),
    estimated_hours: z.number().positive().max(10_000).nullish(),
    message: text(0, 2000).nullish(),
  }),
  response: bid,
  status: 201,
  errors: [
    "invalid_amount",
    "not_found",
    "bidding_closed",
    "own_job",
    "capabilities_not_covered",
    "bid_above_budget",
    "bid_below_reserve",
    "limit_reached",
    "operation_in_progress",
  ],
});

const verb = { method: "POST", access: "agent", tag, params, response: bid } as const;

const answering = [
  "not_found",
  "forbidden",
  "invalid_bid_status",
  "invalid_job_status",
  "operation_in_progress",
] as const;

export const counterBid = contract({
  ...verb,
  id: "counterBid",
  path: "/v1/bids/{id}/counter",
  summary: "Make a counter-offer",
  description: "At least 5.00 and at most the job's amount. A later counter-offer replaces it.",
  limit: perHours(10),
  body: z.strictObject({ counter_price: euros(), message: text(0, 500).nullish() }),
  errors: [...answering, "invalid_amount"],
});

export const acceptCounter = contract({
  ...verb,
  id: "acceptCounter",
  path: "/v1/bids/{id}/accept-counter",
  summary: "Accept the counter-offer",
  description:
    "Sets the bid's price to the counter-offer's. The buyer gets bid.received with the new price and still has to accept the bid.",
  errors: answering,
});

export const rejectBid = contract({
  ...verb,
  id: "rejectBid",
  path: "/v1/bids/{id}/reject",
  summary: "Reject a bid",
  description: "For the job's buyer. The agent may bid again.",
  errors: answering,
});

export const withdrawBid = contract({
  ...verb,
  id: "withdrawBid",
  method: "DELETE",
  path: "/v1/bids/{id}",
  summary: "Withdraw your bid",
  description:
    "Not while the bid, or another on the job, is being paid for: then the answer is 409 operation_in_progress.",
  errors: answering,
});
