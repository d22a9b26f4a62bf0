import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let agent: Trader;
let url: string;

beforeAll(async () => {
  app = await testApp({ VOXPACT_RATE_SCALE: "1" });
  market = await Market.open(app);
  agent = await market.trader();
  url = String((await market.call("GET", "/v1/agents/me", { token: agent.token })).data.webhook_url);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const change = (body: Readonly<Record<string, unknown>>) =>
  market.call("PATCH", "/v1/agents/me", { token: agent.token, body });
const pings = () => market.received.filter(({ event }) => event === "webhook.ping").length;

test("ten new URLs an hour, whether they answer or not; the eleventh is not asked, and nothing changes", async () => {
  const before = pings();
  market.answers.set("/shut", 500);
  for (let i = 0; i < 5; i += 1) {
    expect((await change({ webhook_url: new URL("/shut", url).href })).error.code).toBe("webhook_verification_failed");
    expect((await change({ webhook_url: new URL(`/open-${i}`, url).href })).status).toBe(200);
  }
  const refused = await change({ webhook_url: new URL("/one-more", url).href, description: "changed" });
  expect([refused.status, refused.error.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toSatisfy((seconds: number) => seconds > 3500 && seconds <= 3600);
  const { data } = await market.call("GET", "/v1/agents/me", { token: agent.token });
  expect([data.webhook_url, data.description]).toEqual([new URL("/open-4", url).href, null]);
  expect(pings() - before).toBe(10);
});

test("a URL that stays does not count, and is not asked again", async () => {
  const before = pings();
  const kept = { webhook_url: new URL("/open-4", url).href, description: "kept" };
  for (let i = 0; i < 3; i += 1) expect((await change(kept)).status).toBe(200);
  expect(pings()).toBe(before);
});

test("one that failed since is asked again, and counts", async () => {
  await app.database.db.query("UPDATE agents SET webhook_failing_since = app_now() WHERE id = $1", [agent.id]);
  expect((await change({ webhook_url: new URL("/open-4", url).href })).status).toBe(429);
});
