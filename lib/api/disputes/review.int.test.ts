import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rule } from "@/lib/domain/disputes";
import { freeze, unfreeze } from "@/lib/domain/jobs";
import type { TestApp } from "@/lib/testing/app";
import {
  ADMIN,
  adminMails,
  asAdmin,
  dispute,
  disputeOf,
  onDispute,
  reached,
  scripted,
  DisputeStage,
} from "@/lib/testing/disputes";
import type { Market, Trader } from "@/lib/testing/market";

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
beforeEach(() => stage.reset());

const steps = (data: Readonly<Record<string, unknown>>) => (data.history as { step: string }[]).map(({ step }) => step);

describe("a human review", () => {
  test.each(["buyer", "worker"] as const)(
    "can be asked for by the %s, once, and stops the ruling from becoming final",
    async (side) => {
      const { jobId, disputeId } = await stage.ruledCase(scripted("worker_wins"));
      const by = side === "buyer" ? buyer : worker;
      const asked = await onDispute(market, disputeId, "request-review", by);
      expect(asked.data).toMatchObject({ status: "in_review", tier: 2, ruling: "worker_wins" });
      for (const party of [buyer, worker])
        await market.event(party, "dispute.escalated", (body) => body.dispute_id === disputeId);
      const again = await onDispute(market, disputeId, "request-review", buyer);
      expect([again.status, again.error.code]).toEqual([409, "dispute_not_open"]);
      await stage.later(8 * DAY);
      expect([await market.status(jobId, buyer), await stage.account(jobId, "escrow")]).toEqual(["disputed", -2000]);
    },
  );

  test("cannot be asked for after 7 days", async () => {
    const { disputeId } = await stage.ruledCase(scripted("worker_wins"));
    await stage.later(7 * DAY + 1);
    const late = await onDispute(market, disputeId, "request-review", buyer);
    expect([late.status, late.error.code]).toEqual([409, "review_window_closed"]);
  });

  test("reminds the administrators once, 24 hours before the 48 are over", async () => {
    const { disputeId } = await stage.inReview();
    const reminders = () => adminMails(market, "Reminder", disputeId);
    await stage.later(23 * 3600);
    expect(await reminders()).toBe(0);
    await stage.later(2 * 3600);
    expect(await reminders()).toBe(1);
    await stage.later(3 * DAY);
    expect(await reminders()).toBe(1);
  });

  test.each([
    [{ ruling: "buyer_wins", reasoning: "Not what was stage.asked." }, "refunded", [2000]],
    [{ ruling: "worker_wins", reasoning: "It is what was stage.asked." }, "completed", []],
    [{ ruling: "split", workerShare: 0.5, reasoning: "Half of it." }, "completed", [1000]],
  ] as const)("is ruled by an administrator, finally: %o", async (decision, status, back) => {
    const { jobId, disputeId } = await stage.inReview();
    await stage.adminRules(disputeId, decision);
    expect([await market.status(jobId, buyer), await stage.refunds(jobId)]).toEqual([status, back]);
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown).toMatchObject({
      status: "resolved",
      tier: 2,
      ruling: decision.ruling,
      reasoning: decision.reasoning,
      confidence: null,
    });
    expect(steps(shown)).toEqual(["opened", "ruled", "review_requested", "escalated", "resolved"]);
    for (const party of [buyer, worker])
      await market.event(party, "dispute.resolved", (body) => body.dispute_id === disputeId);
    const [audit] = await app.database.db.query<{ actor: string }>(
      "SELECT actor FROM audit_log WHERE action = 'dispute.rule' AND subject_id = $1",
      [disputeId],
    );
    expect(audit?.actor).toBe(ADMIN);
    const moves = (await market.call("GET", `/v1/jobs/${jobId}/transitions`, { token: buyer.token })).json.data as {
      to_status: string;
      actor: string;
    }[];
    expect(moves.slice(-2).map(({ to_status, actor }) => [to_status, actor])).toEqual([
      ["disputed", "buyer"],
      [status, "admin"],
    ]);
  });

  test("takes no share outside (0, 1), none without a split, and no second ruling", async () => {
    const { disputeId } = await stage.inReview();
    const reasoning = "Because.";
    for (const workerShare of [undefined, 0, 1, -0.5, 1.5, 0.00001, Number.NaN]) {
      await expect(stage.adminRules(disputeId, { ruling: "split", workerShare, reasoning })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    await expect(
      stage.adminRules(disputeId, { ruling: "buyer_wins", workerShare: 0.5, reasoning }),
    ).rejects.toMatchObject({ code: "invalid_request" });
    await expect(stage.adminRules(disputeId, { ruling: "buyer_wins", reasoning: "  " })).rejects.toMatchObject({
      code: "invalid_request",
    });
    await stage.adminRules(disputeId, { ruling: "worker_wins", reasoning });
    await expect(stage.adminRules(disputeId, { ruling: "buyer_wins", reasoning })).rejects.toMatchObject({
      code: "dispute_not_open",
    });
  });

  test("is for ADMIN_EMAILS alone", async () => {
    const { disputeId } = await stage.inReview();
    const impostor = { ...(await asAdmin()), actor: { kind: "admin", email: "else@example.com" } } as const;
    await expect(rule(impostor, disputeId, { ruling: "buyer_wins", reasoning: "Because." })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("time", () => {
  test("stands still while the job is frozen, and goes on where it stood", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    await stage.later(5 * DAY);
    await freeze(await asAdmin(), jobId, "under investigation");
    for (const verb of ["accept", "request-review"])
      expect((await onDispute(market, disputeId, verb, worker)).status).toBe(409);
    await stage.later(30 * DAY);
    expect(await market.status(jobId, buyer)).toBe("frozen");
    await unfreeze(await asAdmin(), jobId, null);
    await stage.later(1.9 * DAY);
    expect(await market.status(jobId, buyer)).toBe("disputed");
    await stage.later(0.2 * DAY);
    expect(await market.status(jobId, buyer)).toBe("refunded");
  });

  test("a job that is frozen while tier 1 thinks is judged when it goes on", async () => {
    let answer: () => void = () => undefined;
    stage.thinking = new Promise((resolve) => {
      answer = resolve;
    });
    const { jobId } = await dispute(market, buyer, worker);
    await expect.poll(() => stage.asked.length).toBe(1);
    await freeze(await asAdmin(), jobId, "under investigation");
    answer();
    await app.advance(0);
    expect((await disputeOf(market, jobId, buyer)).data).toMatchObject({ status: "open", ruling: null });
    await unfreeze(await asAdmin(), jobId, null);
    await reached(market, jobId, buyer, "ruled");
  });

  test("evidence that comes while tier 1 thinks is read before it rules", async () => {
    let answer: () => void = () => undefined;
    stage.thinking = new Promise((resolve) => {
      answer = resolve;
    });
    const { jobId, disputeId } = await dispute(market, buyer, worker);
    await expect.poll(() => stage.asked.length).toBe(1);
    const late = { evidence_items: [{ type: "text", label: "Late", content: "This came late." }] };
    expect((await onDispute(market, disputeId, "evidence", worker, late)).status).toBe(201);
    answer();
    await reached(market, jobId, buyer, "ruled");
    expect(stage.asked).toHaveLength(2);
    expect(stage.asked[1]?.user).toContain("This came late.");
  });

  test("disputes a revision that never came, on the buyer's behalf, and tells both", async () => {
    const id = await market.delivered(buyer, worker);
    await market.act(id, "revision", buyer, { feedback: "Please add the costs." });
    await stage.later(25 * 3600);
    const shown = await reached(market, id, buyer, "ruled");
    expect(shown.opened_by).toBe("buyer");
    for (const party of [buyer, worker]) await market.event(party, "job.disputed", (body) => body.job_id === id);
  });
});
