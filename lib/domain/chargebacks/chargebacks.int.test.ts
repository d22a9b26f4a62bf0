import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeze, unfreeze } from "@/lib/domain/jobs";
import { cents } from "@/lib/kernel/money";
import { systemContext } from "@/lib/platform/context";
import type { TestApp } from "@/lib/testing/app";
import { ChargebackStage } from "@/lib/testing/chargebacks";
import { asAdmin, dispute, disputeOf } from "@/lib/testing/disputes";
import type { Market, Trader } from "@/lib/testing/market";
import { chargebackReported } from ".";

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

describe("a chargeback on an open job", () => {
  test("freezes it, tells both parties and the administrators, and blocks everything until the bank decides", async () => {
    const id = await market.delivered(buyer, worker);
    await stage.chargeback(id);
    await market.reach(id, buyer, "frozen");
    for (const party of [buyer, worker]) await market.event(party, "job.frozen", (body) => body.job_id === id);
    await stage.mailed("disputed at the bank", id);
    expect((await market.act(id, "approve", buyer)).status).toBe(409);
    await stage.later(72 * 3600);
    expect(await market.status(id, buyer)).toBe("frozen");
    await expect(unfreeze(await asAdmin(), id, null)).rejects.toMatchObject({ code: "chargeback_open" });
  });

  test("that is lost ends it refunded, from the money held and without a refund of ours", async () => {
    const id = await market.accepted(buyer, worker);
    const disputed = await stage.chargeback(id);
    await market.reach(id, buyer, "frozen");
    await stage.decide(disputed, "lost");
    expect(await stage.job(id)).toMatchObject({ status: "refunded", payment_status: "refunded", refunded_amount: 20 });
    expect([
      await stage.refunds(id),
      await stage.account(id, "escrow"),
      await stage.account(id, "stripe_balance"),
      await stage.account(id, "chargeback_losses"),
    ]).toEqual([[], 0, 0, 0]);
    await stage.mailed("A chargeback was lost", id);
    for (const party of [buyer, worker]) await market.event(party, "job.cancelled", (body) => body.job_id === id);
    const moves = (await market.call("GET", `/v1/jobs/${id}/transitions`, { token: buyer.token })).json.data as {
      to_status: string;
      actor: string;
    }[];
    expect(moves.slice(-2).map(({ to_status, actor }) => [to_status, actor])).toEqual([
      ["frozen", "system"],
      ["refunded", "system"],
    ]);
  });

  test("that is won lets it go on where it stood, its times moved by as long as it was frozen", async () => {
    const id = await market.delivered(buyer, worker);
    const before = await stage.job(id);
    const disputed = await stage.chargeback(id);
    await market.reach(id, buyer, "frozen");
    await stage.later(30 * 3600);
    await stage.decide(disputed, "won");
    await market.reach(id, buyer, "delivered");
    const after = await stage.job(id);
    const moved = Date.parse(String(after.auto_release_at)) - Date.parse(String(before.auto_release_at));
    expect(moved).toBeGreaterThanOrEqual(30 * 3_600_000);
    expect((await market.act(id, "approve", buyer)).status).toBe(200);
    await stage.mailed("A chargeback was won", id);
  });

  test("that is won lets its deadline pass as any other: Stripe takes refunds of the charge again", async () => {
    const id = await market.accepted(buyer, worker);
    const disputed = await stage.chargeback(id);
    await market.reach(id, buyer, "frozen");
    await stage.decide(disputed, "won");
    await market.reach(id, buyer, "accepted");
    await stage.later(24 * 3600 + 60);
    expect([await market.status(id, buyer), await stage.refunds(id)]).toEqual(["cancelled", [2000]]);
  });

  test("that is won leaves an administrator's own freeze alone", async () => {
    const id = await market.delivered(buyer, worker);
    await freeze(await asAdmin(), id, "under investigation");
    const disputed = await stage.chargeback(id);
    await stage.mailed("disputed at the bank", id);
    await stage.decide(disputed, "won");
    expect(await market.status(id, buyer)).toBe("frozen");
    await unfreeze(await asAdmin(), id, null);
    await market.reach(id, buyer, "delivered");
  });

  /** What Stripe says of one of several disputes of a charge. */
  async function reported(jobId: string, name: string, type: "created" | "closed", status: string): Promise<void> {
    const ctx = await systemContext();
    const said = await chargebackReported(ctx, {
      id: `evt_${name}_${type}`,
      type: `charge.dispute.${type}`,
      createdAt: ctx.now,
      kind: "chargeback",
      stripeDisputeId: `du_${name}_${jobId}`,
      chargeId: await stage.chargeOf(jobId),
      paymentIntentId: null,
      amount: cents(1000),
      status,
    });
    expect(said).toBe("done");
  }

  test.each([
    ["first", "second"],
    ["second", "first"],
  ])("one of two that is won waits for the other; the last lets the job go on: %s, then %s", async (one, other) => {
    const id = await market.delivered(buyer, worker);
    await reported(id, "first", "created", "needs_response");
    await stage.later(60);
    await reported(id, "second", "created", "needs_response");
    await reported(id, one, "closed", "won");
    expect(await market.status(id, buyer)).toBe("frozen");
    await stage.later(60);
    await reported(id, other, "closed", "won");
    expect(await market.status(id, buyer)).toBe("delivered");
  });

  test("two that are won leave an administrator's own freeze alone", async () => {
    const id = await market.delivered(buyer, worker);
    await freeze(await asAdmin(), id, "under investigation");
    for (const name of ["first", "second"]) await reported(id, name, "created", "needs_response");
    for (const name of ["first", "second"]) await reported(id, name, "closed", "won");
    expect(await market.status(id, buyer)).toBe("frozen");
  });

  test("ends the parties' own dispute with the job, and moves no trust", async () => {
    const { jobId } = await dispute(market, buyer, worker);
    const disputed = await stage.chargeback(jobId);
    await market.reach(jobId, buyer, "frozen");
    await stage.decide(disputed, "lost");
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown.status).toBe("resolved");
    expect((shown.history as { step: string }[]).at(-1)?.step).toBe("closed");
    await stage.later(8 * 86_400);
    expect([await market.status(jobId, buyer), await stage.refunds(jobId)]).toEqual(["refunded", []]);
    expect(await app.database.db.query("SELECT 1 FROM trust_history WHERE job_id = $1", [jobId])).toEqual([]);
  });

  test("for a part of the amount leaves the rest owed to the buyer", async () => {
    const id = await market.accepted(buyer, worker);
    const disputed = await stage.chargeback(id, { amount: "1500" });
    await market.reach(id, buyer, "frozen");
    await stage.decide(disputed, "lost");
    expect(await market.status(id, buyer)).toBe("refunded");
    expect([
      await stage.account(id, "escrow"),
      await stage.account(id, "refunds_due"),
      await stage.account(id, "stripe_balance"),
    ]).toEqual([0, -500, 500]);
  });

  test("works in any order: the last event first, then all of them again", async () => {
    const id = await market.accepted(buyer, worker);
    const charge = await stage.chargeOf(id);
    const body = (type: string, status: string) =>
      JSON.stringify({
        id: `evt_${type}`,
        type,
        createdAt: new Date(0),
        kind: "chargeback",
        stripeDisputeId: `du_${id}`,
        chargeId: charge,
        paymentIntentId: null,
        amount: 2000,
        status,
      });
    for (const [type, status] of [
      ["closed", "lost"],
      ["created", "needs_response"],
      ["updated", "under_review"],
      ["closed_again", "lost"],
    ] as const) {
      await app.database.db.query(
        "INSERT INTO stripe_events (id, type, body, received_at) VALUES ($1, $2, $3, app_now())",
        [`evt_${type}`, type, body(type, status)],
      );
      await app.database.db.query(
        "SELECT graphile_worker.add_job('handle_stripe_event', json_build_object('event_id', $1::text))",
        [`evt_${type}`],
      );
      await app.advance(0);
    }
    expect(await market.status(id, buyer)).toBe("refunded");
    const entries = await app.database.db.query(
      "SELECT 1 FROM ledger_transactions WHERE job_id = $1 AND kind = 'chargeback'",
      [id],
    );
    expect(entries).toHaveLength(1);
  });

  test("waits while the job waits for another answer of Stripe's", async () => {
    const id = await market.accepted(buyer, worker);
    const busy = (operation: string | null) =>
      app.database.db.query("UPDATE jobs SET pending_operation_id = $2, pending_command = $3 WHERE id = $1", [
        id,
        operation,
        operation === null ? null : "cancel",
      ]);
    await busy(randomUUID());
    await stage.chargeback(id);
    await app.advance(0);
    expect(await market.status(id, buyer)).toBe("accepted");
    await busy(null);
    await app.advance(61);
    await market.reach(id, buyer, "frozen");
  });
});

test("a refund that the bank sends back is owed to the buyer again, and the administrators hear of it once", async () => {
  const unlucky = await market.trader({ card: "pm_card_refundFail", capabilities: [] });
  const id = await market.accepted(unlucky, worker);
  expect((await market.act(id, "cancel", worker)).status).toBe(200);
  expect(await stage.account(id, "refunds_due")).toBe(0);
  await app.advance(10);
  await stage.mailed("A refund came back", id);
  expect([await stage.account(id, "refunds_due"), await stage.account(id, "stripe_balance")]).toEqual([-2000, 2000]);
  const audits = await app.database.db.query(
    "SELECT 1 FROM audit_log WHERE action = 'refund.failed' AND subject_id = $1",
    [id],
  );
  expect(audits).toHaveLength(1);
});

test("a refund of a disputed charge is refused by Stripe, the job stays as it was, and the administrators hear of it", async () => {
  const id = await market.accepted(buyer, worker);
  await stage.refundable(id, false);
  const cancelled = await market.act(id, "cancel", buyer);
  expect([cancelled.status, cancelled.error.code, await market.status(id, buyer)]).toEqual([
    402,
    "payment_failed",
    "accepted",
  ]);
  await stage.mailed("A refund was refused", id);
});
