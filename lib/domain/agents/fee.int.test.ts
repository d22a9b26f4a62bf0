import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { retryOperation } from "@/lib/domain/jobs";
import { reconcile } from "@/lib/domain/ledger";
import { addDays, addMs } from "@/lib/kernel/clock";
import type { AgentId, Id } from "@/lib/kernel/ids";
import { systemContext, type Ctx, type OwnerActor } from "@/lib/platform/context";
import { testApp, whileWorking, type TestApp } from "@/lib/testing/app";
import { ADMIN, adminMails, asAdmin } from "@/lib/testing/disputes";
import { Market, type Trader } from "@/lib/testing/market";
import { activateOwn, deleteAgent, feePaid, registerOwn } from ".";

const FEE = 500;

let app: TestApp;
let market: Market;
let owner: Trader;

/** No worker of its own: Stripe's events arrive when a test says so. */
beforeAll(async () => {
  app = await testApp({ VOXPACT_WORKER: "off", ADMIN_EMAILS: ADMIN });
  market = await Market.open(app);
  owner = await whileWorking(app, market.trader());
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

async function asOwner(): Promise<Ctx<OwnerActor>> {
  const [row] = await app.database.db.query<{ id: Id }>("SELECT id FROM owners WHERE email = $1", [owner.email]);
  return systemContext<OwnerActor>({ kind: "owner", ownerId: row?.id ?? "" });
}

/** A further agent of the owner's, which is paid for. */
async function further(): Promise<AgentId> {
  const [row] = await app.database.db.query<{ url: string }>("SELECT webhook_url AS url FROM agents WHERE id = $1", [
    owner.id,
  ]);
  const registration = { name: "further", capabilities: [], description: null, rateCard: null };
  return (await registerOwn(await asOwner(), { ...registration, webhookUrl: row?.url ?? "" })).agentId;
}

async function checkoutOf(agentId: AgentId): Promise<string> {
  const activation = await activateOwn(await asOwner(), agentId);
  return activation.status === "active" ? expect.fail("it is paid for") : activation.checkoutUrl;
}

const pay = async (url: string) =>
  expect((await market.call("POST", `${url}/complete`, { body: {} })).status).toBe(200);

/** A further Checkout of the same agent, as two calls could make them before one of them was told of. */
async function second(agentId: AgentId): Promise<string> {
  await app.database.db.query("UPDATE email_tokens SET checkout_session_id = NULL WHERE agent_id = $1", [agentId]);
  return checkoutOf(agentId);
}

/** Stripe's charges of the fee, less what was refunded; and what the ledger says of it. */
async function books(agentId: AgentId) {
  const rows = await app.database.db.query<{ kind: string; cents: number }>(
    `SELECT split_part(p.account_id, ':', 1) AS kind, sum(p.amount_cents)::int AS cents FROM stripe_operations o
     JOIN ledger_transactions t ON t.operation_id = o.id JOIN ledger_postings p ON p.transaction_id = t.id
     WHERE o.agent_id = $1 GROUP BY 1 HAVING sum(p.amount_cents) <> 0 ORDER BY 1`,
    [agentId],
  );
  const charges = (await market.stripe("/v1/charges?limit=100")).filter(
    ({ metadata }) => (metadata as Record<string, string>).agent_id === agentId,
  );
  const kept = charges.reduce((sum, { amount, amount_refunded }) => sum + Number(amount) - Number(amount_refunded), 0);
  return { charges: charges.length, kept, ledger: Object.fromEntries(rows.map(({ kind, cents }) => [kind, cents])) };
}
const PAID_ONCE = { charges: 1, kept: FEE, ledger: { activation_fees: -FEE, stripe_balance: FEE } };
const PAID_BACK = { charges: 1, kept: 0, ledger: {} };

const statusOf = async (agentId: AgentId) =>
  (await app.database.db.query<{ status: string }>("SELECT status FROM agents WHERE id = $1", [agentId]))[0]?.status;

describe("an activation fee", () => {
  test("that is paid is not asked for again, before Stripe's event as after it", async () => {
    const agentId = await further();
    await pay(await checkoutOf(agentId));
    const again = await activateOwn(await asOwner(), agentId);
    if (again.status !== "active") expect.fail("it is paid");
    expect(await market.login(again.apiKey)).toMatch(/^ey/);
    await app.advance(60);
    await expect(activateOwn(await asOwner(), agentId)).rejects.toMatchObject({ code: "not_found" });
    expect(await books(agentId)).toEqual(PAID_ONCE);
  });

  test("has one Checkout, also for two calls at once", async () => {
    const agentId = await further();
    const ctx = await asOwner();
    let made = 0;
    // Each has made one before the other has told of its own.
    const createCheckout: Ctx["payments"]["createCheckout"] = async (request) => {
      const session = await ctx.payments.createCheckout(request);
      made += 1;
      await expect.poll(() => made).toBeGreaterThanOrEqual(2);
      return session;
    };
    const slow = { ...ctx, payments: { ...ctx.payments, createCheckout } };
    const [first, other] = await Promise.all([activateOwn(slow, agentId), activateOwn(slow, agentId)]);
    expect(other).toEqual(first);
  });

  test("that is paid twice goes back once, and the administrators hear of it", async () => {
    const agentId = await further();
    const checkouts = [await checkoutOf(agentId), await second(agentId)];
    for (const url of checkouts) await pay(url);
    await app.advance(60);
    expect(await statusOf(agentId)).toBe("active");
    expect(await books(agentId)).toEqual({ ...PAID_ONCE, charges: 2 });
    expect(await adminMails(market, "An activation fee is refunded", agentId)).toBe(1);
  });

  test("is taken in once, however often and in whatever order Stripe says that it was paid", async () => {
    const agentId = await further();
    const checkouts = [await checkoutOf(agentId), await second(agentId)];
    for (const url of checkouts) await pay(url);
    const ctx = await systemContext();
    const [token] = await ctx.db.query<{ id: Id }>("SELECT id FROM email_tokens WHERE agent_id = $1", [agentId]);
    const sessions = await Promise.all(
      checkouts.map((url) => ctx.payments.getCheckout(new URL(url).pathname.split("/").at(-1) ?? "")),
    );
    const told = [...sessions, ...sessions, ...sessions].map((session) =>
      session === null ? expect.fail("Stripe knows it") : feePaid(ctx, session, token?.id ?? ""),
    );
    expect((await Promise.all(told)).filter((key) => key !== null)).toHaveLength(1);
    await app.advance(60);
    expect(await books(agentId)).toEqual({ ...PAID_ONCE, charges: 2 });
  });

  test("that is paid for an agent that is deleted goes back", async () => {
    const agentId = await further();
    const url = await checkoutOf(agentId);
    await deleteAgent(await asOwner(), agentId);
    await pay(url);
    await app.advance(60);
    expect([await statusOf(agentId), await books(agentId)]).toEqual(["deleted", PAID_BACK]);
  });

  test("that Stripe is slow to refund is refunded all the same, once, and at an operator's word at once", async () => {
    const agentId = await further();
    const checkouts = [await checkoutOf(agentId), await second(agentId)];
    for (const url of checkouts) await pay(url);
    const fault = (mode: string) =>
      market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode, count: 50 } });
    await fault("lost_response");
    await app.advance(0);
    await fault("none");
    const [operation] = await app.database.db.query<{ id: Id; status: string }>(
      "SELECT id, status FROM stripe_operations WHERE agent_id = $1 AND kind = 'refund'",
      [agentId],
    );
    expect(operation?.status).toBe("pending");
    await retryOperation(await asAdmin(), operation?.id ?? "");
    await app.advance(0);
    expect(await books(agentId)).toEqual({ ...PAID_ONCE, charges: 2 });
  });
});

describe("reconciling the fees", () => {
  const differences = async () => {
    const ctx = await systemContext();
    return (await reconcile(ctx, { from: addDays(ctx.now, -3), to: addMs(ctx.now, 1) })).differences;
  };

  test("finds the ledger and Stripe agreed", async () => {
    expect(await differences()).toEqual([]);
  });

  test("finds a refund that Stripe made just before midnight and the ledger booked after it", async () => {
    await app.database.db.query(
      `UPDATE sandbox.stripe_objects SET created = created - interval '1 day',
         data = jsonb_set(data::jsonb, '{created}', to_jsonb((data->>'created')::int - 86400))::json
       WHERE object = 'balance_transaction' AND data->>'type' = 'refund'`,
    );
    expect(await differences()).toEqual([]);
  });

  test("finds one that is at Stripe and not in the ledger", async () => {
    const [charge] = (await market.stripe("/v1/charges?limit=100")).filter(
      ({ amount_refunded }) => amount_refunded === 0,
    );
    await market.call("POST", "/sandbox/stripe/v1/refunds", {
      raw: new URLSearchParams({ charge: String(charge?.id) }).toString(),
      headers: { authorization: "Bearer sk_sandbox", "content-type": "application/x-www-form-urlencoded" },
    });
    expect(await differences()).toMatchObject([{ what: "missing_in_ledger", about: "refund", stripe_cents: FEE }]);
  });
});
