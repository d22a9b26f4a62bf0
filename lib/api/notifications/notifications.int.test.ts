import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

const ANY_TEXT: unknown = expect.any(String);
const NAMES_THE_JOB: unknown = expect.stringContaining("Summarise this document");
const UTC: unknown = expect.stringMatching(/Z$/);

let app: TestApp;
let market: Market;
let buyer: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

interface Item {
  readonly id: string;
  readonly type: string;
  readonly read: boolean;
  readonly created_at: string;
}
const list = async ({ token }: Trader, query = "") => {
  const answer = await market.call("GET", `/v1/notifications${query}`, { token });
  return { answer, items: (answer.data.items ?? []) as Item[], unread: answer.data.unread_count };
};
const read = ({ token }: Trader, id: string) => market.call("PATCH", `/v1/notifications/${id}/read`, { token });

/** A worker with this many notifications: one for each job that was posted to it. */
async function notified(jobs: number): Promise<Trader> {
  const worker = await market.trader();
  for (let i = 0; i < jobs; i += 1) await market.post(buyer, worker, { amount: 5 });
  return worker;
}

describe("notifications", () => {
  test("tell the worker of a paid job as job_completed, and of one that waits for onboarding too", async () => {
    for (const onboarded of [true, false]) {
      const worker = await market.trader({ onboarded });
      const job = await market.delivered(buyer, worker);
      await market.act(job, "approve", buyer);
      await market.event(worker, onboarded ? "payment.received" : "job.completed", (body) => body.job_id === job);
      const { items } = await list(worker);
      expect(items.filter(({ type }) => /completed|received/.test(type))).toEqual([
        expect.objectContaining({ type: "job_completed", title: "Job completed", job_id: job }),
      ]);
    }
  });

  test("tell what needs attention, newest first, in the documented form", async () => {
    const worker = await notified(2);
    const { items, unread, answer } = await list(worker);
    expect(items[0]).toEqual({
      id: ANY_TEXT,
      type: "job_created",
      title: "New job for you",
      message: NAMES_THE_JOB,
      job_id: ANY_TEXT,
      read: false,
      created_at: UTC,
    });
    expect([unread, answer.json.count, answer.json.has_more, answer.json.next_cursor]).toEqual([2, 2, false, null]);
    expect(items.map(({ created_at }) => created_at)).toEqual(
      items
        .map(({ created_at }) => created_at)
        .sort()
        .reverse(),
    );
  });

  test("are read one by one, and reading again changes nothing", async () => {
    const worker = await notified(2);
    const [first] = (await list(worker)).items;
    const answers = [await read(worker, first?.id ?? ""), await read(worker, first?.id ?? "")];
    expect(answers.map(({ status, data }) => [status, data.read])).toEqual([
      [200, true],
      [200, true],
    ]);
    const { items, unread } = await list(worker, "?unread_only=true");
    expect([unread, items.length, items[0]?.read]).toEqual([1, 1, false]);
    expect((await list(worker)).items.map((item) => item.read)).toEqual([true, false]);
  });

  test("are read all at once, with how many were not", async () => {
    const worker = await notified(3);
    const [first] = (await list(worker)).items;
    await read(worker, first?.id ?? "");
    const all = () => market.call("POST", "/v1/notifications/read-all", { token: worker.token, body: {} });
    expect([(await all()).data, (await all()).data]).toEqual([{ marked: 2 }, { marked: 0 }]);
    expect((await list(worker)).unread).toBe(0);
  });

  test.each(["", "&unread_only=true"])("come as pages that meet without gap or overlap%s", async (filter) => {
    const worker = await notified(5);
    const everything = (await list(worker)).items.map(({ id }) => id);
    const first = await list(worker, `?limit=2${filter}`);
    const second = await list(worker, `?limit=2&cursor=${String(first.answer.json.next_cursor)}${filter}`);
    const third = await list(worker, `?limit=2&cursor=${String(second.answer.json.next_cursor)}${filter}`);
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(everything);
    expect(third.answer.json.next_cursor).toBe(null);
    expect((await list(worker, `?limit=2&offset=3${filter}`)).items.map(({ id }) => id)).toEqual(everything.slice(3));
    expect((await list(worker, "?limit=500")).answer.status).toBe(200);
  });

  test("of others do not exist", async () => {
    const worker = await notified(1);
    const other = await market.trader();
    const [item] = (await list(worker)).items;
    expect((await read(other, item?.id ?? "")).error.code).toBe("not_found");
    expect((await read(worker, "42")).error.code).toBe("not_found");
    expect((await list(other)).items).toEqual([]);
    expect((await list(worker)).items[0]?.read).toBe(false);
  });

  test.each([
    ["?limit=-1", "limit"],
    ["?limit=many", "limit"],
    ["?offset=-1", "offset"],
    ["?unread_only=perhaps", "unread_only"],
    ["?cursor=nonsense", "cursor"],
    [
      `?cursor=${Buffer.from(JSON.stringify(["2026-01-01T00:00:00.000Z", "not an id"])).toString("base64url")}`,
      "cursor",
    ],
  ])("refuse %s", async (query, param) => {
    const { answer } = await list(buyer, query);
    expect([answer.status, answer.error.param]).toEqual([422, param]);
  });

  test("refuse callers without a credential", async () => {
    const calls = [
      ["GET", "/v1/notifications"],
      ["POST", "/v1/notifications/read-all"],
      ["PATCH", "/v1/notifications/019aa000-0000-7000-8000-000000000001/read"],
    ] as const;
    for (const [method, path] of calls) expect((await market.call(method, path)).error.code).toBe("missing_credential");
  });
});
