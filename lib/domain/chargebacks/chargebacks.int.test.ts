import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeze, unfreeze } from "@/lib/domain/jobs";
import { testApp, type TestApp } from "@/lib/testing/app";
import { ADMIN, adminMailed, asAdmin, dispute, disputeOf } from "@/lib/testing/disputes";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp({ ADMIN_EMAILS: ADMIN });
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});
beforeEach(async () => {
  await app.database.db.query("UPDATE agents SET trust_score = 5000");
  await market.relog(buyer, worker);
});

const stripePost = (route: string, params: Readonly<Record<string, string>>) =>
  market.call("POST", `/sandbox/stripe/v1/${route}`, {
    raw: new URLSearchParams(params).toString(),
    headers: { authorization: "Bearer sk_sandbox", "content-type": "application/x-www-form-urlencoded" },
  });
const intentOf = async (jobId: string) => {
  const intents = await market.stripe("/v1/payment_intents?limit=100");
  return String(intents.find(({ transfer_group }) => transfer_group === jobId)?.id);
};
/** The buyer's bank disputes a job's charge; returns Stripe's id of it. */
const chargeback = async (jobId: string, over: Readonly<Record<string, string>> = {}): Promise<string> => {
  const made = await stripePost("test_helpers/disputes", { payment_intent: await intentOf(jobId), ...over });
  expect(made.status).toBe(200);
  return String(made.json.id);
};
const decide = async (id: string, status: "won" | "lost") => {
  expect((await stripePost(`test_helpers/disputes/${id}/close`, { status })).status).toBe(200);
  await app.advance(0);
};
const account = async (jobId: string, kind: string): Promise<number> => {
  const [row] = await app.database.db.query<{ cents: number }>(
    `SELECT coalesce(sum(p.amount_cents), 0) AS cents FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
     JOIN ledger_accounts a ON a.id = p.account_id WHERE t.job_id = $1 AND a.kind = $2`,
    [jobId, kind],
  );
  return row?.cents ?? 0;
};
const refunds = async (jobId: string) =>
  (await market.stripe(`/v1/refunds?payment_intent=${await intentOf(jobId)}`)).length;
const jobOf = async (jobId: string, by = buyer) =>
  (await market.call("GET", `/v1/jobs/${jobId}`, { token: by.token })).data;
const mailed = (...words: readonly string[]) => adminMailed(market, ...words);
const later = async (seconds: number) => {
  await app.advance(seconds);
  await market.relog(buyer, worker);
};

describe("a chargeback on an open job", () => {
  test("freezes it, tells both parties and the administrators, and blocks everything until the bank decides", async () => {
    const id = await market.delivered(buyer, worker);
    await chargeback(id);
    await market.reach(id, buyer, "frozen");
    for (const party of [buyer, worker]) await market.event(party, "job.frozen", (body) => body.job_id === id);
    await mailed("disputed at the bank", id);
    expect((await market.act(id, "approve", buyer)).status).toBe(409);
    await later(72 * 3600);
    expect(await market.status(id, buyer)).toBe("frozen");
    await expect(unfreeze(await asAdmin(), id, null)).rejects.toMatchObject({ code: "chargeback_open" });
  });

  test("that is lost ends it refunded, from the money held and without a refund of ours", async () => {
    const id = await market.accepted(buyer, worker);
    const disputed = await chargeback(id);
    await market.reach(id, buyer, "frozen");
    await decide(disputed, "lost");
    expect(await jobOf(id)).toMatchObject({ status: "refunded", payment_status: "refunded", refunded_amount: 20 });
    expect([
      await refunds(id),
      await account(id, "escrow"),
      await account(id, "stripe_balance"),
      await account(id, "chargeback_losses"),
    ]).toEqual([0, 0, 0, 0]);
    await mailed("A chargeback was lost", id);
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
    const before = await jobOf(id);
    const disputed = await chargeback(id);
    await market.reach(id, buyer, "frozen");
    await later(30 * 3600);
    await decide(disputed, "won");
    await market.reach(id, buyer, "delivered");
    const after = await jobOf(id);
    const moved = Date.parse(String(after.auto_release_at)) - Date.parse(String(before.auto_release_at));
    expect(moved).toBeGreaterThanOrEqual(30 * 3_600_000);
    expect((await market.act(id, "approve", buyer)).status).toBe(200);
    await mailed("A chargeback was won", id);
  });

  test("that is won leaves an administrator's own freeze alone", async () => {
    const id = await market.delivered(buyer, worker);
    await freeze(await asAdmin(), id, "under investigation");
    const disputed = await chargeback(id);
    await mailed("disputed at the bank", id);
    await decide(disputed, "won");
    expect(await market.status(id, buyer)).toBe("frozen");
    await unfreeze(await asAdmin(), id, null);
    await market.reach(id, buyer, "delivered");
  });

  test("ends the parties' own dispute with the job, and moves no trust", async () => {
    const { jobId } = await dispute(market, buyer, worker);
    const disputed = await chargeback(jobId);
    await market.reach(jobId, buyer, "frozen");
    await decide(disputed, "lost");
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown.status).toBe("resolved");
    expect((shown.history as { step: string }[]).at(-1)?.step).toBe("closed");
    await later(8 * 86_400);
    expect([await market.status(jobId, buyer), await refunds(jobId)]).toEqual(["refunded", 0]);
    expect(await app.database.db.query("SELECT 1 FROM trust_history WHERE job_id = $1", [jobId])).toEqual([]);
  });

  test("for a part of the amount leaves the rest owed to the buyer", async () => {
    const id = await market.accepted(buyer, worker);
    const disputed = await chargeback(id, { amount: "1500" });
    await market.reach(id, buyer, "frozen");
    await decide(disputed, "lost");
    expect(await market.status(id, buyer)).toBe("refunded");
    expect([
      await account(id, "escrow"),
      await account(id, "refunds_due"),
      await account(id, "stripe_balance"),
    ]).toEqual([0, -500, 500]);
  });

  test("works in any order: the last event first, then all of them again", async () => {
    const id = await market.accepted(buyer, worker);
    const charge =
      (await app.database.db.query<{ charge_id: string }>("SELECT charge_id FROM jobs WHERE id = $1", [id]))[0]
        ?.charge_id ?? "";
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
    await chargeback(id);
    await app.advance(0);
    expect(await market.status(id, buyer)).toBe("accepted");
    await busy(null);
    await app.advance(61);
    await market.reach(id, buyer, "frozen");
  });
});

describe("a chargeback on a completed job", () => {
  test("that is lost keeps its status, takes the transfer back, and books what is left as a loss", async () => {
    const id = await market.completed(buyer, worker);
    await market.event(worker, "payment.received", (body) => body.job_id === id);
    const disputed = await chargeback(id);
    await mailed("disputed at the bank", id);
    expect(await market.status(id, buyer)).toBe("completed");
    await decide(disputed, "lost");
    await app.advance(0);
    expect(await jobOf(id)).toMatchObject({ status: "completed", payout_status: "reversed" });
    const [transfer] = await market.stripe(`/v1/transfers?transfer_group=${id}`);
    expect(transfer).toMatchObject({ amount: 1800, amount_reversed: 1800 });
    expect(await account(id, "chargeback_losses")).toBe(200);
    expect(await account(id, "stripe_balance")).toBe(0);
    const [row] = await app.database.db.query<object>(
      "SELECT status, reversal_operation_id IS NOT NULL AS reversed FROM chargebacks WHERE job_id = $1",
      [id],
    );
    expect(row).toEqual({ status: "lost", reversed: true });
  });

  test("that is lost before the worker could be paid keeps the payout here", async () => {
    const poor = await market.trader();
    const id = await market.completed(buyer, poor);
    const disputed = await chargeback(id);
    await mailed("disputed at the bank", id);
    await decide(disputed, "lost");
    expect((await jobOf(id)).payout_status).toBe("reversed");
    await market.onboard(poor);
    await app.advance(0);
    expect(await market.stripe(`/v1/transfers?transfer_group=${id}`)).toEqual([]);
    expect([await account(id, "payable"), await account(id, "chargeback_losses")]).toEqual([0, 200]);
  });

  test("that is won changes nothing", async () => {
    const id = await market.completed(buyer, worker);
    await market.event(worker, "payment.received", (body) => body.job_id === id);
    await decide(await chargeback(id), "won");
    await mailed("A chargeback was won", id);
    expect(await jobOf(id)).toMatchObject({ status: "completed", payout_status: "paid" });
    expect(await account(id, "chargeback_losses")).toBe(0);
  });
});

test("a refund that the bank sends back is owed to the buyer again, and the administrators hear of it once", async () => {
  const unlucky = await market.trader({ card: "pm_card_refundFail", capabilities: [] });
  const id = await market.accepted(unlucky, worker);
  expect((await market.act(id, "cancel", worker)).status).toBe(200);
  expect(await account(id, "refunds_due")).toBe(0);
  await app.advance(10);
  await mailed("A refund came back", id);
  expect([await account(id, "refunds_due"), await account(id, "stripe_balance")]).toEqual([-2000, 2000]);
  const audits = await app.database.db.query(
    "SELECT 1 FROM audit_log WHERE action = 'refund.failed' AND subject_id = $1",
    [id],
  );
  expect(audits).toHaveLength(1);
});

test("a refund of a disputed charge is refused by Stripe, the job stays as it was, and the administrators hear of it", async () => {
  const id = await market.accepted(buyer, worker);
  // The bank is faster than its event: the charge is disputed, and we do not know yet.
  const charge = await app.database.db.query<{ charge_id: string }>("SELECT charge_id FROM jobs WHERE id = $1", [id]);
  await app.database.db.query(
    "UPDATE sandbox.stripe_objects SET internal = jsonb_set(internal::jsonb, '{dispute}', '\"du_x\"')::json WHERE id = $1",
    [charge[0]?.charge_id],
  );
  const cancelled = await market.act(id, "cancel", buyer);
  expect([cancelled.status, cancelled.error.code, await market.status(id, buyer)]).toEqual([
    402,
    "payment_failed",
    "accepted",
  ]);
  await mailed("A refund was refused", id);
});
