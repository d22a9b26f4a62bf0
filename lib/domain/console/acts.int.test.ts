import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freeze, retryOperation, unfreeze } from "@/lib/domain/jobs";
import { reconcileNow } from "@/lib/domain/ledger";
import { enableEndpoint } from "@/lib/domain/webhooks";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { audits, IMPOSTOR, operator, refusalOf } from "@/lib/testing/operators";
import { backgroundWork, pendingOperations, pendingPayouts, refusedOperations, retryTask } from ".";

const NOWHERE = "00000000-0000-7000-8000-000000000000";
const FIRST = { after: null, limit: 50 } as const;

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa" });
  worker = await market.trader({ onboarded: true });
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

const fault = (mode: string) => market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode } });

describe("freezing", () => {
  test("is for operators alone, needs a reason, and is on record with it", async () => {
    const job = await market.accepted(buyer, worker);
    expect(await refusalOf(freeze(await operator(IMPOSTOR), job, "Because."))).toBe("forbidden");
    expect(await refusalOf(freeze(await operator(), job, " "))).toBe("invalid_request");
    expect(await refusalOf(freeze(await operator(), NOWHERE, "Nobody's."))).toBe("not_found");
    expect(await market.status(job, buyer)).toBe("accepted");

    await freeze(await operator(), job, " A stolen card? ");
    expect(await refusalOf(unfreeze(await operator(IMPOSTOR), job, null))).toBe("forbidden");
    await unfreeze(await operator(), job, "The owner has answered.");
    expect(await market.status(job, buyer)).toBe("accepted");
    expect(await audits(app.database, "job.freeze", job)).toEqual([
      { actor: SANDBOX_OPERATOR, details: { reason: "A stolen card?" } },
    ]);
    expect(await audits(app.database, "job.unfreeze", job)).toEqual([
      { actor: SANDBOX_OPERATOR, details: { reason: "The owner has answered." } },
    ]);
  });

  test("of two operators at once, one freezes and one unfreezes", async () => {
    const job = await market.accepted(buyer, worker);
    const both = async (act: () => Promise<unknown>) =>
      (await Promise.all([refusalOf(act()), refusalOf(act())])).toSorted();
    const first = await operator();
    expect(await both(() => freeze(first, job, "At once."))).toEqual(["invalid_job_status", null]);
    expect(await both(() => unfreeze(first, job, "At once."))).toEqual(["invalid_job_status", null]);
    expect(await audits(app.database, "job.freeze", job)).toHaveLength(1);
    expect(await audits(app.database, "job.unfreeze", job)).toHaveLength(1);
  });
});

describe("retrying an operation", () => {
  /** A cancellation that Stripe did not answer, whose next try is a day away. */
  async function unanswered(): Promise<{ readonly job: string; readonly operation: string }> {
    const job = await market.accepted(buyer, worker);
    await fault("down");
    const answer = await market.act(job, "cancel", buyer, { reason: "Not needed." });
    expect(answer.status).toBe(503);
    const { db } = app.database;
    const [row] = await db.query<{ id: string }>(
      "SELECT id FROM stripe_operations WHERE job_id = $1 AND kind = 'refund'",
      [job],
    );
    const operation = row?.id ?? "";
    await db.query(
      "UPDATE graphile_worker._private_jobs SET run_at = clock_timestamp() + interval '1 day' WHERE key = $1 AND locked_at IS NULL",
      [`operation:${operation}`],
    );
    await fault("none");
    return { job, operation };
  }

  test("asks Stripe now, and the job goes on from the answer", async () => {
    const { job, operation } = await unanswered();
    const listed = await pendingOperations(await operator(), 50);
    expect(listed.find(({ id }) => id === operation)).toMatchObject({ kind: "refund", jobId: job, command: "cancel" });

    expect(await refusalOf(retryOperation(await operator(IMPOSTOR), operation))).toBe("forbidden");
    await retryOperation(await operator(), operation);
    await market.reach(job, buyer, "cancelled");
    expect(await audits(app.database, "operation.retry", operation)).toMatchObject([
      { actor: SANDBOX_OPERATOR, details: { job_id: job, kind: "refund", status: "pending" } },
    ]);
    expect(await refusalOf(retryOperation(await operator(), operation))).toBe("nothing_to_retry");
    expect(await audits(app.database, "operation.retry", operation)).toHaveLength(1);
  });

  test("by two operators at once moves the money once", async () => {
    const { job, operation } = await unanswered();
    await Promise.all([
      refusalOf(retryOperation(await operator(), operation)),
      refusalOf(retryOperation(await operator(), operation)),
    ]);
    await market.reach(job, buyer, "cancelled");
    const intents = await market.stripe("/v1/payment_intents?limit=100");
    const intent = intents.find(({ transfer_group }) => transfer_group === job);
    expect(await market.stripe(`/v1/refunds?payment_intent=${String(intent?.id)}`)).toHaveLength(1);
  });

  test("is refused for what Stripe has refused, which is listed with what it said", async () => {
    const broke = await market.trader({ card: "pm_card_chargeCustomerFail" });
    const posted = await market.call("POST", "/v1/jobs", { token: broke.token, body: market.directJob(worker) });
    expect(posted.status).toBe(402);
    const { rows } = await refusedOperations(await operator(), FIRST);
    const declined = rows.find(({ title }) => title !== null);
    expect(declined).toMatchObject({ kind: "hold", status: "refused", amountCents: 2_000 });
    expect(declined?.error).toMatch(/declined/i);
    expect(await refusalOf(retryOperation(await operator(), declined?.id ?? NOWHERE))).toBe("nothing_to_retry");
    expect(await refusalOf(retryOperation(await operator(), NOWHERE))).toBe("not_found");
  });
});

test("a payout that waits for its owner's account is listed until it has left", async () => {
  const late = await market.trader();
  const job = await market.completed(buyer, late);
  const listed = async () => (await pendingPayouts(await operator(), FIRST)).rows.filter(({ jobId }) => jobId === job);
  expect(await listed()).toMatchObject([{ status: "pending_onboarding", netCents: 1_800, operationId: null }]);
  await market.onboard(late);
  await market.event(late, "payment.received");
  expect(await listed()).toEqual([]);
});

describe("retrying a background job", () => {
  async function poisoned(): Promise<number> {
    const [row] = await app.database.db.query<{ id: number }>(
      `SELECT id FROM graphile_worker.add_job('send_mail', '{"mail_id": "no id at all"}', max_attempts := 1)`,
    );
    const id = row?.id ?? 0;
    await expect
      .poll(async () => (await backgroundWork(await operator(), 50)).troubled.find((task) => task.id === id))
      .toMatchObject({ task: "send_mail", failed: true, attempts: 1, maxAttempts: 1 });
    return id;
  }

  test("lets one that was given up run again, and is on record with its error", async () => {
    const id = await poisoned();
    const { counts, troubled } = await backgroundWork(await operator(), 50);
    expect(counts.find(({ task }) => task === "send_mail")?.failed).toBeGreaterThan(0);
    expect(troubled.find((task) => task.id === id)?.lastError).toContain("no id at all");
    expect(await refusalOf(retryTask(await operator(IMPOSTOR), id))).toBe("forbidden");

    await app.database.db.query("UPDATE graphile_worker._private_jobs SET payload = $2 WHERE id = $1", [
      id,
      JSON.stringify({ mail_id: NOWHERE }),
    ]);
    await retryTask(await operator(), id);
    await expect
      .poll(async () => (await backgroundWork(await operator(), 50)).troubled.some((task) => task.id === id))
      .toBe(false);
    expect(await audits(app.database, "task.retry", String(id))).toMatchObject([
      { actor: SANDBOX_OPERATOR, details: { task: "send_mail", attempts: 1 } },
    ]);
    expect(await refusalOf(retryTask(await operator(), id))).toBe("not_found");
  });

  test("leaves one that has not been tried alone", async () => {
    const [row] = await app.database.db.query<{ id: number }>(
      `SELECT id FROM graphile_worker.add_job('send_mail', '{"mail_id": "${NOWHERE}"}', run_at := clock_timestamp() + interval '1 day')`,
    );
    const { counts } = await backgroundWork(await operator(), 0);
    const mails = counts.find(({ task }) => task === "send_mail");
    expect(mails?.waiting).toBeGreaterThan(0);
    expect(mails?.nextDue?.getTime()).toBeGreaterThan((await operator()).now.getTime());
    expect(await refusalOf(retryTask(await operator(), row?.id ?? 0))).toBe("nothing_to_retry");
    expect(await refusalOf(retryTask(await operator(), Number.NaN))).toBe("not_found");
  });
});

describe("switching an endpoint on", () => {
  test("is for operators, once, and on record", async () => {
    const { db } = app.database;
    await db.query(
      "UPDATE agents SET webhook_failing_since = app_now(), webhook_disabled_at = app_now() WHERE id = $1",
      [worker.id],
    );
    expect(await refusalOf(enableEndpoint(await operator(IMPOSTOR), worker.id))).toBe("forbidden");
    const refusals = await Promise.all([
      refusalOf(enableEndpoint(await operator(), worker.id)),
      refusalOf(enableEndpoint(await operator(), worker.id)),
    ]);
    expect(refusals.toSorted()).toEqual(["nothing_to_retry", null]);
    const [row] = await db.query("SELECT webhook_failing_since, webhook_disabled_at FROM agents WHERE id = $1", [
      worker.id,
    ]);
    expect(row).toEqual({ webhook_failing_since: null, webhook_disabled_at: null });
    expect(await audits(app.database, "webhook.enable", worker.id)).toHaveLength(1);
  });
});

test("comparing with Stripe finds both in agreement, is on record, and is for operators and bounded spans alone", async () => {
  await market.completed(buyer, worker);
  const found = await reconcileNow(await operator(), 1);
  expect(found.differences).toEqual([]);
  expect(found.days[0]?.capture).toBeGreaterThan(0);
  const day = found.from.toISOString().slice(0, 10);
  const records = await audits(app.database, "reconcile", day);
  expect(records.at(-1)).toMatchObject({ actor: SANDBOX_OPERATOR, details: { days: 1, differences: 0 } });
  expect(await refusalOf(reconcileNow(await operator(IMPOSTOR), 1))).toBe("forbidden");
  for (const days of [0, 32, 1.5])
    expect(await refusalOf(reconcileNow(await operator(), days))).toBe("invalid_request");
});
