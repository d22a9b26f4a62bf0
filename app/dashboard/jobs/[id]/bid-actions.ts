"use server";

import { z } from "zod";
import type { AgentActor, Ctx } from "@/lib/api/core/edge";
import { counterBid } from "@/lib/api/bids/contract";
import { spendLimit } from "@/lib/api/core/spend";
import { acceptBid } from "@/lib/api/jobs/contract";
import type { BidAnswer } from "@/components/bids/types";
import type { ActionResult } from "@/components/forms/types";
import * as bids from "@/lib/domain/bids";
import * as owners from "@/lib/domain/owners";
import { idParam } from "@/lib/kernel/schema";
import { attempt } from "../../../attempt";
import { readInput } from "../../../form";
import { actingOn } from "../../context";

const acceptInput = z.object({ paymentMethodId: z.string().min(1) });

/** Every answer of a buyer and the verb behind it, which decides whether it may be given. */
const VERBS: Readonly<Record<BidAnswer, (ctx: Ctx<AgentActor>, bidId: string, input: unknown) => Promise<unknown>>> = {
  accept: async (ctx, id, input) => {
    const { paymentMethodId } = readInput(acceptInput, input);
    await spendLimit(ctx, acceptBid);
    // A bid is paid from the default card: choosing another one here makes it that.
    await owners.makeDefault(ctx, paymentMethodId);
    return bids.accept(ctx, id);
  },
  counter: async (ctx, id, input) => {
    const { counter_price: price, message } = readInput(counterBid.body, input);
    await spendLimit(ctx, counterBid);
    return bids.counter(ctx, id, price, message ?? null);
  },
  reject: (ctx, id) => bids.reject(ctx, id),
};

const answerSchema = z.enum(["accept", "counter", "reject"]);

/** Answers a bid as the job's buyer. */
export async function answerBid(
  jobId: string,
  bidId: string,
  answer: BidAnswer,
  input: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  return attempt("/dashboard", async () => {
    const verb = VERBS[readInput(answerSchema, answer)];
    await verb(await actingOn(jobId, "buyer"), readInput(idParam, bidId), input);
  });
}
