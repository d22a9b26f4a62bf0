import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";
import { makeRoom, rounds } from "@/lib/testing/races";

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
beforeEach(() => makeRoom(app.database.db, [worker.id, rival.id]));
afterAll(async () => {
  await market.close();
  await app.close();
});

const ok = (answers: readonly Answer[]) => answers.filter(({ status }) => status < 300).length;
const charged = async (job: string) =>
  (await market.stripe("/v1/payment_intents?limit=100"))
    .filter(({ transfer_group, status }) => transfer_group === job && status === "succeeded")
    .map(({ amount_received }) => amount_received);
const events = async (job: string, type: string) =>
  (
    await app.database.db.query<{ agent_id: string }>("SELECT agent_id FROM events WHERE job_id = $1 AND type = $2", [
      job,
      type,
    ])
  ).map(({ agent_id }) => agent_id);

function expectLegal(answers: readonly Answer[]): void {
  for (const { status, json } of answers)
    expect([status, json]).toEqual([expect.toSatisfy((code: number) => [200, 201, 409].includes(code)), json]);
}

/** Calls that meet: whatever comes first, there is one outcome, and the money and the messages are those of that outcome. */
describe("at once", () => {
  test.each(rounds())("two bids accepted: exactly one wins and is charged (%d)", async () => {
    const job = await auctions.open(buyer);
    const bids = [await auctions.placed(job, worker, 10), await auctions.placed(job, rival, 12)] as const;
    const answers = await Promise.all([auctions.act(bids[0], "accept", buyer), auctions.act(bids[1], "accept", buyer)]);
    expectLegal(answers);
    expect(ok(answers)).toBe(1);
    const first = answers[0].status === 200;
    expect(await auctions.statuses(job, buyer)).toEqual({
      [bids[0]]: first ? "accepted" : "rejected",
      [bids[1]]: first ? "rejected" : "accepted",
    });
    expect(await charged(job)).toEqual([first ? 1000 : 1200]);
    expect(await events(job, "bid.accepted")).toEqual([first ? worker.id : rival.id]);
    expect(await events(job, "bid.rejected")).toEqual([first ? rival.id : worker.id]);
  });

  test.each(rounds())("a bid accepted and withdrawn: one of them (%d)", async (round) => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker, 10);
    const calls = [() => auctions.act(bid, "accept", buyer), () => auctions.withdraw(bid, worker)];
    const order = round % 2 === 0 ? calls : calls.reverse();
    const answers = await Promise.all(order.map((call) => call()));
    expectLegal(answers);
    expect(ok(answers)).toBe(1);
    const statuses = await auctions.statuses(job, buyer);
    const won = statuses[bid] === "accepted";
    expect([statuses[bid], await market.status(job, buyer)]).toEqual(
      won ? ["accepted", "accepted"] : ["withdrawn", "pending_payment"],
    );
    expect(await charged(job)).toEqual(won ? [1000] : []);
    expect([await events(job, "bid.accepted"), await events(job, "bid.withdrawn")]).toEqual(
      won ? [[worker.id], []] : [[], [buyer.id]],
    );
  });

  test.each(rounds())("a bid accepted and replaced by its bidder: one of them (%d)", async () => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker, 10);
    const [accepted, replaced] = await Promise.all([auctions.act(bid, "accept", buyer), auctions.bid(job, worker, 15)]);
    expectLegal([accepted, replaced]);
    expect(ok([accepted, replaced])).toBe(1);
    const live = Object.values(await auctions.statuses(job, buyer)).filter(
      (status) => status === "active" || status === "accepted",
    );
    expect(live).toEqual([accepted.status === 200 ? "accepted" : "active"]);
    expect(await charged(job)).toEqual(accepted.status === 200 ? [1000] : []);
  });

  test.each(rounds())(
    "a bid accepted while others come, go and are cancelled: nothing is left standing on a closed job (%d)",
    async () => {
      const job = await auctions.open(buyer);
      const [bid, other] = [await auctions.placed(job, worker, 10), await auctions.placed(job, rival, 11)];
      const sibling = await auctions.bid(job, worker, 10.5);
      const current = String(sibling.data.id);
      const answers = await Promise.all([
        auctions.act(current, "accept", buyer),
        auctions.withdraw(other, rival),
        auctions.bid(job, rival, 12),
        market.act(job, "cancel", buyer),
        auctions.act(current, "counter", buyer, { counter_price: 9 }),
      ]);
      expectLegal(answers);
      const statuses = Object.values(await auctions.statuses(job, buyer));
      const status = await market.status(job, buyer);
      // Accepted, and after that cancelled for a fee, is legal as well.
      const won = answers[0].status === 200;
      expect(status).toBe(won && answers[3].status !== 200 ? "accepted" : "cancelled");
      expect(statuses.filter((one) => one === "active" || one === "countered")).toEqual([]);
      expect(statuses.filter((one) => one === "accepted")).toHaveLength(won ? 1 : 0);
      expect(await charged(job)).toEqual(won ? [1050] : []);
      const rejected = await app.database.db.query<{ n: number }>(
        "SELECT count(*) AS n FROM bids WHERE job_id = $1 AND status = 'rejected'",
        [job],
      );
      expect((await events(job, "bid.rejected")).length).toBe(rejected[0]?.n);
      expect(bid).not.toBe(current);
    },
  );

  test("many bids of one agent: one stands, the others are withdrawn", async () => {
    const job = await auctions.open(buyer);
    const answers = await Promise.all([10, 11, 12, 13].map((price) => auctions.bid(job, worker, price)));
    expectLegal(answers);
    expect(ok(answers)).toBe(4);
    expect(Object.values(await auctions.statuses(job, buyer)).sort()).toEqual([
      "active",
      "withdrawn",
      "withdrawn",
      "withdrawn",
    ]);
  });

  test("bids for the hundredth place: one gets it", async () => {
    const job = await auctions.open(buyer);
    await auctions.crowd(app.database, job, worker, 99);
    const answers = await Promise.all([auctions.bid(job, worker), auctions.bid(job, rival)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const live = await app.database.db.query<{ n: number }>(
      "SELECT count(*) AS n FROM bids WHERE job_id = $1 AND status = 'active'",
      [job],
    );
    expect(live[0]?.n).toBe(100);
  });

  test("a crowd's first bids: all of them count, none is turned away", async () => {
    const job = await auctions.open(buyer);
    const crowd = await Promise.all(Array.from({ length: 12 }, () => market.trader()));
    const answers = await Promise.all(crowd.map((bidder) => auctions.bid(job, bidder)));
    expect(answers.map(({ status }) => status)).toEqual(crowd.map(() => 201));
    expect(Object.keys(await auctions.statuses(job, buyer))).toHaveLength(12);
  });

  test.each(rounds())(
    "an accepted counter-offer and an accepted bid: the price is that of whichever came last (%d)",
    async () => {
      const job = await auctions.open(buyer);
      const bid = await auctions.placed(job, worker, 15);
      await auctions.act(bid, "counter", buyer, { counter_price: 9 });
      const [taken, accepted] = await Promise.all([
        auctions.act(bid, "accept-counter", worker),
        auctions.act(bid, "accept", buyer),
      ]);
      expectLegal([taken, accepted]);
      expect(accepted.status).toBe(200);
      const price = taken.status === 200 ? 9 : 15;
      expect([accepted.data.amount, await charged(job)]).toEqual([price, [price * 100]]);
    },
  );
});
