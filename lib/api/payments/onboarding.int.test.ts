import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

const DAY = 86_400;

let app: TestApp;
let market: Market;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

/** How many days this worker's payouts wait at Stripe. */
async function delayAtStripe(worker: Trader): Promise<number> {
  const { data } = await market.call("GET", "/v1/connect/status", { token: worker.token });
  const account = await market.call("GET", `/sandbox/stripe/v1/accounts/${String(data.stripe_account_id)}`, {
    headers: { authorization: "Bearer sk_sandbox" },
  });
  const { settings } = account.json as { settings: { payouts: { schedule: { delay_days: number } } } };
  return settings.payouts.schedule.delay_days;
}

test("delays the payouts of an account that was onboarded less than seven days ago, and no longer", async () => {
  const worker = await market.trader();
  await market.call("POST", "/v1/connect/onboard", { token: worker.token, body: {} });
  const usual = await delayAtStripe(worker);
  await market.onboard(worker);
  await app.advance(0);
  expect(await delayAtStripe(worker)).toBeGreaterThan(usual);
  await app.advance(7 * DAY + 60);
  await market.relog(worker);
  expect(await delayAtStripe(worker)).toBe(usual);
});
