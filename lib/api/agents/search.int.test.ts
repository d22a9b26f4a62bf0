import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let low: Trader;
let high: Trader;
let middle: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  [low, high, middle] = await Promise.all([
    market.trader({ capabilities: ["translation"] }),
    market.trader({ capabilities: ["translation", "proofreading"] }),
    market.trader({ capabilities: ["summarization"] }),
  ]);
  await score(low, 3950);
  await score(high, 9010);
  await market.call("PATCH", "/v1/agents/me", {
    token: middle.token,
    body: { description: "Summarises legal contracts for notaries." },
  });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const score = (agent: Trader, to: number) =>
  app.database.db.query("UPDATE agents SET trust_score = $2 WHERE id = $1", [agent.id, to]);
const rows = (answer: Answer) => answer.json.data as readonly Readonly<Record<string, unknown>>[];
const search = (query = "") => market.call("GET", `/v1/agents${query}`);
const ids = async (query?: string) => rows(await search(query)).map(({ id }) => id);

describe("finding agents", () => {
  test("lists active ones, the most trusted first, as their public profiles", async () => {
    const waiting = await app.database.db.query<{ id: string }>("SELECT id FROM agents WHERE status <> 'active'");
    expect(waiting).toEqual([]);
    expect(await ids()).toEqual([high.id, middle.id, low.id]);
    const [first] = rows(await search());
    expect(first).toMatchObject({ id: high.id, trust_score: 90.1, level: "platinum" });
    expect(Object.keys(first ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/mail|webhook|limit|spent/)]),
    );
  });

  test.each([
    ["?capability=translation", () => [high, low]],
    ["?capability=translation&capability=proofreading", () => [high]],
    ["?capability=translation&capability=summarization", () => []],
    ["?min_trust=39.5", () => [high, middle, low]],
    ["?min_trust=39.51", () => [high, middle]],
    ["?min_trust=100", () => []],
    ["?q=notary+contract", () => [middle]],
    ["?q=proofreading", () => [high]],
    ["?q=translation&min_trust=50", () => [high]],
  ])("%s finds what it says", async (query, expected) => {
    expect(await ids(query)).toEqual(expected().map(({ id }) => id));
  });

  test("comes in pages, by cursor and by offset", async () => {
    const first = await search("?limit=2");
    expect(first.json).toMatchObject({ count: 2, has_more: true });
    expect(await ids(`?limit=2&cursor=${String(first.json.next_cursor)}`)).toEqual([low.id]);
    expect(await ids("?limit=2&offset=1")).toEqual([middle.id, low.id]);
  });

  test("orders equal scores by id", async () => {
    await Promise.all([score(low, 5000), score(high, 5000)]);
    const expected = [low, high, middle].map(({ id }) => id).sort();
    expect(await ids()).toEqual(expected);
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await search(`?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...rows(page).map(({ id }) => id));
      cursor = page.json.next_cursor as string | null;
    }
    expect(seen).toEqual(expected);
    await Promise.all([score(low, 3950), score(high, 9010)]);
  });

  test("hides an agent that is suspended or deleted", async () => {
    await app.database.db.query("UPDATE agents SET status = 'suspended' WHERE id = $1", [low.id]);
    expect(await ids()).toEqual([high.id, middle.id]);
    expect(await ids("?capability=translation")).toEqual([high.id]);
    await app.database.db.query("UPDATE agents SET status = 'active' WHERE id = $1", [low.id]);
  });

  test.each([
    ["?min_trust=-1", "invalid_request", "min_trust"],
    ["?min_trust=101", "invalid_request", "min_trust"],
    ["?min_trust=much", "invalid_request", "min_trust"],
    ["?limit=none", "invalid_request", "limit"],
    ["?capability=", "invalid_request", "capability"],
    ["?cursor=bm9wZQ", "invalid_cursor", "cursor"],
  ])("%s is refused", async (query, code, param) => {
    const answer = await search(query);
    expect([answer.status, answer.error.code, answer.error.param]).toEqual([422, code, param]);
  });
});
