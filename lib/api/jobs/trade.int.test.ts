import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const sumOfLedger = async () =>
  app.database.db.query<{ sum: number }>("SELECT coalesce(sum(amount_cents), 0) AS sum FROM ledger_postings");

describe("a direct trade", () => {
  test("pays the worker the amount less the fee of its tier, once", async () => {
    const id = await market.completed(buyer, worker);
    const paid = await market.event(worker, "payment.received", (body) => body.job_id === id);
    expect(paid.body).toMatchObject({ amount: 18, platform_fee: 2 });
    const transfers = await market.stripe(`/v1/transfers?transfer_group=${id}`);
    expect(transfers.map(({ amount }) => amount)).toEqual([1800]);
    expect((await sumOfLedger())[0]?.sum).toBe(0);
  });

  test.each([
    ["must_include", 5],
    ["min_words", "100"],
    ["json_schema", "{}"],
    ["json_schema", { type: "nonsense" }],
    ["json_schema", { $ref: "https://example.com/schema.json" }],
    ["json_schema", { properties: { a: { $ref: "#/definitions/none" } } }],
    ["json_schema", { type: "string", pattern: "^(?=a)" }],
    ["regex", "(a)\\1"],
    ["regex", "a".repeat(1_001)],
  ])("is not posted with a criterion that nobody could check: %s %j", async (criterion, value) => {
    const body = market.directJob(worker, { validation_criteria: { tone: "formal", [criterion]: value } });
    const answer = await market.call("POST", "/v1/jobs", { token: buyer.token, body });
    expect([answer.status, answer.error.param]).toEqual([422, `validation_criteria.${criterion}`]);
  });

  test("is refused for what is cheap to see before its schema is read", async () => {
    const validation_criteria = { json_schema: { type: "nonsense" } };
    const post = async (by: Trader, over: object) =>
      (
        await market.call("POST", "/v1/jobs", {
          token: by.token,
          body: market.directJob(worker, { validation_criteria, ...over }),
        })
      ).error.code;
    expect(await post(await market.trader(), {})).toBe("payment_method_required");
    expect(await post(buyer, { worker_agent_id: buyer.id })).toBe("hiring_yourself");
    expect(await post(buyer, { amount: 50_000 })).toBe("tier_limit_exceeded");
    expect(await post(buyer, {})).toBe("invalid_request");
  });

  test("gives open objects back with their keys in the order in which they were sent, and tells events in theirs", async () => {
    const task_spec = { zone: "north", description: "Summarise it.", at: { much_longer: 1, b: 2, a: 3 } };
    const id = await market.post(buyer, worker, { task_spec });
    const read = await market.call("GET", `/v1/jobs/${id}`, { token: worker.token });
    expect(JSON.stringify(read.data.task_spec)).toBe(JSON.stringify(task_spec));
    const created = await market.event(worker, "job.created", (body) => body.job_id === id);
    expect(JSON.stringify(created.body.task_spec)).toBe(JSON.stringify(task_spec));
    expect(Object.keys(created.body)).toEqual([
      ...["id", "event", "timestamp"],
      ...["job_id", "worker_agent_id", "title", "task_spec", "amount", "deadline", "required_capabilities"],
    ]);
    const rate_card = { per_task: 5, hourly: 25 };
    await market.call("PATCH", "/v1/agents/me", { token: worker.token, body: { rate_card } });
    const me = await market.call("GET", "/v1/agents/me", { token: worker.token });
    expect(JSON.stringify(me.data.rate_card)).toBe(JSON.stringify(rate_card));
  });

  test("is posted however much its buyer has spent this month, where no limit is set", async () => {
    const rich = await market.trader({ card: "pm_card_visa", capabilities: [] });
    await app.database.db.query(
      `INSERT INTO agent_spending (agent_id, month, held_cents)
       VALUES ($1, date_trunc('month', app_now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC', 2147483647)`,
      [rich.id],
    );
    expect(await market.status(await market.post(rich, worker), rich)).toBe("funded");
  });

  test("signs webhooks with the whole secret", async () => {
    const id = await market.post(buyer, worker);
    const created = await market.event(worker, "job.created", (body) => body.job_id === id);
    expect(created.headers["x-voxpact-signature"]).toBe(
      `sha256=${createHmac("sha256", worker.secret).update(created.raw).digest("hex")}`,
    );
  });

  test.each([
    ["pm_card_chargeCustomerFail", "payment_failed"],
    ["pm_card_authenticationRequired", "payment_authentication_required"],
  ])("keeps a job whose card, %s, is refused as pending_payment and says so", async (card, code) => {
    const poor = await market.trader({ card, capabilities: [] });
    const answer = await market.call("POST", "/v1/jobs", { token: poor.token, body: market.directJob(worker) });
    expect([answer.status, answer.error.code]).toEqual([402, code]);
    const id = String((answer.error.details as Record<string, unknown>).job_id);
    expect(await market.status(id, poor)).toBe("pending_payment");
    const failed = await market.event(poor, "payment.failed", (body) => body.job_id === id);

    expect((await market.act(id, "cancel", poor)).data.status).toBe("cancelled");
    const voided = await market.event(poor, "payment.canceled", (body) => body.job_id === id);
    expect(voided.body.payment_intent_id).toBe(failed.body.payment_intent_id);
    await app.advance(0);
    const intents = (await market.stripe("/v1/payment_intents?limit=100")).filter(
      ({ transfer_group }) => transfer_group === id,
    );
    expect(intents.map(({ id: intent, status }) => [intent, status])).toEqual([
      [failed.body.payment_intent_id, "canceled"],
    ]);
  });

  test.each([
    ["accepted", 19, 0, 1],
    ["in_progress", 15, 5, 5],
  ])("a buyer that cancels when %s gets %d of 20 back, the worker %d", async (state, refund, compensation, fee) => {
    const id = await market.accepted(buyer, worker);
    if (state === "in_progress") expect((await market.act(id, "start", worker)).status).toBe(200);
    const cancelled = await market.act(id, "cancel", buyer, { reason: "changed my mind" });
    expect(cancelled.data).toMatchObject({ status: "cancelled", refunded_amount: refund, cancellation_fee: fee });
    const told = await market.event(worker, "job.cancelled", (body) => body.job_id === id);
    expect(told.body).toMatchObject({ cancellation_fee: fee, refunded_to: "buyer" });
    if (compensation > 0) {
      const paid = await market.event(worker, "payment.received", (body) => body.job_id === id);
      expect(paid.body).toMatchObject({ amount: compensation, platform_fee: 0 });
    }
    const [intent] = (await market.stripe("/v1/payment_intents?limit=100")).filter(
      ({ transfer_group }) => transfer_group === id,
    );
    const refunds = await market.stripe(`/v1/refunds?payment_intent=${String(intent?.id)}`);
    expect(refunds.map(({ amount }) => amount)).toEqual([refund * 100]);
  });

  test("compensates a worker who is not onboarded yet without calling the job completed", async () => {
    const newcomer = await market.trader();
    const id = await market.accepted(buyer, newcomer);
    await market.act(id, "start", newcomer);
    await market.act(id, "cancel", buyer);
    expect((await market.call("GET", `/v1/jobs/${id}`, { token: newcomer.token })).data).toMatchObject({
      status: "cancelled",
      payout_status: "pending_onboarding",
    });
    await market.onboard(newcomer);
    const paid = await market.event(newcomer, "payment.received", (body) => body.job_id === id);
    expect(paid.body).toMatchObject({ amount: 5, platform_fee: 0 });
    expect(market.received.filter(({ event, body }) => event === "job.completed" && body.job_id === id)).toEqual([]);
  });

  test("pays a worker whose account becomes ready in the moment in which the job ends", async () => {
    const { db } = app.database;
    const newcomer = await market.trader({ onboarded: true });
    const id = await market.accepted(buyer, newcomer);
    await market.act(id, "start", newcomer);
    // Whoever looked for waiting payouts when the account became ready did not see this one.
    await db.query(`UPDATE connect_accounts SET is_ready = false
      WHERE owner_id = (SELECT owner_id FROM agents WHERE id = '${newcomer.id}')`);
    await db.query(`
      CREATE FUNCTION sandbox.become_ready() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN UPDATE connect_accounts SET is_ready = true WHERE owner_id = NEW.worker_owner_id; RETURN NULL; END $$;
      CREATE TRIGGER become_ready AFTER UPDATE ON jobs FOR EACH ROW WHEN (NEW.payout_status = 'pending_onboarding')
        EXECUTE FUNCTION sandbox.become_ready();`);
    try {
      await market.act(id, "cancel", buyer);
      const paid = await market.event(newcomer, "payment.received", (body) => body.job_id === id);
      expect(paid.body).toMatchObject({ amount: 5 });
    } finally {
      await db.query("DROP TRIGGER become_ready ON jobs; DROP FUNCTION sandbox.become_ready()");
    }
  });

  test("expires unaccepted at its deadline and releases the hold", async () => {
    const id = await market.post(buyer, worker, { deadline_hours: 2 });
    await app.advance(2 * 3600 + 1);
    await market.relog(buyer, worker);
    expect(await market.status(id, buyer)).toBe("cancelled");
    await market.event(worker, "job.expired", (body) => body.job_id === id);
    const [intent] = (await market.stripe("/v1/payment_intents?limit=100")).filter(
      ({ transfer_group }) => transfer_group === id,
    );
    expect(intent?.status).toBe("canceled");
  });
});
