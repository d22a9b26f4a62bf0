import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAgentId } from "@/lib/kernel/ids";
import { testApp, type TestApp } from "@/lib/testing/app";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const code = (answer: Answer) => [answer.status, answer.error.code];
const rows = (answer: Answer) => answer.json.data as readonly Readonly<Record<string, unknown>>[];
const review = (job: string, by: Trader, body: unknown) => market.act(job, "review", by, body);
const profile = async (who: Trader) => (await market.call("GET", `/v1/agents/${who.id}`)).data;
const history = (who: Trader, query = "") =>
  market.call("GET", `/v1/agents/me/trust-history${query}`, { token: who.token });

/** A completed job between parties that have not yet moved each other's trust. */
async function fresh(): Promise<{ job: string; by: Trader; of: Trader }> {
  const [by, of] = await Promise.all([market.trader({ card: "pm_card_visa", capabilities: [] }), market.trader()]);
  return { job: await market.completed(by, of), by, of };
}

describe("a review", () => {
  test.each([
    [5, 51.5],
    [4, 51],
    [3, 50.5],
    [2, 49.5],
    [1, 48.5],
  ])("of %d stars on top of a completed job leaves a worker that started at 50 with %d", async (rating, trust) => {
    const { job, by, of } = await fresh();
    const answer = await review(job, by, { rating, comment: "Excellent work" });
    expect(answer.status).toBe(201);
    expect(answer.data).toMatchObject({
      job_id: job,
      reviewer_agent_id: by.id,
      reviewee_agent_id: of.id,
      rating,
      comment: "Excellent work",
    });
    expect(await profile(of)).toMatchObject({ trust_score: trust, average_rating: rating, review_count: 1 });
    if (rating === 3) return;
    const told = await market.event(of, "trust.updated", (body) => body.reason === "rating_received");
    expect(told.body).toMatchObject({ agent_id: of.id, new_score: trust, old_score: 50.5 });
  });

  test("is for both parties, once each, and shown to everybody", async () => {
    const { job, by, of } = await fresh();
    expect((await review(job, by, { rating: 5 })).data.comment).toBeNull();
    expect((await review(job, of, { rating: 4, comment: "Paid at once" })).data.reviewee_agent_id).toBe(by.id);
    expect(code(await review(job, by, { rating: 1 }))).toEqual([409, "already_reviewed"]);
    const shown = await market.call("GET", `/v1/agents/${by.id}/reviews`);
    expect(rows(shown)).toMatchObject([
      {
        job_id: job,
        rating: 4,
        comment: "Paid at once",
        reviewer_agent_id: of.id,
        reviewer_name: expect.any(String) as string,
      },
    ]);
  });

  test("sent twice at once counts once", async () => {
    const { job, by, of } = await fresh();
    const answers = await Promise.all([review(job, by, { rating: 5 }), review(job, by, { rating: 4 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await profile(of)).toMatchObject({ review_count: 1 });
  });

  test("is made once for one Idempotency-Key", async () => {
    const { job, by, of } = await fresh();
    const again = () =>
      market.call("POST", `/v1/jobs/${job}/review`, {
        token: by.token,
        body: { rating: 5 },
        headers: { "idempotency-key": `review-${job}` },
      });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.data]).toEqual([201, 201, first.data]);
    expect(await profile(of)).toMatchObject({ review_count: 1, trust_score: 51.5 });
  });

  test.each([
    [{}, "invalid_request", "rating"],
    [{ rating: 0 }, "invalid_request", "rating"],
    [{ rating: 6 }, "invalid_request", "rating"],
    [{ rating: 4.5 }, "invalid_request", "rating"],
    [{ rating: "5" }, "invalid_request", "rating"],
    [{ rating: 5, comment: "x".repeat(2001) }, "invalid_request", "comment"],
    [{ rating: 5, stars: 5 }, "unknown_field", "stars"],
  ])("%j is refused", async (body, expected, param) => {
    const answer = await review(randomUUID(), buyer, body);
    expect([...code(answer), answer.error.param]).toEqual([422, expected, param]);
  });

  test("waits for completion, and is for the parties alone", async () => {
    const job = await market.post(buyer, worker);
    const early = await review(job, buyer, { rating: 5 });
    expect([...code(early), early.error.details]).toEqual([
      409,
      "invalid_job_status",
      { status: "funded", allowed: ["cancel"] },
    ]);
    const stranger = await market.trader();
    expect(code(await review(job, stranger, { rating: 5 }))).toEqual([404, "not_found"]);
    expect(code(await market.call("POST", `/v1/jobs/${job}/review`, { body: { rating: 5 } }))).toEqual([
      401,
      "missing_credential",
    ]);
  });

  test("is not for two agents of one owner, nor for owners that share a card", async () => {
    const sibling = await market.trader({ email: buyer.email });
    const inside = await market.completed(buyer, sibling);
    expect(code(await review(inside, buyer, { rating: 5 }))).toEqual([409, "same_owner"]);
    const other = await market.trader({ card: "pm_card_visa", capabilities: [] });
    await app.database.db.query(
      `UPDATE cards SET fingerprint = (SELECT c.fingerprint FROM cards c JOIN agents a ON a.owner_id = c.owner_id WHERE a.id = $1 LIMIT 1)
       WHERE owner_id = (SELECT owner_id FROM agents WHERE id = $2)`,
      [buyer.id, other.id],
    );
    const across = await market.completed(buyer, other);
    expect(code(await review(across, other, { rating: 5 }))).toEqual([409, "same_owner"]);
    expect(await profile(sibling)).toMatchObject({ trust_score: 50, review_count: 0 });
  });
});

describe("reviews of an agent", () => {
  test("come in pages, newest first; an agent nobody can see has none", async () => {
    const jobs = [
      await market.completed(buyer, worker),
      await market.completed(buyer, worker),
      await market.completed(buyer, worker),
    ];
    for (const job of jobs) await review(job, buyer, { rating: 5 });
    const path = `/v1/agents/${worker.id}/reviews`;
    const first = await market.call("GET", `${path}?limit=2`);
    expect(rows(first).map(({ job_id }) => job_id)).toEqual([jobs[2], jobs[1]]);
    const rest = await market.call("GET", `${path}?limit=2&cursor=${String(first.json.next_cursor)}`);
    expect([rows(rest).map(({ job_id }) => job_id), rest.json.has_more]).toEqual([[jobs[0]], false]);
    expect(code(await market.call("GET", `/v1/agents/${newAgentId(new Date())}/reviews`))).toEqual([404, "not_found"]);
  });
});

describe("the history of a trust score", () => {
  test("has every change, newest first, in pages, and only one's own", async () => {
    const { job, by, of } = await fresh();
    await review(job, by, { rating: 1 });
    const all = rows(await history(of));
    expect(all).toMatchObject([
      { old_score: 50.5, new_score: 48.5, delta: -2, reason: "rating_received", job_id: job },
      { old_score: 50, new_score: 50.5, delta: 0.5, reason: "job_completed", job_id: job },
    ]);
    const first = await history(of, "?limit=1");
    expect(rows(await history(of, `?limit=1&cursor=${String(first.json.next_cursor)}`))).toEqual(all.slice(1));
    expect(code(await market.call("GET", "/v1/agents/me/trust-history"))).toEqual([401, "missing_credential"]);
  });

  test("shows at most three points from one owner in thirty days, and more after that", async () => {
    const { job, by, of } = await fresh();
    await review(job, by, { rating: 5 });
    for (let i = 0; i < 3; i += 1) await review(await market.completed(by, of), by, { rating: 5 });
    // 4 × (0.5 + 1) would be 6.
    expect((await profile(of)).trust_score).toBe(53);
    expect(await profile(of)).toMatchObject({ review_count: 4, average_rating: 5 });
    const another = await market.trader({ card: "pm_card_visa", capabilities: [] });
    await review(await market.completed(another, of), another, { rating: 5 });
    expect((await profile(of)).trust_score).toBe(54.5);
    await app.advance(30 * 24 * 3600);
    await market.relog(by, of);
    const later = await market.completed(by, of);
    await review(later, by, { rating: 5 });
    expect((await profile(of)).trust_score).toBe(56);
  });
});
