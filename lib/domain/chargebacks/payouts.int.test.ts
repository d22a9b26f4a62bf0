import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reconcile } from "@/lib/domain/ledger";
import { addDays, addMs } from "@/lib/kernel/clock";
import { systemContext } from "@/lib/platform/context";
import type { TestApp } from "@/lib/testing/app";
import { ChargebackStage } from "@/lib/testing/chargebacks";
import type { Market, Trader } from "@/lib/testing/market";

let stage: ChargebackStage;
let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  stage = await ChargebackStage.open();
  ({ app, market, buyer, worker } = stage);
}, 120_000);
afterAll(() => stage.close());
beforeEach(() => stage.reset());

describe("a chargeback on a completed job", () => {
  test("that is lost keeps its status, takes the transfer back, and books what is left as a loss", async () => {
    const id = await market.completed(buyer, worker);
    await market.event(worker, "payment.received", (body) => body.job_id === id);
    const disputed = await stage.chargeback(id);
    await stage.mailed("disputed at the bank", id);
    expect(await market.status(id, buyer)).toBe("completed");
    await stage.decide(disputed, "lost");
    await app.advance(0);
    expect(await stage.job(id)).toMatchObject({ status: "completed", payout_status: "reversed" });
    const [transfer] = await market.stripe(`/v1/transfers?transfer_group=${id}`);
    expect(transfer).toMatchObject({ amount: 1800, amount_reversed: 1800 });
    expect(await stage.account(id, "chargeback_losses")).toBe(200);
    expect(await stage.account(id, "stripe_balance")).toBe(0);
    const [row] = await app.database.db.query<object>(
      "SELECT status, reversal_operation_id IS NOT NULL AS reversed FROM chargebacks WHERE job_id = $1",
      [id],
    );
    expect(row).toEqual({ status: "lost", reversed: true });
  });

  test("that is lost before the worker could be paid keeps the payout here", async () => {
    const poor = await market.trader();
    const id = await market.completed(buyer, poor);
    const disputed = await stage.chargeback(id);
    await stage.mailed("disputed at the bank", id);
    await stage.decide(disputed, "lost");
    expect((await stage.job(id)).payout_status).toBe("reversed");
    await market.onboard(poor);
    await app.advance(0);
    expect(await market.stripe(`/v1/transfers?transfer_group=${id}`)).toEqual([]);
    expect([await stage.account(id, "payable"), await stage.account(id, "chargeback_losses")]).toEqual([0, 200]);
  });

  test("holds back what waits for the worker's onboarding until it is won", async () => {
    const late = await market.trader();
    const id = await market.completed(buyer, late);
    const disputed = await stage.chargeback(id);
    await stage.mailed("disputed at the bank", id);
    await market.onboard(late);
    await stage.later(5 * 3600);
    expect(await stage.transfers(id)).toEqual([]);
    await stage.decide(disputed, "won");
    await market.event(late, "payment.received", (body) => body.job_id === id);
    expect(await stage.transfers(id)).toEqual([1800]);
  });

  test("takes a transfer back that is to be tried again, however long Stripe would refuse it", async () => {
    const id = await stage.refusedPayout();
    const disputed = await stage.chargeback(id);
    await stage.mailed("disputed at the bank", id);
    await stage.later(3 * 86_400);
    expect((await stage.job(id)).payout_status).toBe("pending_retry");
    await stage.decide(disputed, "lost");
    expect((await stage.job(id)).payout_status).toBe("reversed");
    await stage.payable(worker, true);
    await stage.later(2 * 86_400);
    expect(await stage.transfers(id)).toEqual([]);
    expect([await stage.account(id, "payable"), await stage.account(id, "chargeback_losses")]).toEqual([0, 200]);
    const operations = await app.database.db.query<{ status: string }>(
      "SELECT DISTINCT status FROM stripe_operations WHERE job_id = $1 AND kind = 'transfer' ORDER BY status",
      [id],
    );
    expect(operations.map(({ status }) => status)).toEqual(["abandoned", "refused"]);
  });

  test("for a part of the amount takes that part of a payout that waits, and the rest is paid", async () => {
    const late = await market.trader();
    const id = await market.completed(buyer, late);
    await stage.decide(await stage.chargeback(id, { amount: "500" }), "lost");
    expect([await stage.account(id, "payable"), await stage.account(id, "chargeback_losses")]).toEqual([-1300, 0]);
    await market.onboard(late);
    const paid = await market.event(late, "payment.received", (body) => body.job_id === id);
    expect([paid.body.amount, await stage.transfers(id), (await stage.job(id)).payout_status]).toEqual([
      13,
      [1300],
      "paid",
    ]);
    expect([await stage.account(id, "payable"), await stage.account(id, "stripe_balance")]).toEqual([0, 200]);
    const [earned] = await app.database.db.query<object>(
      "SELECT net_cents, paid_cents FROM agent_earnings WHERE agent_id = $1",
      [late.id],
    );
    expect(earned).toEqual({ net_cents: 1800, paid_cents: 1300 });
  });

  test("for a part of the amount takes that part of a transfer that is to be tried again", async () => {
    const id = await stage.refusedPayout();
    await stage.decide(await stage.chargeback(id, { amount: "500" }), "lost");
    expect([await stage.account(id, "payable"), (await stage.job(id)).payout_status]).toEqual([-1300, "pending_retry"]);
    await stage.payable(worker, true);
    await stage.later(2 * 86_400);
    expect([await stage.transfers(id), (await stage.job(id)).payout_status]).toEqual([[1300], "paid"]);
  });

  test("that is lost while Stripe owes the answer to the transfer waits for it, and takes it back", async () => {
    const id = await market.delivered(buyer, worker);
    const fault = (mode: string) =>
      market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode, count: 50 } });
    await fault("lost_response");
    expect((await market.act(id, "approve", buyer)).status).toBe(200);
    await expect.poll(async () => (await stage.job(id)).payout_status).toBe("pending_retry");
    await fault("none");
    await stage.decide(await stage.chargeback(id), "lost");
    await stage.later(3600);
    expect([await stage.transfers(id), (await stage.job(id)).payout_status]).toEqual([[1800], "reversed"]);
    expect([await stage.account(id, "payable"), await stage.account(id, "chargeback_losses")]).toEqual([0, 200]);
  });

  test("that is won changes nothing", async () => {
    const id = await market.completed(buyer, worker);
    await market.event(worker, "payment.received", (body) => body.job_id === id);
    await stage.decide(await stage.chargeback(id), "won");
    await stage.mailed("A chargeback was won", id);
    expect(await stage.job(id)).toMatchObject({ status: "completed", payout_status: "paid" });
    expect(await stage.account(id, "chargeback_losses")).toBe(0);
  });
});

test("after all of this the ledger and Stripe agree", async () => {
  const ctx = await systemContext();
  const { differences } = await reconcile(ctx, { from: addDays(ctx.now, -30), to: addMs(ctx.now, 1) });
  expect(differences).toEqual([]);
});
