import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { accountChanged } from ".";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let account: string;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
});
afterAll(async () => {
  await market.close();
  await app.close();
});
beforeEach(async () => {
  worker = await market.trader({ onboarded: true });
  const shown = await market.call("GET", "/v1/connect/status", { token: worker.token });
  account = String(shown.data.stripe_account_id);
  // The events of the onboarding itself are over.
  await app.advance(0);
});

/** Stripe sends an event of this account as it was before it was ready. */
async function lateEvent(id: string): Promise<void> {
  const snapshot = { accountId: account, chargesEnabled: false, payoutsEnabled: false, detailsSubmitted: true };
  const event = { id, type: "account.updated", createdAt: new Date(0), kind: "account" };
  await app.database.db.query(
    "INSERT INTO stripe_events (id, type, body, received_at) VALUES ($1, 'account.updated', $2, app_now())",
    [id, JSON.stringify({ ...event, account: { ...snapshot, ready: false } })],
  );
  await app.database.db.query(
    "SELECT graphile_worker.add_job('handle_stripe_event', json_build_object('event_id', $1::text))",
    [id],
  );
  await app.advance(0);
}
const isReady = async () =>
  (
    await app.database.db.query<{ is_ready: boolean }>(
      "SELECT is_ready FROM connect_accounts WHERE stripe_account_id = $1",
      [account],
    )
  )[0]?.is_ready;
const paid = (id: string) => market.event(worker, "payment.received", (body) => body.job_id === id);

describe("what Stripe says of an account", () => {
  test("is what it says now: an event that comes late withholds no payout", async () => {
    await lateEvent("evt_late");
    expect(await isReady()).toBe(true);
    await paid(await market.completed(buyer, worker));
  });

  test("is what it said last, when two events are worked on at once", async () => {
    const ctx = await systemContext();
    const asked: boolean[] = [];
    const getAccount = async (id: string) => {
      const live = await ctx.payments.getAccount(id);
      asked.push(live?.ready === true);
      // The first to ask hears what was true a moment before, and another event is worked on meanwhile.
      if (asked.length > 1 || live === null) return live;
      await accountChanged(ctx, account);
      return { ...live, payoutsEnabled: false, ready: false };
    };
    await accountChanged({ ...ctx, payments: { ...ctx.payments, getAccount } }, account);
    expect([await isReady(), asked]).toEqual([true, [true, true]]);
  });

  test("counts as not ready, until it is again, and what was earned meanwhile is sent then", async () => {
    const restrict = (verb: "restrict" | "unrestrict") =>
      market.call("POST", `/sandbox/stripe/v1/test_helpers/accounts/${account}/${verb}`, {
        headers: { authorization: "Bearer sk_sandbox" },
      });
    await restrict("restrict");
    await expect.poll(isReady).toBe(false);
    const id = await market.completed(buyer, worker);
    expect((await market.call("GET", `/v1/jobs/${id}`, { token: worker.token })).data.payout_status).toBe(
      "pending_onboarding",
    );
    await restrict("unrestrict");
    await paid(id);
  });
});

test("asking where onboarding stands takes over whatever differs, so that a lost event does not matter", async () => {
  await app.database.db.query(
    "UPDATE connect_accounts SET is_ready = false, payouts_enabled = false WHERE stripe_account_id = $1",
    [account],
  );
  const id = await market.completed(buyer, worker);
  const shown = await market.call("GET", "/v1/connect/status", { token: worker.token });
  expect(shown.data).toMatchObject({ is_ready: true, payouts_enabled: true });
  await paid(id);
});
