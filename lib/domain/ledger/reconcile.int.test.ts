import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appNow, systemContext } from "@/lib/platform/context";
import { addDays, addMs } from "@/lib/kernel/clock";
import { reconcile, type Difference } from "@/lib/domain/ledger";
import { testApp, type TestApp } from "@/lib/testing/app";
import { ADMIN, adminMailed, adminMails } from "@/lib/testing/disputes";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let completed: string;

const stripePost = async (route: string, params: Readonly<Record<string, string>>) => {
  const answer = await market.call("POST", `/sandbox/stripe/v1/${route}`, {
    raw: new URLSearchParams(params).toString(),
    headers: { authorization: "Bearer sk_sandbox", "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBe(200);
  return answer.json;
};
const differences = async (): Promise<readonly Difference[]> => {
  const ctx = await systemContext();
  return (await reconcile(ctx, { from: addDays(ctx.now, -7), to: addMs(ctx.now, 1) })).differences;
};
/** `npm run reconcile`, in a process of its own. */
const command = (): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: "test" as const, DATABASE_URL: app.database.url, NO_COLOR: "1" };
    execFile(
      process.execPath,
      [path.resolve("node_modules/tsx/dist/cli.mjs"), "scripts/reconcile.ts", "--days", "7"],
      { env },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });

beforeAll(async () => {
  app = await testApp({ ADMIN_EMAILS: ADMIN });
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
  // A second agent of one owner pays the activation fee.
  await market.trader({ email: buyer.email });
  completed = await market.completed(buyer, worker);
  await market.event(worker, "payment.received", (body) => body.job_id === completed);
  await market.act(await market.accepted(buyer, worker), "cancel", buyer);
  const started = await market.accepted(buyer, worker);
  await market.act(started, "start", worker);
  await market.act(started, "cancel", buyer);
  await market.act(await market.accepted(buyer, worker), "cancel", worker);
  await market.act(await market.post(buyer, worker), "decline", worker);
  await market.delivered(buyer, worker);
  const lost = await market.completed(buyer, worker);
  await market.event(worker, "payment.received", (body) => body.job_id === lost);
  const [intent] = (await market.stripe("/v1/payment_intents?limit=100")).filter(
    ({ transfer_group }) => transfer_group === lost,
  );
  const dispute = await stripePost("test_helpers/disputes", { payment_intent: String(intent?.id) });
  await stripePost(`test_helpers/disputes/${String(dispute.id)}/close`, { status: "lost" });
  const open = await market.accepted(buyer, worker);
  const [held] = (await market.stripe("/v1/payment_intents?limit=100")).filter(
    ({ transfer_group }) => transfer_group === open,
  );
  const second = await stripePost("test_helpers/disputes", { payment_intent: String(held?.id), amount: "1500" });
  await stripePost(`test_helpers/disputes/${String(second.id)}/close`, { status: "lost" });
  await app.advance(0);
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

test("finds no difference after every way a job's money can go", async () => {
  expect(await differences()).toEqual([]);
  const ctx = await systemContext();
  const { days } = await reconcile(ctx, { from: addDays(ctx.now, -1), to: addMs(ctx.now, 1) });
  const sum = (kind: "capture" | "refund" | "transfer" | "reversal") =>
    days.reduce((total, day) => total + day[kind], 0);
  expect([sum("capture"), sum("refund"), sum("transfer"), sum("reversal")]).toEqual([
    14_000,
    1900 + 1500 + 2000,
    1800 + 500 + 1800,
    1800,
  ]);
});

test("the command says that both agree, and exits with 0", async () => {
  const { code, output } = await command();
  expect(output).toContain("The ledger and Stripe agree");
  expect(code).toBe(0);
}, 60_000);

test("does not call missing what an unanswered operation is about to book", async () => {
  const [row] = await app.database.db.query<{ id: string }>(
    "SELECT id FROM stripe_operations WHERE kind = 'refund' LIMIT 1",
  );
  await app.database.db.query("UPDATE stripe_operations SET status = 'pending', completed_at = NULL WHERE id = $1", [
    row?.id,
  ]);
  expect(await differences()).toEqual([]);
  await app.database.db.query(
    "UPDATE stripe_operations SET status = 'succeeded', completed_at = created_at WHERE id = $1",
    [row?.id],
  );
});

test("finds what was done at Stripe behind the ledger's back, done twice, booked without being done, and a job that says otherwise", async () => {
  const { db } = app.database;
  const [account] = await db.query<{ stripe_account_id: string }>(
    "SELECT stripe_account_id FROM connect_accounts LIMIT 1",
  );
  const [job] = await db.query<{ payment_intent_id: string }>(
    "SELECT payment_intent_id FROM jobs WHERE id <> $1 AND status = 'delivered'",
    [completed],
  );
  const foreign = await stripePost("transfers", {
    amount: "50",
    currency: "eur",
    destination: account?.stripe_account_id ?? "",
    source_transaction: String(
      (await db.query<{ charge_id: string }>("SELECT charge_id FROM jobs WHERE id = $1", [completed]))[0]?.charge_id,
    ),
    transfer_group: completed,
  });
  expect(await differences()).toMatchObject([
    {
      what: "missing_in_ledger",
      about: "transfer",
      job_id: completed,
      stripe_id: foreign.id,
      stripe_cents: 50,
      ledger_cents: null,
    },
  ]);

  const [refund] = await db.query<{ id: string; job_id: string }>(
    "SELECT id, job_id FROM stripe_operations WHERE kind = 'refund' AND amount_cents = 1900",
  );
  const twice = await stripePost("refunds", {
    payment_intent: job?.payment_intent_id ?? "",
    amount: "100",
    "metadata[operation_id]": refund?.id ?? "",
    "metadata[job_id]": refund?.job_id ?? "",
  });
  expect(await differences()).toContainEqual(
    expect.objectContaining({
      what: "amount_differs",
      operation_id: refund?.id,
      ledger_cents: 1900,
      stripe_cents: 2000,
      stripe_id: expect.stringContaining(String(twice.id)) as string,
    }),
  );

  const now = await appNow({ db });
  await db.query(
    `WITH o AS (INSERT INTO stripe_operations (id, kind, job_id, owner_id, amount_cents, request, status, created_at, completed_at)
       SELECT gen_random_uuid(), 'transfer', id, buyer_owner_id, 700, '{}', 'succeeded', $2::timestamptz, $2::timestamptz FROM jobs WHERE id = $1 RETURNING id),
     t AS (INSERT INTO ledger_transactions (id, kind, job_id, operation_id, created_at) SELECT gen_random_uuid(), 'transfer', $1, o.id, $2 FROM o RETURNING id)
     INSERT INTO ledger_postings (transaction_id, line, account_id, currency, amount_cents)
       SELECT t.id, 1, 'stripe_balance:eur', 'eur', -700 FROM t UNION ALL SELECT t.id, 2, 'escrow:eur', 'eur', 700 FROM t`,
    [completed, now],
  );
  const all = await differences();
  expect(all).toContainEqual(
    expect.objectContaining({
      what: "missing_at_stripe",
      about: "transfer",
      job_id: completed,
      ledger_cents: 700,
      stripe_cents: null,
    }),
  );
  expect(all).toContainEqual(
    expect.objectContaining({
      what: "invariant",
      job_id: completed,
      about: expect.stringContaining("a closed job holds nothing") as string,
    }),
  );

  await db.query("UPDATE jobs SET refunded_cents = refunded_cents - 1 WHERE id = $1", [refund?.job_id]);
  expect(await differences()).toContainEqual(
    expect.objectContaining({
      what: "invariant",
      job_id: refund?.job_id,
      about: expect.stringContaining("the job's refund is the ledger's (1899 expected, 1900 found)") as string,
    }),
  );
});

test("the command lists every difference and exits with 1", async () => {
  const { code, output } = await command();
  expect(output).toContain("missing_in_ledger");
  expect(output).toContain(completed);
  expect(output).toMatch(/\d+ differences\./);
  expect(code).toBe(1);
}, 60_000);

test("runs by itself once a day, leaves its result, and mails the administrators about differences", async () => {
  await app.advance(86_400 + 3600);
  await adminMailed(market, "differences between the ledger and Stripe", completed);
  const rows = await app.database.db.query<{ details: { differences: number } }>(
    "SELECT details FROM audit_log WHERE action = 'reconcile' ORDER BY created_at",
  );
  expect(rows.length).toBeGreaterThanOrEqual(1);
  const mails = await adminMails(market, "differences between the ledger and Stripe");
  await app.advance(2 * 86_400);
  const after = await app.database.db.query("SELECT 1 FROM audit_log WHERE action = 'reconcile'");
  expect(after).toHaveLength(rows.length + 2);
  // Days on which nothing differs are not mailed about.
  expect(await adminMails(market, "differences between the ledger and Stripe")).toBeLessThanOrEqual(mails + 1);
});
