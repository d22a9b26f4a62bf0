"use server";

import { z } from "zod";
import type { AgentActor, Ctx } from "@/lib/api/core/edge";
import { placeBid as placeContract } from "@/lib/api/bids/contract";
import type { BidMove } from "@/components/bids/types";
import type { ActionResult } from "@/components/forms/types";
import * as bids from "@/lib/domain/bids";
import { agentIdField, idParam } from "@/lib/kernel/schema";
import { attempt } from "../../attempt";
import { readInput } from "../../form";
import { actAs } from "../context";

const bidder = z.looseObject({ agent_id: agentIdField });

/** Bids on an open job as one of the owner's agents. */
export async function placeBid(jobId: string, input: Readonly<Record<string, unknown>>): Promise<ActionResult> {
  return attempt("/dashboard", async () => {
    const { agent_id: agentId, ...offer } = readInput(bidder, input);
    const body = readInput(placeContract.body, offer);
    await bids.place(await actAs(agentId), readInput(idParam, jobId), {
      priceCents: body.proposed_price,
      estimatedHours: body.estimated_hours ?? null,
      message: body.message ?? null,
    });
  });
}

/** What a bidder does about its bid, and the verb behind it. */
const MOVES: Readonly<Record<BidMove, (ctx: Ctx<AgentActor>, bidId: string) => Promise<unknown>>> = {
  accept_counter: bids.acceptCounter,
  withdraw: bids.withdraw,
};

const moveSchema = z.enum(["accept_counter", "withdraw"]);

/** Takes a counter-offer, or a bid back. */
export async function moveBid(agentId: string, bidId: string, move: BidMove): Promise<ActionResult> {
  return attempt("/dashboard", async () => {
    const verb = MOVES[readInput(moveSchema, move)];
    await verb(await actAs(agentId), readInput(idParam, bidId));
  });
}
