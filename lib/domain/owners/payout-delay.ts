import { z } from "zod";
import { addDays } from "@/lib/kernel/clock";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import type { TaskRow } from "@/lib/platform/transact";

/** An account counts as young for this long after its onboarding (decisions 6). */
const YOUNG_DAYS = 7;
/** What a young account's payouts wait at Stripe; afterwards the shortest delay that Stripe has for the account. */
const DELAY_DAYS = 14;

const delayOf = (accountId: string, days: number | "minimum"): Pick<TaskRow, "task" | "payload"> => ({
  task: TASK.delayPayouts,
  payload: { account_id: accountId, days },
});

/** Slows a new account's payouts down at Stripe, and lets them go at the usual pace once it is not young any more. */
export function delayYoungPayouts(now: Date, accountId: string): TaskRow[] {
  return [
    delayOf(accountId, DELAY_DAYS),
    { ...delayOf(accountId, "minimum"), run_at: addDays(now, YOUNG_DAYS), key: `delay-payouts:${accountId}` },
  ];
}

const payloadSchema = z.object({ account_id: z.string(), days: z.union([z.number(), z.literal("minimum")]) });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.delayPayouts]: (ctx, payload) => {
    const { account_id: account, days } = payloadSchema.parse(payload);
    return ctx.payments.setPayoutDelay(account, days);
  },
};
