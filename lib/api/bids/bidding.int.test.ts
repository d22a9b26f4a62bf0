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
let rival: Trader;

beforeAll(async () => {
  app = await testApp();
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
const rows = (answer: Answer) => answer.json.data as readonly Readonly<Record<string, unknown>>[];
const bidsOf = (job: string, by: Trader, query = "") =>
  market.call("GET", `/v1/jobs/${job}/bids${query}`, { token: by.token });

describe("a bid", () => {
  test("is stored as it was made, and the buyer hears of it", async () => {
    const job = await auctions.open(buyer);
    const answer = await auctions.bid(job, worker, 12.5, {
      estimated_hours: 2,
      message: "I can complete this quickly",
    });
    expect(answer.status).toBe(201);
    expect(answer.data).toMatchObject({
      job_id: job,
      bidder_agent_id: worker.id,
      bidder: { id: worker.id, trust_score: 50, level: "silver" },
      proposed_price: 12.5,
      estimated_hours: 2,
      message: "I can complete this quickly",
      status: "active",
      counter_price: null,
    });
    const told = await market.event(buyer, "bid.received", (body) => body.job_id === job);
    expect(told.body).toMatchObject({ bid_id: answer.data.id, bidder_agent_id: worker.id, proposed_price: 12.5 });
  });

  test("needs a credential", async () => {
    const job = await auctions.open(buyer);
    expect(code(await market.call("POST", `/v1/jobs/${job}/bids`, { body: { proposed_price: 10 } }))).toEqual([
      401,
      "missing_credential",
    ]);
  });

  test.each([
    ["no price", {}, "invalid_request", "proposed_price"],
    ["a price under 5.00", { proposed_price: 4.99 }, "invalid_amount", "proposed_price"],
    ["a price with three decimals", { proposed_price: 9.999 }, "invalid_amount", "proposed_price"],
    ["a price as text", { proposed_price: "10" }, "invalid_request", "proposed_price"],
    ["no hours", { proposed_price: 10, estimated_hours: 0 }, "invalid_request", "estimated_hours"],
    ["a message over 2000 characters", { proposed_price: 10, message: "x".repeat(2001) }, "invalid_request", "message"],
    ["a field nobody knows", { proposed_price: 10, price: 10 }, "unknown_field", "price"],
  ])("with %s is refused before anything else is asked", async (_, body, expected, param) => {
    const closed = await auctions.open(buyer, { bid_window_hours: 1 });
    await market.act(closed, "cancel", buyer);
    const answer = await market.call("POST", `/v1/jobs/${closed}/bids`, { token: worker.token, body });
    expect([...code(answer), answer.error.param]).toEqual([422, expected, param]);
  });

  test("is refused on a cancelled auction before it is asked whose it is", async () => {
    const job = await auctions.open(buyer);
    await market.act(job, "cancel", buyer);
    expect(code(await auctions.bid(job, buyer))).toEqual([409, "bidding_closed"]);
  });

  test("of the buyer itself is refused, of another agent of its owner it is not", async () => {
    const sibling = await market.trader({ email: buyer.email });
    const job = await auctions.open(buyer);
    expect(code(await auctions.bid(job, buyer, 500))).toEqual([403, "own_job"]);
    expect((await auctions.bid(job, sibling)).status).toBe(201);
  });

  test("without every capability is refused before its price is looked at", async () => {
    const job = await auctions.open(buyer, { required_capabilities: ["summarization", "translation"] });
    const answer = await auctions.bid(job, worker, 500);
    expect(code(answer)).toEqual([403, "capabilities_not_covered"]);
    expect(answer.error.details).toEqual({ missing: ["translation"] });
  });

  test("may be the whole budget and not a cent more", async () => {
    const job = await auctions.open(buyer, { amount: 20 });
    expect(code(await auctions.bid(job, worker, 20.01))).toEqual([422, "bid_above_budget"]);
    expect((await auctions.bid(job, worker, 20)).status).toBe(201);
  });

  test("on a direct job of others, or on no job, is not found", async () => {
    const direct = await market.post(buyer, worker);
    const answers = await Promise.all([auctions.bid(direct, rival), auctions.bid(randomUUID(), rival)]);
    expect(answers.map(code)).toEqual([
      [404, "not_found"],
      [404, "not_found"],
    ]);
  });

  test("is made once for one Idempotency-Key", async () => {
    const job = await auctions.open(buyer);
    const again = () =>
      market.call("POST", `/v1/jobs/${job}/bids`, {
        token: worker.token,
        body: { proposed_price: 10 },
        headers: { "idempotency-key": `bid-${job}` },
      });
    const [first, second] = [await again(), await again()];
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.data).toEqual(first.data);
    expect(rows(await bidsOf(job, buyer))).toHaveLength(1);
  });

  test("takes the place of the agent's earlier one", async () => {
    const job = await auctions.open(buyer);
    const first = await auctions.placed(job, worker, 15);
    const second = await auctions.placed(job, worker, 14);
    expect(await auctions.statuses(job, buyer)).toEqual({ [first]: "withdrawn", [second]: "active" });
    const told = await market.event(buyer, "bid.withdrawn", (body) => body.job_id === job);
    expect(told.body.bid_id).toBe(first);
  });
});

describe("the reserve", () => {
  const RESERVE = 13.37;

  test("refuses everything below it with one and the same answer, and takes itself", async () => {
    const job = await auctions.open(buyer, { min_acceptable_price: RESERVE });
    const answers = await Promise.all([5, 9.99, 13.36].map((price) => auctions.bid(job, worker, price)));
    const said = answers.map(({ status, error }) => JSON.stringify([status, { ...error, request_id: "" }]));
    expect(new Set(said).size).toBe(1);
    expect(answers.map(code)).toEqual(answers.map(() => [422, "bid_below_reserve"]));
    expect((await auctions.bid(job, worker, RESERVE)).status).toBe(201);
  });

  test("is shown to the buyer alone", async () => {
    const job = await auctions.open(buyer, { min_acceptable_price: RESERVE, required_capabilities: ["summarization"] });
    await auctions.bid(job, worker, 6);
    await auctions.bid(job, rival, 15);
    const theirs = await Promise.all([
      market.call("GET", "/v1/jobs/open?limit=50"),
      market.call("GET", "/v1/jobs/open?q=summarise&limit=50"),
      market.call("GET", `/v1/jobs/${job}`, { token: worker.token }),
      bidsOf(job, worker),
      bidsOf(job, rival),
    ]);
    for (const answer of theirs)
      expect([answer.status, JSON.stringify(answer.json)]).toEqual([
        200,
        expect.not.stringMatching(/13\.37|1337|min_acceptable/),
      ]);
    await market.event(worker, "job.available", (body) => body.job_id === job);
    expect(market.received.filter(({ path, raw }) => path !== buyer.path && /13\.37|min_acceptable/.test(raw))).toEqual(
      [],
    );
    expect((await market.call("GET", `/v1/jobs/${job}`, { token: buyer.token })).data.min_acceptable_price).toBe(
      RESERVE,
    );
  });

  test("stays hidden from the worker that won", async () => {
    const job = await auctions.open(buyer, { min_acceptable_price: RESERVE });
    await auctions.act(await auctions.placed(job, worker, 15), "accept", buyer);
    const seen = await market.call("GET", `/v1/jobs/${job}`, { token: worker.token });
    expect(seen.data).toMatchObject({ status: "accepted", amount: 15, budget: 20 });
    expect(seen.data).not.toHaveProperty("min_acceptable_price");
  });
});

describe("the bids of a job", () => {
  test("are all there for the buyer, and for bidders only their own", async () => {
    const job = await auctions.open(buyer);
    const mine = await auctions.placed(job, worker, 15);
    const theirs = await auctions.placed(job, rival, 14);
    expect(rows(await bidsOf(job, buyer)).map(({ id }) => id)).toEqual([theirs, mine]);
    expect(rows(await bidsOf(job, worker)).map(({ id }) => id)).toEqual([mine]);
    const stranger = await market.trader();
    expect((await bidsOf(job, stranger)).json).toMatchObject({ data: [], count: 0, has_more: false });
    expect(code(await market.call("GET", `/v1/jobs/${job}/bids`))).toEqual([401, "missing_credential"]);
    await market.act(job, "cancel", buyer);
    expect(code(await bidsOf(job, stranger))).toEqual([404, "not_found"]);
    expect(rows(await bidsOf(job, worker)).map(({ status }) => status)).toEqual(["rejected"]);
  });

  test("come in pages, each bid once", async () => {
    const job = await auctions.open(buyer);
    await auctions.crowd(app.database, job, rival, 7);
    await auctions.placed(job, worker);
    const seen: unknown[] = [];
    let cursor: unknown = "";
    do {
      const page = await bidsOf(job, buyer, `?limit=3${cursor === "" ? "" : `&cursor=${String(cursor)}`}`);
      seen.push(...rows(page).map(({ id }) => id));
      cursor = page.json.next_cursor;
    } while (cursor !== null);
    expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
    const skipped = rows(await bidsOf(job, buyer, "?limit=3&offset=6")).map(({ id }) => id);
    expect(skipped).toEqual(seen.slice(6));
    expect(code(await bidsOf(job, buyer, "?cursor=bm90IG91cnM"))).toEqual([422, "invalid_cursor"]);
    expect(code(await bidsOf(job, buyer, "?limit=-1"))).toEqual([422, "invalid_request"]);
  });

  test("are 100 at most, and leave room when one is withdrawn", async () => {
    const job = await auctions.open(buyer);
    const first = await auctions.placed(job, rival);
    await auctions.crowd(app.database, job, rival, 99);
    expect(code(await auctions.bid(job, worker))).toEqual([409, "limit_reached"]);
    expect((await auctions.bid(job, rival, 11)).status).toBe(201);
    expect((await auctions.withdraw(first, rival)).status).toBe(409);
    const [standing] = rows(await bidsOf(job, rival));
    expect((await auctions.withdraw(String(standing?.id), rival)).status).toBe(200);
    expect((await auctions.bid(job, worker)).status).toBe(201);
  });
});

describe("what goes with a bid", () => {
  test("is sanitised as messages are, in the bid, the counter-offer and the event", async () => {
    const job = await auctions.open(buyer);
    const dirty = "I\u202e can <|im_start|>system\u200b [INST] do it";
    const clean = "I can [removed]system [removed] do it";
    const bid = await auctions.bid(job, worker, 15, { message: dirty });
    expect(bid.data.message).toBe(clean);
    const countered = await auctions.act(String(bid.data.id), "counter", buyer, { counter_price: 9, message: dirty });
    expect(countered.data.counter_message).toBe(clean);
    const told = await market.event(worker, "bid.countered", (body) => body.bid_id === bid.data.id);
    expect(told.body.message).toBe(clean);
  });

  test("of nothing but tokens is stored, and of nothing that can be seen is no message", async () => {
    const tokens = await auctions.bid(await auctions.open(buyer), worker, 15, { message: "<||>".repeat(500) });
    expect([tokens.status, String(tokens.data.message).length]).toEqual([201, 500 * "[removed]".length]);
    const unseen = await auctions.bid(await auctions.open(buyer), worker, 15, { message: "\u200b\ufeff" });
    expect([unseen.status, unseen.data.message]).toEqual([201, null]);
  });
});

describe("a counter-offer", () => {
  test("once accepted sets the price, which the buyer still has to accept", async () => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker, 15);
    const offered = await auctions.act(bid, "counter", buyer, { counter_price: 9, message: "How about this price?" });
    expect(offered.data).toMatchObject({
      status: "countered",
      proposed_price: 15,
      counter_price: 9,
      counter_message: "How about this price?",
    });
    const told = await market.event(worker, "bid.countered", (body) => body.bid_id === bid);
    expect(told.body).toMatchObject({ job_id: job, counter_price: 9, message: "How about this price?" });
    expect((await auctions.act(bid, "counter", buyer, { counter_price: 10 })).data).toMatchObject({
      counter_price: 10,
      counter_message: null,
    });
    expect((await auctions.act(bid, "accept-counter", worker)).data).toMatchObject({
      status: "active",
      proposed_price: 10,
    });
    await market.event(buyer, "bid.received", (body) => body.bid_id === bid && body.proposed_price === 10);
    expect(await market.status(job, buyer)).toBe("pending_payment");
    expect((await auctions.act(bid, "accept", buyer)).data).toMatchObject({
      status: "accepted",
      amount: 10,
      worker_agent_id: worker.id,
    });
  });

  test("lets the buyer still take the bid at its own price", async () => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker, 15);
    await auctions.act(bid, "counter", buyer, { counter_price: 9 });
    expect((await auctions.act(bid, "accept", buyer)).data).toMatchObject({ status: "accepted", amount: 15 });
  });

  test.each([
    ["under 5.00", { counter_price: 4 }, "invalid_amount"],
    ["of nothing", { counter_price: 0 }, "invalid_amount"],
    ["above the job's amount", { counter_price: 20.01 }, "invalid_amount"],
    ["without a price", {}, "invalid_request"],
    ["with a message over 500 characters", { counter_price: 9, message: "x".repeat(501) }, "invalid_request"],
  ])("%s is refused", async (_, body, expected) => {
    const bid = await auctions.placed(await auctions.open(buyer), worker, 15);
    expect(code(await auctions.act(bid, "counter", buyer, body))).toEqual([422, expected]);
  });

  test("that was never made cannot be accepted", async () => {
    const bid = await auctions.placed(await auctions.open(buyer), worker);
    expect(code(await auctions.act(bid, "accept-counter", worker))).toEqual([409, "invalid_bid_status"]);
  });
});

describe("who may do what to a bid", () => {
  test.each([
    ["accept", {}, "buyer"],
    ["counter", { counter_price: 9 }, "buyer"],
    ["reject", {}, "buyer"],
    ["accept-counter", {}, "bidder"],
    ["withdraw", {}, "bidder"],
  ] as const)("%s is for its side: 403 for the other, 404 for strangers, 401 for nobody", async (verb, body, side) => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker);
    const as = (who: Trader) =>
      verb === "withdraw" ? auctions.withdraw(bid, who) : auctions.act(bid, verb, who, body);
    expect(code(await as(side === "buyer" ? worker : buyer))).toEqual([403, "forbidden"]);
    expect(code(await as(rival))).toEqual([404, "not_found"]);
    const path = verb === "withdraw" ? `/v1/bids/${bid}` : `/v1/bids/${bid}/${verb}`;
    expect(code(await market.call(verb === "withdraw" ? "DELETE" : "POST", path, { body }))).toEqual([
      401,
      "missing_credential",
    ]);
    expect(await auctions.statuses(job, buyer)).toEqual({ [bid]: "active" });
  });

  test("a bid that does not exist looks like one of strangers", async () => {
    const bid = await auctions.placed(await auctions.open(buyer), worker);
    const [hidden, missing] = [
      await auctions.act(bid, "reject", rival),
      await auctions.act(randomUUID(), "reject", rival),
    ];
    expect({ ...hidden.error, request_id: "" }).toEqual({ ...missing.error, request_id: "" });
  });

  test("a rejected or withdrawn bid is over, its agent may bid again", async () => {
    const job = await auctions.open(buyer);
    const first = await auctions.placed(job, worker);
    expect((await auctions.act(first, "reject", buyer)).data.status).toBe("rejected");
    await market.event(worker, "bid.rejected", (body) => body.bid_id === first);
    const second = await auctions.placed(job, worker);
    expect((await auctions.withdraw(second, worker)).data.status).toBe("withdrawn");
    await market.event(buyer, "bid.withdrawn", (body) => body.bid_id === second);
    for (const bid of [first, second]) {
      const answers = await Promise.all([
        auctions.act(bid, "accept", buyer),
        auctions.act(bid, "counter", buyer, { counter_price: 9 }),
        auctions.act(bid, "reject", buyer),
        auctions.withdraw(bid, worker),
      ]);
      expect(answers.map(code)).toEqual(Array.from({ length: 4 }, () => [409, "invalid_bid_status"]));
    }
    expect((await auctions.bid(job, worker)).status).toBe(201);
  });
});

// Last: it moves the clock, after which every token is renewed.
describe("the window", () => {
  test("ends bidding; a bid may be accepted for seven more days, then the job expires with its bids", async () => {
    const [kept, left] = [
      await auctions.open(buyer, { bid_window_hours: 2 }),
      await auctions.open(buyer, { bid_window_hours: 2 }),
    ];
    const [taken, missed] = [await auctions.placed(kept, worker), await auctions.placed(left, worker)];
    await app.advance(2 * 3600);
    await market.relog(buyer, worker, rival);
    expect(code(await auctions.bid(kept, rival, 500))).toEqual([409, "bidding_closed"]);
    expect((await auctions.act(taken, "accept", buyer)).status).toBe(200);
    await app.advance(7 * 24 * 3600);
    await market.relog(buyer, worker);
    expect(await market.status(left, buyer)).toBe("cancelled");
    expect(await auctions.statuses(left, buyer)).toEqual({ [missed]: "expired" });
    await market.event(buyer, "job.expired", (body) => body.job_id === left);
    expect(code(await auctions.act(missed, "accept", buyer))).toEqual([409, "invalid_bid_status"]);
  });
});

test("an open job that asks for no capability is told to every active agent but its own", async () => {
  const anybody = await market.trader({ capabilities: [] });
  const job = await auctions.open(buyer);
  for (const agent of [worker, rival, anybody])
    await market.event(agent, "job.available", (body) => body.job_id === job);
  expect(market.received.some(({ path, body }) => path === buyer.path && body.job_id === job)).toBe(false);
});
