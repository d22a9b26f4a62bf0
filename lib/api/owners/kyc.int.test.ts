import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market } from "@/lib/testing/market";

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

const start = (token?: string) => market.call("POST", "/v1/owners/kyc/start", { token, body: {} });
const status = async (token: string) => (await market.call("GET", "/v1/owners/kyc", { token })).data;
const owner = async () => {
  const trader = await market.trader();
  return { trader, token: await market.ownerToken(trader.email) };
};
/** The person shows a document on Stripe's page. */
const show = (url: unknown, passed: boolean) => market.call("POST", `${String(url)}/complete`, { body: { passed } });
/** What is kept, without asking: the API would ask Stripe itself. */
const kept = async (email: string) =>
  (await app.database.db.query<{ kyc_status: string }>("SELECT kyc_status FROM owners WHERE email = $1", [email]))[0]
    ?.kyc_status;

describe("the identity check of an owner", () => {
  test("starts at Stripe, goes on with the same page, and ends verified by Stripe's event", async () => {
    const { token, trader } = await owner();
    expect(await status(token)).toMatchObject({ status: "none", verification_url: null, updated_at: null });
    const first = await start(token);
    expect([first.status, first.data.status]).toEqual([200, "pending"]);
    const again = await start(token);
    expect(again.data).toEqual(first.data);
    expect((await status(token)).verification_url).toBe(first.data.verification_url);
    expect((await show(first.data.verification_url, true)).status).toBe(200);
    await expect.poll(() => kept(trader.email)).toBe("verified");
    expect(await status(token)).toMatchObject({ status: "verified", verification_url: null });
    expect((await start(token)).data).toEqual({ status: "verified", verification_url: null });
  });

  test("fails with a document that Stripe refuses, and can be repeated on the same page", async () => {
    const { token, trader } = await owner();
    const { data } = await start(token);
    await show(data.verification_url, false);
    await expect.poll(() => kept(trader.email)).toBe("failed");
    expect(await status(token)).toMatchObject({ status: "failed", verification_url: data.verification_url });
    expect((await start(token)).data.verification_url).toBe(data.verification_url);
    await show(data.verification_url, true);
    await expect.poll(() => kept(trader.email)).toBe("verified");
  });

  test("takes the owner's token alone, and no unknown fields", async () => {
    const { trader } = await owner();
    for (const [method, path] of [
      ["POST", "/v1/owners/kyc/start"],
      ["GET", "/v1/owners/kyc"],
    ] as const) {
      expect((await market.call(method, path)).error.code).toBe("missing_credential");
      expect((await market.call(method, path, { token: trader.token })).error.code).toBe("owner_scope_required");
    }
    const { token } = await owner();
    expect((await market.call("POST", "/v1/owners/kyc/start", { token, body: { level: 2 } })).error.code).toBe(
      "unknown_field",
    );
  });

  test("answers 503 while Stripe is down, and 200 with what is known for the status", async () => {
    const { token } = await owner();
    await start(token);
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "down" } });
    const [started, known] = [await start(token), await status(token)];
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "none" } });
    expect([started.status, started.error.code]).toEqual([503, "payment_provider_unavailable"]);
    expect(known).toMatchObject({ status: "pending" });
  });
});
