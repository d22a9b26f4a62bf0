import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { abandoned, begun, unsentTransfer } from "@/lib/domain/escrow";
import { tasks } from "@/lib/domain/jobs";
import { cents } from "@/lib/kernel/money";
import { systemContext } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, transact } from "@/lib/platform/transact";
import { ChargebackStage } from "@/lib/testing/chargebacks";
import { rounds } from "@/lib/testing/races";
import { chargebackReported } from ".";

const LONGEST_START_MS = 8;

let stage: ChargebackStage;

beforeAll(async () => {
  stage = await ChargebackStage.open();
}, 120_000);
afterAll(() => stage.close());
beforeEach(() => stage.reset());

test("a payout that somebody has begun to send is not abandoned, and one that was abandoned is not sent", async () => {
  const ctx = await systemContext();
  const unsent = async () =>
    (await unsentTransfer(ctx.db, await stage.refusedPayout())) ?? expect.fail("it is to be tried again");
  const sent = await unsent();
  expect(await begun(ctx, sent)).toBe(true);
  await expect(transact(ctx, abandoned(ctx, sent))).rejects.toBeInstanceOf(Conflict);
  const kept = await unsent();
  await transact(ctx, abandoned(ctx, kept));
  expect(await begun(ctx, kept)).toBe(false);
});

test.each(rounds())(
  "a chargeback that is lost while its payout leaves: the money stays here or is taken back, round %d",
  async () => {
    const id = await stage.refusedPayout();
    await stage.payable(stage.worker, true);
    const ctx = await systemContext();
    const lost = {
      id: `evt_${id}`,
      type: "charge.dispute.closed",
      createdAt: ctx.now,
      kind: "chargeback",
      stripeDisputeId: `du_${id}`,
      chargeId: await stage.chargeOf(id),
      paymentIntentId: null,
      amount: cents(2000),
      status: "lost",
    } as const;
    const transfer = await unsentTransfer(ctx.db, id);
    // The sender has the shorter way to its first write: it gives the other a start now and then.
    const sent = setTimeout(Math.random() * LONGEST_START_MS).then(() =>
      tasks[TASK.driveOperation]?.(ctx, { operation_id: transfer?.id }, "race"),
    );
    await Promise.all([sent, expect.poll(() => chargebackReported(ctx, lost)).toBe("done")]);
    await stage.later(60);
    expect((await stage.job(id)).payout_status).toBe("reversed");
    expect([await stage.account(id, "payable"), await stage.account(id, "chargeback_losses")]).toEqual([0, 200]);
    const [made] = await stage.market.stripe(`/v1/transfers?transfer_group=${id}`);
    expect(made?.amount).toBe(made?.amount_reversed);
  },
);
