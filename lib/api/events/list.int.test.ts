import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { EventReader } from "@/lib/testing/event-reader";
import { Market, type Trader } from "@/lib/testing/market";
import { tell } from "@/lib/testing/tell";

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

describe("GET /v1/events/list", () => {
  const list = async (trader: Trader, query = "") =>
    (await market.call("GET", `/v1/events/list${query}`, { token: trader.token })).json;

  test("gives the same events as the stream, as pages that meet without gap or overlap", async () => {
    const trader = await market.trader();
    const reader = await EventReader.open(`${app.base}/v1/events?token=${trader.token}`);
    for (let i = 0; i < 7; i += 1) await tell(trader.id, String(i));
    await expect.poll(() => reader.messages.length).toBe(7);
    await reader.close();
    const told = reader.messages.map(({ id, data }) => ({ sequence: Number(id), ...data }));
    const first = await list(trader, "?limit=3");
    const second = await list(trader, `?limit=3&cursor=${String(first.next_cursor)}`);
    const third = await list(trader, `?limit=3&cursor=${String(second.next_cursor)}`);
    expect([first, second, third].flatMap((page) => page.data)).toEqual(told);
    expect([first.has_more, third.has_more, third.next_cursor, third.count]).toEqual([true, false, null, 1]);
    expect((await list(trader, `?since=${told[4]?.sequence ?? ""}`)).data).toEqual(told.slice(5));
    expect((await list(trader, "?types=job.created")).data).toEqual([]);
  });

  test.each([
    ["?limit=0", "limit"],
    ["?since=x", "since"],
    ["?types=nothing", "types"],
    ["?cursor=x", "cursor"],
  ])("refuses %s", async (query, param) => {
    const trader = await market.trader();
    const answer = await market.call("GET", `/v1/events/list${query}`, { token: trader.token });
    expect([answer.status, answer.error.param]).toEqual([422, param]);
    expect((await market.call("GET", `/v1/events/list${query}`)).status).toBe(401);
  });
});
