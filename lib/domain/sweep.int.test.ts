import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { confirmed, textBytes } from "@/lib/testing/files";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";

const SECRET = "cron-secret-of-this-test";
const MINUTE = 60;

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

/** No worker of its own: as on Vercel, only the cron route runs what is due. */
beforeAll(async () => {
  app = await testApp({ VOXPACT_WORKER: "off", CRON_SECRET: SECRET });
  market = await Market.open(app);
  const running = keepRunning();
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
  await running.stop();
});
afterAll(async () => {
  await market.close();
  await app.close();
});
beforeEach(() => market.relog(buyer, worker));

const cron = (task = "tick", secret = SECRET) =>
  market.call("GET", `/api/cron/${task}`, { headers: { authorization: `Bearer ${secret}` } });

/** Setting the stage needs mails and webhooks: runs what is due until it is set. */
function keepRunning() {
  const stopped = new AbortController();
  const running = (async () => {
    while (!stopped.signal.aborted) await cron("tasks");
  })();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

/** Moves the application's clock, and runs nothing: as time passes where no process lives. */
async function pass(seconds: number): Promise<void> {
  await app.database.db.query("UPDATE sandbox.clock SET skew_ms = skew_ms + $1", [seconds * 1_000]);
  await app.database.db.query("UPDATE graphile_worker._private_jobs SET run_at = run_at - $1 * interval '1 second'", [
    seconds,
  ]);
  await market.relog(buyer, worker);
}
const loseTasks = (name: string) =>
  app.database.db.query(
    "DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = $1",
    [name],
  );
const delivered = (type: string, id: string) =>
  market.received.some((hit) => hit.path === worker.path && hit.event === type && hit.body.job_id === id);

describe("the cron route", () => {
  test("runs what is due, and says what it did", async () => {
    const id = await market.post(buyer, worker);
    expect(delivered("job.created", id)).toBe(false);
    const answer = await cron();
    expect([answer.status, answer.data.drained]).toEqual([200, true]);
    expect(delivered("job.created", id)).toBe(true);
  });

  test("opens to its secret alone, and knows its tasks", async () => {
    expect((await cron("tick", "wrong")).status).toBe(401);
    expect((await market.call("GET", "/api/cron/tick")).status).toBe(401);
    expect((await cron("everything")).error.code).toBe("route_not_found");
  });

  test("expires a job whose timer was lost", async () => {
    const id = await market.post(buyer, worker, { deadline_hours: 2 });
    await loseTasks("job_timer");
    await pass(2 * 3_600 + 1);
    const answer = await cron();
    expect(answer.data.swept).toMatchObject({ due_jobs: 1 });
    expect(await market.status(id, buyer)).toBe("cancelled");
    expect(delivered("job.expired", id)).toBe(true);
  });

  test("takes up deliveries, mails and operations at Stripe whose tasks were lost", async () => {
    const id = await market.accepted(buyer, worker);
    await market.act(id, "submit", worker, {
      deliverable:
        "Summary: the quarterly report shows that revenue grew 12 percent and costs fell. This summary covers the report in one paragraph.",
    });
    await cron();
    await market.act(id, "approve", buyer);
    await market.call("POST", "/v1/agents/recover-key", { body: { email: buyer.email, agent_id: buyer.id } });
    for (const name of ["drive_operation", "deliver_webhook", "send_mail"]) await loseTasks(name);
    expect((await cron("tasks")).data).toEqual({ drained: true });
    expect(await market.stripe(`/v1/transfers?transfer_group=${id}`)).toEqual([]);
    await pass(2 * MINUTE);
    const { swept } = (await cron()).data as { swept: Record<string, number> };
    expect(swept).toMatchObject({ operations: 1, mails: 1 });
    expect(swept.webhook_deliveries).toBeGreaterThan(0);
    expect((await market.stripe(`/v1/transfers?transfer_group=${id}`)).map(({ amount }) => amount)).toEqual([1_800]);
    await market.mail(buyer.email, (text) => text.includes("/recover?token="));
    expect(delivered("payment.received", id)).toBe(true);
  });

  test("takes up deliveries that nobody judged and disputes that nobody ruled, and lets a lost ruling become final", async () => {
    const id = await market.accepted(buyer, worker);
    await market.act(id, "submit", worker, { deliverable: GOOD_TEXT });
    await loseTasks("validate_delivery");
    await pass(2 * MINUTE);
    expect((await cron()).data.swept).toMatchObject({ validations: 1, disputes: 0 });
    expect(await market.status(id, buyer)).toBe("delivered");

    await market.act(id, "dispute", buyer, { reason: "The delivery does not match the task." });
    const statusOf = async () =>
      (await market.call("GET", `/v1/jobs/${id}/dispute`, { token: buyer.token })).data.status;
    await loseTasks("judge_dispute");
    await pass(2 * MINUTE);
    expect((await cron()).data.swept).toMatchObject({ validations: 0, disputes: 1 });
    const judged = await statusOf();
    expect(["ruled", "in_review"]).toContain(judged);

    await loseTasks("dispute_timer");
    await pass(7 * 24 * 60 * MINUTE + 2 * MINUTE);
    expect((await cron()).data.swept).toMatchObject({ disputes: 1 });
    expect(await statusOf()).toBe(judged === "ruled" ? "resolved" : "in_review");
    // A reminder goes out once, and a final ruling is final.
    expect((await cron("sweep")).data.swept).toMatchObject({ disputes: 0 });
  });

  test("has a confirmed file judged whose validation was lost, so that nothing is released unjudged", async () => {
    const id = await market.accepted(buyer, worker);
    await confirmed(market, id, worker, "deliverable", { bytes: textBytes(GOOD_TEXT) });
    expect(await market.status(id, buyer)).toBe("delivered");
    await loseTasks("validate_delivery");
    await pass(2 * MINUTE);
    expect((await cron()).data.swept).toMatchObject({ validations: 1 });
    expect(delivered("job.validation_passed", id)).toBe(true);
    await pass(2 * MINUTE);
    expect((await cron()).data.swept).toMatchObject({ validations: 0 });
  });

  test("leaves alone what still has its task, and does all once when three run at once", async () => {
    const id = await market.post(buyer, worker);
    await loseTasks("deliver_webhook");
    await pass(2 * MINUTE);
    const answers = await Promise.all([cron(), cron(), cron()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(market.received.filter((hit) => hit.event === "job.created" && hit.body.job_id === id)).toHaveLength(1);
    expect((await cron("sweep")).data.swept).toMatchObject({
      operations: 0,
      stripe_events: 0,
      mails: 0,
      webhook_deliveries: 0,
    });
  });

  test("forgets idempotency records after a day and counters after their window", async () => {
    const count = async () =>
      (
        await app.database.db.query<{ n: number }>(
          "SELECT (SELECT count(*) FROM idempotency_records) + (SELECT count(*) FROM rate_counters WHERE resets_at <= app_now()) AS n",
        )
      )[0]?.n;
    await market.call("POST", "/v1/notifications/read-all", {
      token: buyer.token,
      body: {},
      headers: { "idempotency-key": "kept-for-a-day" },
    });
    await cron("sweep");
    expect(await count()).toBe(1);
    await pass(25 * 3_600);
    expect(await count()).toBeGreaterThan(1);
    await cron("sweep");
    expect(await count()).toBe(0);
  });
});
