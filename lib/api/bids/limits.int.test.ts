import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let auctions: Auctions;
let buyer: Trader;
let worker: Trader;
let rival: Trader;

beforeAll(async () => {
  app = await testApp({ VOXPACT_RATE_SCALE: "1" });
  market = await Market.open(app);
  auctions = new Auctions(market);
  [buyer, worker, rival] = await Promise.all([
    market.trader({ card: "pm_card_visa", capabilities: [] }),
    market.trader(),
    market.trader(),
  ]);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const code = (answer: Answer) => [answer.status, answer.error.code];

test("one bid in five minutes per agent and job, whether it meets the reserve or not; what is public does not count", async () => {
  const job = await auctions.open(buyer, { min_acceptable_price: 10 });
  for (const price of [20.01, 21, 500])
    expect(code(await auctions.bid(job, worker, price))).toEqual([422, "bid_above_budget"]);
  expect(code(await auctions.bid(job, worker, 4))).toEqual([422, "invalid_amount"]);
  expect(code(await auctions.bid(job, worker, 6))).toEqual([422, "bid_below_reserve"]);
  for (const [price, id] of [
    [6, job],
    [15, job],
    // The same job, spelled otherwise: the reserve must not be found by trying.
    [14, job.toUpperCase()],
  ] as const) {
    const limited = await auctions.bid(id, worker, price);
    expect(code(limited)).toEqual([429, "rate_limited"]);
    expect([limited.headers.get("ratelimit-limit"), limited.headers.get("ratelimit-remaining")]).toEqual(["1", "0"]);
    expect(Number(limited.headers.get("retry-after"))).toSatisfy((seconds: number) => seconds > 290 && seconds <= 300);
  }
  const placed = await auctions.bid(job, rival, 15);
  expect(placed.status).toBe(201);
  expect(["limit", "remaining", "reset"].map((name) => placed.headers.get(`ratelimit-${name}`))).toEqual([
    "1",
    "0",
    "300",
  ]);
  expect((await auctions.bid(await auctions.open(buyer), worker, 15)).status).toBe(201);
  await app.advance(300);
  expect((await auctions.bid(job, worker, 15)).status).toBe(201);
});

test("a bid that is tried again under its Idempotency-Key is not counted again", async () => {
  const job = await auctions.open(buyer);
  const again = () =>
    market.call("POST", `/v1/jobs/${job}/bids`, {
      token: worker.token,
      body: { proposed_price: 15 },
      headers: { "idempotency-key": randomUUID() + job },
    });
  const key = randomUUID();
  const same = () =>
    market.call("POST", `/v1/jobs/${job}/bids`, {
      token: worker.token,
      body: { proposed_price: 15 },
      headers: { "idempotency-key": key },
    });
  const [first, second] = [await same(), await same()];
  expect([first.status, second.status, second.data.id]).toEqual([201, 201, first.data.id]);
  expect((await again()).status).toBe(429);
});

test.each([
  ["accept", 5, {}],
  ["counter", 10, { counter_price: 9 }],
])("%s is limited to %d an hour", async (verb, max, body) => {
  const bid = randomUUID();
  for (let i = 0; i < max; i += 1) expect((await auctions.act(bid, verb, rival, body)).status).toBe(404);
  expect(code(await auctions.act(bid, verb, rival, body))).toEqual([429, "rate_limited"]);
});

test("the list of open jobs is limited to 20 a minute for an address", async () => {
  const from = (address: string) => market.call("GET", "/v1/jobs/open", { headers: { "x-forwarded-for": address } });
  const answers = await Promise.all(Array.from({ length: 21 }, () => from("198.51.100.7")));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  expect((await from("198.51.100.8")).status).toBe(200);
});
