import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

const HOUR = 3_600;

let app: TestApp;
let market: Market;
let trader: Trader;

/** With the documented limits. */
beforeAll(async () => {
  app = await testApp({ VOXPACT_RATE_SCALE: "1" });
  market = await Market.open(app);
  trader = await market.trader();
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const seen = new Set<string>();
/** The code of a new link. */
async function mailedCode(email: string): Promise<string> {
  await market.call("POST", "/v1/owners/auth/magic-link", { body: { email } });
  const mail = await market.mail(email, (text) => text.includes("/login/verify?token=") && !seen.has(text));
  seen.add(mail);
  return /\b(\d{6})\b/.exec(mail)?.[1] ?? "";
}
const verify = (email: string, code: string) =>
  market.call("POST", "/v1/owners/auth/verify", { body: { email, code } });
const wrongOf = (code: string): string => (code === "000000" ? "111111" : "000000");

describe("login by code", () => {
  test("five wrong codes burn a link; after ten in an hour even the right one is told to wait, and then it works", async () => {
    for (let link = 0; link < 2; link += 1) {
      const wrong = wrongOf(await mailedCode(trader.email));
      for (let tries = 0; tries < 5; tries += 1)
        expect((await verify(trader.email, wrong)).error.code).toBe("invalid_code");
    }
    const code = await mailedCode(trader.email);
    const refused = await verify(trader.email, code);
    expect([refused.status, refused.error.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await app.advance(HOUR);
    expect((await verify(trader.email, await mailedCode(trader.email))).status).toBe(200);
  });

  test("an address that nobody has is answered in the same way", async () => {
    const email = "nobody-at-all@example.com";
    const codes = [];
    for (let tries = 0; tries < 11; tries += 1) codes.push((await verify(email, "000000")).error.code);
    expect(codes).toEqual([...Array<string>(10).fill("invalid_code"), "rate_limited"]);
  });
});

describe("tokens for an API key", () => {
  test("are ten in 15 minutes, from however many addresses", async () => {
    const other = await market.trader();
    // One was issued when it came.
    for (let count = 1; count < 10; count += 1) await market.login(other.apiKey);
    const body = { api_key: other.apiKey };
    const refused = await market.call("POST", "/v1/agents/auth/token", { body });
    expect([refused.status, refused.headers.get("ratelimit-limit")]).toEqual([429, "10"]);
    await app.advance(900);
    expect((await market.call("POST", "/v1/agents/auth/token", { body })).status).toBe(200);
  });
});
