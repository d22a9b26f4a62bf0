import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeze } from "@/lib/domain/jobs";
import type { TestApp } from "@/lib/testing/app";
import { asAdmin, onDispute, scripted, DisputeStage } from "@/lib/testing/disputes";
import type { Market, Trader } from "@/lib/testing/market";
import { makeRoom, rounds } from "@/lib/testing/races";

const DAY = 86_400;

let stage: DisputeStage;
let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  stage = await DisputeStage.open();
  ({ app, market, buyer, worker } = stage);
}, 120_000);
afterAll(() => stage.close());
beforeEach(async () => {
  await makeRoom(app.database.db, [worker.id]);
  await stage.reset();
});

describe("of calls that race, exactly one wins", () => {
  const outcomes = async (jobId: string) => ({
    status: await market.status(jobId, buyer),
    refunds: await stage.refunds(jobId),
    transfers: (await market.stripe(`/v1/transfers?transfer_group=${jobId}`)).length,
    escrow: await stage.account(jobId, "escrow"),
  });

  test.each(rounds())("accept and request-review, round %d", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    const answers = await Promise.all([
      onDispute(market, disputeId, "accept", worker),
      onDispute(market, disputeId, "request-review", buyer),
      onDispute(market, disputeId, "request-review", worker),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const accepted = answers[0].status === 200;
    expect(await outcomes(jobId)).toEqual({
      status: accepted ? "refunded" : "disputed",
      refunds: accepted ? [2000] : [],
      transfers: 0,
      escrow: accepted ? 0 : -2000,
    });
  });

  test.each(rounds())("two administrators, round %d", async () => {
    const { jobId, disputeId } = await stage.inReview();
    const settled = await Promise.allSettled([
      stage.adminRules(disputeId, { ruling: "buyer_wins", reasoning: "One." }),
      stage.adminRules(disputeId, { ruling: "buyer_wins", reasoning: "Two." }),
      stage.adminRules(disputeId, { ruling: "split", workerShare: 0.25, reasoning: "Three." }),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const after = await outcomes(jobId);
    expect([after.escrow, after.refunds.length]).toEqual([0, 1]);
    const resolved = market.received.filter(
      (hit) => hit.event === "dispute.resolved" && hit.path === buyer.path && hit.body.dispute_id === disputeId,
    );
    expect(resolved.length).toBeLessThanOrEqual(1);
  });

  test.each(rounds())("both parties' acceptance of a split executes it once, round %d", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("split", { worker_share: 0.5 }));
    const answers = await Promise.all([
      onDispute(market, disputeId, "accept", worker),
      onDispute(market, disputeId, "accept", buyer),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await outcomes(jobId)).toMatchObject({ status: "completed", refunds: [1000], escrow: 0 });
  });

  test.each(rounds())("the deadline, an acceptance and a review at the same moment, round %d", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    await app.advance(7 * DAY - 2);
    await market.relog(buyer, worker);
    const [, ...answers] = await Promise.all([
      app.advance(3),
      onDispute(market, disputeId, "request-review", buyer),
      onDispute(market, disputeId, "accept", worker),
    ]);
    await market.relog(buyer, worker);
    const reviewed = answers[0].status === 200;
    expect(await outcomes(jobId)).toMatchObject({
      status: reviewed ? "disputed" : "refunded",
      refunds: reviewed ? [] : [2000],
    });
  });

  test.each(rounds())("a freeze and an acceptance, round %d", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    const admin = await asAdmin();
    const [frozen, accepted] = await Promise.allSettled([
      freeze(admin, jobId, "stop"),
      onDispute(market, disputeId, "accept", worker),
    ]);
    const won = accepted.status === "fulfilled" && accepted.value.status === 200;
    expect(frozen.status === "fulfilled").toBe(!won);
    expect(await outcomes(jobId)).toMatchObject(
      won ? { status: "refunded", refunds: [2000] } : { status: "frozen", refunds: [] },
    );
  });
});
