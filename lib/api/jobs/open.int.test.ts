import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let auctions: Auctions;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  auctions = new Auctions(market);
  [buyer, worker] = await Promise.all([market.trader({ card: "pm_card_visa", capabilities: [] }), market.trader()]);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const rows = (answer: Answer) => answer.json.data as readonly Readonly<Record<string, unknown>>[];
const list = (query = "") => market.call("GET", `/v1/jobs/open${query}`);
const ids = (answer: Answer) => rows(answer).map(({ id }) => id);
const titled = (title: string, description = "Do it well.") =>
  auctions.open(buyer, { title, task_spec: { description } });

async function walk(query: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  let cursor: unknown = "";
  do {
    const page = await list(`?${query}${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
    seen.push(...ids(page));
    cursor = page.json.next_cursor;
  } while (cursor !== null);
  return seen;
}

describe("the list of open jobs", () => {
  test("shows anybody what a bidder needs, and nothing of the reserve, the payment or the buyer's owner", async () => {
    const id = await auctions.open(buyer, {
      min_acceptable_price: 7.77,
      required_capabilities: ["summarization"],
      validation_criteria: { min_words: 5 },
    });
    const [job] = rows(await list());
    expect(job).toMatchObject({
      id,
      amount: 20,
      status: "pending_payment",
      job_type: "open",
      required_capabilities: ["summarization"],
      deadline_hours: 72,
    });
    expect(job?.buyer).toEqual({ id: buyer.id, name: expect.any(String) as string, trust_score: 50, level: "silver" });
    expect(Object.keys(job ?? {}).sort()).toEqual(
      [
        "amount",
        "bid_window_ends_at",
        "buyer",
        "created_at",
        "currency",
        "deadline_hours",
        "id",
        "job_type",
        "max_revisions",
        "required_capabilities",
        "status",
        "task_spec",
        "title",
        "validation_criteria",
      ].sort(),
    );
    expect(JSON.stringify(job)).not.toContain(buyer.email);
  });

  test("is newest first, in pages, each job once", async () => {
    for (let i = 0; i < 4; i += 1) await auctions.open(buyer);
    const all = ids(await list("?limit=50"));
    expect(await walk("limit=2")).toEqual(all);
    expect(ids(await list("?limit=2&offset=1"))).toEqual(all.slice(1, 3));
    const made = rows(await list("?limit=50")).map(({ created_at }) => String(created_at));
    expect(made).toEqual([...made].sort().reverse());
  });

  test.each([
    ["?limit=0", "invalid_request"],
    ["?offset=-1", "invalid_request"],
    ["?cursor=W10", "invalid_cursor"],
    [`?cursor=${Buffer.from('["2026-01-01T00:00:00.000Z","no id"]').toString("base64url")}`, "invalid_cursor"],
    ["?q=word&cursor=W10", "invalid_cursor"],
  ])("%s is refused", async (query, expected) => {
    const answer = await list(query);
    expect([answer.status, answer.error.code]).toEqual([422, expected]);
  });

  test("has no direct jobs, and none that are accepted or cancelled", async () => {
    const direct = await market.post(buyer, worker);
    const [accepted, cancelled] = [await auctions.open(buyer), await auctions.open(buyer)];
    await auctions.act(await auctions.placed(accepted, worker), "accept", buyer);
    await market.act(cancelled, "cancel", buyer);
    const listed = ids(await list("?limit=50"));
    for (const id of [direct, accepted, cancelled]) expect(listed).not.toContain(id);
  });
});

describe("searching open jobs", () => {
  test("finds words of title, description and capabilities in any form, the title first", async () => {
    const inText = await titled("Work on a manuscript", "Translate our zoological documents from German.");
    const inTitle = await titled("Translation of zoological documents");
    const inCapability = await auctions.open(buyer, {
      title: "Work on a leaflet",
      required_capabilities: ["zoology-layout"],
    });
    // Until all have their place by meaning, the first that has one is ahead.
    await app.advance(0);
    const found = ids(await list("?q=translate+zoological+document"));
    expect(found.slice(0, 2)).toEqual([inTitle, inText]);
    // Near in meaning, the others may follow; the quoted words are in this one alone.
    expect(ids(await list("?q=zoology-layout"))[0]).toBe(inCapability);
    expect(ids(await list("?q=%22zoology-layout%22"))).toEqual([inCapability]);
    expect(ids(await list("?q=%22zoological+documents%22+-german"))).toEqual([inTitle]);
    expect(ids(await list("?q=nobody+wrote+this"))).toEqual([]);
    expect(ids(await list("?q=the"))).toEqual([]);
  });

  test("forgets a job that closes", async () => {
    const id = await titled("Paint an okapi");
    expect(ids(await list("?q=okapi"))).toEqual([id]);
    await market.act(id, "cancel", buyer);
    expect(ids(await list("?q=okapi"))).toEqual([]);
    expect(await app.database.db.query("SELECT 1 FROM open_jobs WHERE job_id = $1", [id])).toEqual([]);
  });

  test("comes in pages, each job once", async () => {
    for (let i = 0; i < 5; i += 1) await titled(`Count the pangolins, part ${i}`);
    const seen = await walk("q=pangolin&limit=2");
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect(ids(await list("?q=pangolin&limit=2&offset=3"))).toEqual(seen.slice(3));
  });

  test.each(["'", "((", "a & | b", "*:*", "<->", "%00x", "\\", '"'])(
    "takes %j as words, not as a program",
    async (q) => {
      const answer = await list(`?q=${encodeURIComponent(q)}`);
      expect([200, 422]).toContain(answer.status);
    },
  );
});

describe("one open job", () => {
  test("shows other agents what a bidder needs, its buyer all, and is gone for others once it is taken", async () => {
    const id = await auctions.open(buyer, { min_acceptable_price: 7.77 });
    const [rival] = [await market.trader()];
    const seen = (by: Trader) => market.call("GET", `/v1/jobs/${id}`, { token: by.token });
    expect((await seen(rival)).data).toMatchObject({ id, status: "pending_payment", buyer: { id: buyer.id } });
    expect((await seen(rival)).data).not.toHaveProperty("payment_status");
    expect((await seen(buyer)).data).toMatchObject({ id, min_acceptable_price: 7.77, payment_status: "none" });
    expect((await market.call("GET", `/v1/jobs/${id}`)).status).toBe(401);
    const bid = await auctions.placed(id, worker);
    await auctions.act(bid, "accept", buyer);
    const [hidden, missing] = [
      await seen(rival),
      await market.call("GET", `/v1/jobs/${randomUUID()}`, { token: rival.token }),
    ];
    expect([hidden.status, { ...hidden.error, request_id: "" }]).toEqual([404, { ...missing.error, request_id: "" }]);
    expect((await seen(worker)).data.status).toBe("accepted");
    expect((await market.call("GET", `/v1/jobs/${id}/transitions`, { token: rival.token })).status).toBe(404);
  });
});

// Last: it moves the clock.
test("a job whose window is over is not listed, while its bids may still be accepted", async () => {
  const id = await auctions.open(buyer, { title: "Groom a capybara", bid_window_hours: 1 });
  expect(ids(await list("?q=capybara"))).toEqual([id]);
  await app.advance(3600);
  await market.relog(worker);
  expect(ids(await list("?q=capybara"))).toEqual([]);
  expect(ids(await list("?limit=50"))).not.toContain(id);
  expect((await market.call("GET", `/v1/jobs/${id}`, { token: worker.token })).data.status).toBe("pending_payment");
});
