import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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
afterEach(() => fault("none"));
afterAll(async () => {
  await market.close();
  await app.close();
});

const code = (answer: Answer) => [answer.status, answer.error.code];
const fault = (mode: string) => market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode } });
const intents = async (job: string) =>
  (await market.stripe("/v1/payment_intents?limit=100")).filter(({ transfer_group }) => transfer_group === job);
const moneyOf = async (job: string) =>
  (await intents(job)).map(({ status, amount_received, amount }) => [
    status,
    status === "succeeded" ? amount_received : amount,
  ]);
const ledger = async () =>
  (await app.database.db.query<{ sum: number }>("SELECT coalesce(sum(amount_cents), 0) AS sum FROM ledger_postings"))[0]
    ?.sum;
const eventsOf = (job: string, type: string) =>
  app.database.db.query<{ agent_id: string }>(
    "SELECT agent_id FROM events WHERE job_id = $1 AND type = $2 ORDER BY seq",
    [job, type],
  );
const spent = async (who: Trader) =>
  (await market.call("GET", "/v1/agents/me", { token: who.token })).data.spent_this_month;

describe("accepting a bid", () => {
  test("captures the bid's price, assigns the bidder, starts the deadline and rejects the others", async () => {
    const before = Number(await spent(buyer));
    const job = await auctions.open(buyer, { deadline_hours: 10 });
    const lost = await auctions.placed(job, rival, 11);
    const won = await auctions.placed(job, worker, 12.5);
    const answer = await auctions.act(won, "accept", buyer);
    expect(answer.data).toMatchObject({
      id: job,
      status: "accepted",
      amount: 12.5,
      budget: 20,
      worker_agent_id: worker.id,
      payment_status: "captured",
    });
    const accepted = Date.parse(String(answer.data.accepted_at));
    expect(Date.parse(String(answer.data.deadline)) - accepted).toBe(10 * 3600_000);
    expect(await moneyOf(job)).toEqual([["succeeded", 1250]]);
    expect(await auctions.statuses(job, buyer)).toEqual({ [won]: "accepted", [lost]: "rejected" });
    const told = await market.event(worker, "bid.accepted", (body) => body.job_id === job);
    expect(told.body).toMatchObject({ bid_id: won, agreed_price: 12.5, deadline: answer.data.deadline });
    await market.event(rival, "bid.rejected", (body) => body.bid_id === lost);
    expect([await ledger(), Number(await spent(buyer)) - before]).toEqual([0, 12.5]);
    const moves = await market.call("GET", `/v1/jobs/${job}/transitions`, { token: worker.token });
    expect(moves.json.data).toMatchObject([
      { from_status: null, to_status: "pending_payment" },
      { from_status: "pending_payment", to_status: "accepted", actor: "buyer", actor_agent_id: buyer.id },
    ]);
  });

  test("cannot be done twice, nor after another bid was accepted", async () => {
    const job = await auctions.open(buyer);
    const [won, lost] = [await auctions.placed(job, worker), await auctions.placed(job, rival)];
    await auctions.act(won, "accept", buyer);
    expect(code(await auctions.act(won, "accept", buyer))).toEqual([409, "invalid_bid_status"]);
    expect(code(await auctions.act(lost, "accept", buyer))).toEqual([409, "invalid_bid_status"]);
    expect(code(await auctions.bid(job, rival))).toEqual([409, "bidding_closed"]);
    expect(await moneyOf(job)).toEqual([["succeeded", 1250]]);
  });

  test("is done once for one Idempotency-Key", async () => {
    const job = await auctions.open(buyer);
    const bid = await auctions.placed(job, worker);
    const again = () =>
      market.call("POST", `/v1/bids/${bid}/accept`, {
        token: buyer.token,
        body: {},
        headers: { "idempotency-key": `accept-${bid}` },
      });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
    expect(await moneyOf(job)).toEqual([["succeeded", 1250]]);
  });

  test("is refused where the price or the jobs under way are over the bidder's tier, and changes nothing", async () => {
    const job = await auctions.open(buyer, { amount: 501 });
    const bid = await auctions.placed(job, worker, 500.01);
    const refused = await auctions.act(bid, "accept", buyer);
    expect([...code(refused), refused.error.details]).toEqual([
      403,
      "tier_limit_exceeded",
      { max_amount: 500, max_concurrent_jobs: 10 },
    ]);
    const busy = await market.trader();
    await app.database.db.query("UPDATE agents SET trust_score = 3900 WHERE id = $1", [busy.id]);
    const jobs = await Promise.all(Array.from({ length: 4 }, () => auctions.open(buyer)));
    const bids = await Promise.all(jobs.map((one) => auctions.placed(one, busy)));
    const answers = await Promise.all(bids.map((one) => auctions.act(one, "accept", buyer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 403]);
    expect(await intents(job)).toEqual([]);
    expect(await auctions.statuses(job, buyer)).toEqual({ [bid]: "active" });
  });

  test("is refused when the bidder is not active any more", async () => {
    const gone = await market.trader();
    const bid = await auctions.placed(await auctions.open(buyer), gone);
    await app.database.db.query("UPDATE agents SET status = 'suspended' WHERE id = $1", [gone.id]);
    expect(code(await auctions.act(bid, "accept", buyer))).toEqual([422, "worker_unavailable"]);
  });
});

describe("a card that is refused", () => {
  test("leaves the job and the bid as they were, says so, and can be replaced", async () => {
    const poor = await market.trader({ card: "pm_card_chargeCustomerFail", capabilities: [] });
    const job = await auctions.open(poor);
    const bid = await auctions.placed(job, worker);
    const other = await auctions.placed(job, rival);
    const answer = await auctions.act(bid, "accept", poor);
    expect(code(answer)).toEqual([402, "payment_failed"]);
    expect(answer.error.details).toMatchObject({ job_id: job });
    expect((await market.call("GET", `/v1/jobs/${job}`, { token: poor.token })).data).toMatchObject({
      status: "pending_payment",
      worker_agent_id: null,
      amount: 20,
    });
    expect(await auctions.statuses(job, poor)).toEqual({ [bid]: "active", [other]: "active" });
    await market.event(poor, "payment.failed", (body) => body.job_id === job);
    expect([await spent(poor), await ledger(), (await eventsOf(job, "bid.rejected")).length]).toEqual([0, 0, 0]);
    await market.saveCard(poor);
    const cards = (await market.call("GET", "/v1/payment-methods", { token: poor.token })).json.data as readonly {
      id: string;
    }[];
    expect(cards).toHaveLength(2);
    await app.database.db.query("UPDATE cards SET is_default = false WHERE payment_method_id = $1", [cards[0]?.id]);
    await app.database.db.query("UPDATE cards SET is_default = true WHERE payment_method_id = $1", [cards[1]?.id]);
    expect((await auctions.act(bid, "accept", poor)).data).toMatchObject({ status: "accepted", amount: 12.5 });
  });
});

describe("the monthly limit", () => {
  test("covers exactly what it covers, also when bids are accepted at once", async () => {
    const thrifty = await market.trader({ card: "pm_card_visa", capabilities: [] });
    await market.call("PATCH", "/v1/agents/me", { token: thrifty.token, body: { monthly_spending_limit: 25 } });
    const jobs = await Promise.all(Array.from({ length: 4 }, () => auctions.open(thrifty)));
    const bids = await Promise.all(jobs.map((job) => auctions.placed(job, worker, 12.5)));
    const answers = await Promise.all(bids.map((bid) => auctions.act(bid, "accept", thrifty)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 402, 402]);
    expect(answers.filter(({ status }) => status === 402).map(code)).toEqual(
      Array.from({ length: 2 }, () => [402, "monthly_limit_exceeded"]),
    );
    expect(await spent(thrifty)).toBe(25);
    const money = (await Promise.all(jobs.map(moneyOf))).flat();
    expect(money).toEqual([
      ["succeeded", 1250],
      ["succeeded", 1250],
    ]);
  });
});

describe("while Stripe is silent about an acceptance", () => {
  async function waiting() {
    const job = await auctions.open(buyer);
    const [bid, other] = [await auctions.placed(job, worker), await auctions.placed(job, rival)];
    return { job, bid, other };
  }

  test("nothing else happens to the job or its bids, and the answer is carried out when it comes", async () => {
    const { job, bid, other } = await waiting();
    await fault("down");
    expect(code(await auctions.act(bid, "accept", buyer))).toEqual([503, "payment_provider_unavailable"]);
    const answers = await Promise.all([
      auctions.act(bid, "accept", buyer),
      auctions.act(other, "accept", buyer),
      auctions.act(other, "reject", buyer),
      auctions.act(other, "counter", buyer, { counter_price: 9 }),
      auctions.withdraw(bid, worker),
      auctions.withdraw(other, rival),
      auctions.bid(job, rival),
      market.act(job, "cancel", buyer),
    ]);
    expect(answers.map(code)).toEqual(Array.from({ length: 8 }, () => [409, "operation_in_progress"]));
    await fault("none");
    await app.advance(60);
    expect(await market.status(job, worker)).toBe("accepted");
    expect(await auctions.statuses(job, buyer)).toEqual({ [bid]: "accepted", [other]: "rejected" });
    expect(await moneyOf(job)).toEqual([["succeeded", 1250]]);
  });

  test("an answer that was lost is asked for again and pays once", async () => {
    const { job, bid } = await waiting();
    await fault("lost_response");
    expect((await auctions.act(bid, "accept", buyer)).status).toBe(503);
    await fault("none");
    await app.advance(60);
    expect(await market.status(job, buyer)).toBe("accepted");
    expect(await moneyOf(job)).toEqual([["succeeded", 1250]]);
  });

  test("a hold that cannot be captured ends the job and every bid, and charges nothing", async () => {
    const { job, bid, other } = await waiting();
    const before = await spent(buyer);
    await fault("lost_response");
    expect((await auctions.act(bid, "accept", buyer)).status).toBe(503);
    await fault("none");
    const [intent] = await intents(job);
    await market.call("POST", `/sandbox/stripe/v1/payment_intents/${String(intent?.id)}/cancel`, {
      raw: "",
      headers: { authorization: "Bearer sk_sandbox" },
    });
    await app.advance(60);
    expect((await market.call("GET", `/v1/jobs/${job}`, { token: buyer.token })).data).toMatchObject({
      status: "cancelled",
      worker_agent_id: null,
      payment_status: "voided",
    });
    expect(await auctions.statuses(job, buyer)).toEqual({ [bid]: "rejected", [other]: "rejected" });
    expect((await eventsOf(job, "job.expired")).map(({ agent_id }) => agent_id)).toEqual([buyer.id]);
    expect((await eventsOf(job, "bid.rejected")).map(({ agent_id }) => agent_id)).toEqual([worker.id, rival.id]);
    expect(await eventsOf(job, "bid.accepted")).toEqual([]);
    expect([await ledger(), await spent(buyer), (await moneyOf(job)).map(([status]) => status)]).toEqual([
      0,
      before,
      ["canceled"],
    ]);
  });
});

describe("a job that is cancelled", () => {
  test("rejects its bids and tells each bidder once", async () => {
    const job = await auctions.open(buyer);
    const [first, second] = [await auctions.placed(job, worker), await auctions.placed(job, rival)];
    await auctions.act(second, "counter", buyer, { counter_price: 9 });
    expect((await market.act(job, "cancel", buyer)).status).toBe(200);
    expect(await auctions.statuses(job, buyer)).toEqual({ [first]: "rejected", [second]: "rejected" });
    expect((await eventsOf(job, "bid.rejected")).map(({ agent_id }) => agent_id).sort()).toEqual(
      [rival.id, worker.id].sort(),
    );
  });
});
