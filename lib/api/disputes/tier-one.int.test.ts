import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lostDisputes } from "@/lib/domain/disputes";
import { retryOperation } from "@/lib/domain/jobs";
import { addMs } from "@/lib/kernel/clock";
import { systemContext } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import type { TestApp } from "@/lib/testing/app";
import {
  adminMailed,
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
const REASON = "The delivery does not match the task.";

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

describe("tier 1", () => {
  test("a sure ruling stands for 7 days and moves nothing until then", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown).toMatchObject({
      status: "ruled",
      tier: 1,
      ruling: "buyer_wins",
      confidence: 0.93,
      reasoning: "By the evidence.",
      worker_share: null,
    });
    for (const party of [buyer, worker]) {
      const told = await market.event(party, "dispute.ruled", (body) => body.dispute_id === disputeId);
      expect(told.body).toMatchObject({
        job_id: jobId,
        ruling: "buyer_wins",
        confidence: 0.93,
        review_deadline: shown.review_deadline,
      });
    }
    await stage.later(6.9 * DAY);
    expect([
      await market.status(jobId, buyer),
      await stage.account(jobId, "escrow"),
      await stage.refunds(jobId),
    ]).toEqual(["disputed", -2000, []]);
    await stage.later(0.2 * DAY);
    expect(await market.status(jobId, buyer)).toBe("refunded");
    expect(await stage.refunds(jobId)).toEqual([2000]);
    const final = (await disputeOf(market, jobId, buyer)).data;
    expect([final.status, steps(final)]).toEqual(["resolved", ["opened", "ruled", "resolved"]]);
    for (const party of [buyer, worker])
      await market.event(
        party,
        "dispute.resolved",
        (body) => body.dispute_id === disputeId && body.ruling === "buyer_wins",
      );
  });

  test.each([
    ["0.79 sure", () => scripted("buyer_wins", { confidence: 0.79 })],
    ["no model answers", () => new Response("down", { status: 400 })],
    ["a ruling outside the fixed set", () => scripted("platform_wins")],
    ["a split without a share", () => scripted("split")],
    ["a split of everything", () => scripted("split", { worker_share: 1 })],
  ])("%s: a human rules within 48 hours, and nothing has been ruled", async (_, says) => {
    stage.arbiter = says();
    const { jobId, disputeId } = await dispute(market, buyer, worker);
    const shown = await reached(market, jobId, buyer, "in_review");
    expect(shown).toMatchObject({ tier: 2, ruling: null, worker_share: null });
    expect(Date.parse(String(shown.sla_due_at)) - Date.parse(String(shown.created_at))).toBeGreaterThanOrEqual(
      48 * 3_600_000,
    );
    for (const party of [buyer, worker])
      await market.event(party, "dispute.escalated", (body) => body.dispute_id === disputeId);
    await adminMailed(market, disputeId, "human review");
    expect(await stage.account(jobId, "escrow")).toBe(-2000);
  });

  test("0.80 is sure enough", async () => {
    const { jobId } = await stage.ruledCase(scripted("worker_wins", { confidence: 0.8 }));
    expect((await disputeOf(market, jobId, buyer)).data.ruling).toBe("worker_wins");
  });

  test("reads both sides' evidence, the delivery, the validation, and opens no link", async () => {
    stage.arbiter = scripted("worker_wins");
    const { jobId } = await dispute(market, buyer, worker, buyer, {
      evidence_items: [{ type: "url", label: "Link", content: "http://127.0.0.1:9/never" }],
    });
    await reached(market, jobId, buyer, "ruled");
    const document = JSON.parse(stage.asked.at(-1)?.user.split("\n")[1] ?? "{}") as Record<string, unknown>;
    expect(document).toMatchObject({
      dispute: { opened_by: "buyer", reason: REASON },
      evidence: [{ by: "buyer", label: "Link", content: "A link that was not opened: http://127.0.0.1:9/never" }],
      validation: { passed: true },
      delivery: { text: expect.stringContaining("revenue grew") as string },
    });
    expect(stage.asked.at(-1)?.system).not.toContain(REASON);
  });

  test("a party that had not been heard sets the ruling aside, once, and is heard", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    stage.arbiter = scripted("worker_wins");
    const say = (by: Trader, content: string) =>
      onDispute(market, disputeId, "evidence", by, { evidence_items: [{ type: "text", label: "Reply", content }] });
    expect((await say(worker, "The buyer agreed to one paragraph.")).status).toBe(201);
    const anew = await reached(market, jobId, buyer, "ruled");
    expect([anew.ruling, steps(anew)]).toEqual([
      "worker_wins",
      ["opened", "ruled", "evidence_added", "reopened", "ruled"],
    ]);
    expect(stage.asked.at(-1)?.user).toContain("The buyer agreed to one paragraph.");
    const before = stage.asked.length;
    expect((await say(worker, "And once more.")).data.status).toBe("ruled");
    expect((await say(buyer, "I have my doubts.")).data.status).toBe("ruled");
    expect(stage.asked.length).toBe(before);
  });

  test("takes at most 20 pieces of evidence from a party, and none once resolved", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    const items = Array.from({ length: 10 }, (_, at) => ({ type: "text", label: `${at}`, content: "again" }));
    expect((await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items })).status).toBe(201);
    expect((await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items })).status).toBe(201);
    const over = await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items.slice(0, 1) });
    expect([over.status, over.error.code]).toEqual([409, "limit_reached"]);
    expect((await onDispute(market, disputeId, "evidence", worker, { evidence_items: [] })).status).toBe(422);
    expect((await onDispute(market, disputeId, "accept", worker)).status).toBe(200);
    const closed = await onDispute(market, disputeId, "evidence", worker, { evidence_items: items.slice(0, 1) });
    expect([closed.status, closed.error.code, await market.status(jobId, buyer)]).toEqual([
      409,
      "dispute_not_open",
      "refunded",
    ]);
  });
});

describe("accepting", () => {
  test("by the loser makes worker_wins final: the worker is paid, the buyer's trust falls", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("worker_wins"));
    const refused = await onDispute(market, disputeId, "accept", worker);
    expect([refused.status, refused.error.code]).toEqual([403, "forbidden"]);
    const accepted = await onDispute(market, disputeId, "accept", buyer);
    expect([accepted.status, accepted.data.status]).toEqual([200, "resolved"]);
    expect(await stage.job(jobId)).toMatchObject({ status: "completed", refunded_amount: 0 });
    const paid = await market.event(worker, "payment.received", (body) => body.job_id === jobId);
    expect(paid.body.amount).toBe(20 - Number(paid.body.platform_fee));
    const fell = await market.event(buyer, "trust.updated", (body) => body.reason === "dispute_lost");
    expect(Number(fell.body.old_score) - Number(fell.body.new_score)).toBe(5);
    expect((await onDispute(market, disputeId, "accept", buyer)).status).toBe(200);
    expect((await market.stripe(`/v1/transfers?transfer_group=${jobId}`)).length).toBe(1);
  });

  test("a split needs both, pays each its part with the fee on the worker's alone, counts, and moves no trust", async () => {
    const completed = async () => (await market.call("GET", `/v1/agents/${worker.id}`)).data.completed_jobs as number;
    const before = await completed();
    const { jobId, disputeId } = await stage.ruledCase(scripted("split", { worker_share: 0.3333 }));
    const first = await onDispute(market, disputeId, "accept", worker);
    expect([first.status, first.data.status, await market.status(jobId, buyer)]).toEqual([200, "ruled", "disputed"]);
    expect((await onDispute(market, disputeId, "accept", worker)).data.status).toBe("ruled");
    expect((await onDispute(market, disputeId, "accept", buyer)).data).toMatchObject({
      status: "resolved",
      worker_share: 0.3333,
    });
    // 33.33 % of 20.00 is 6.666, half up 6.67; 13.33 goes back.
    expect(await stage.refunds(jobId)).toEqual([1333]);
    const paid = await market.event(worker, "payment.received", (body) => body.job_id === jobId);
    expect(Math.round(Number(paid.body.amount) * 100) + Math.round(Number(paid.body.platform_fee) * 100)).toBe(667);
    expect(await stage.account(jobId, "escrow")).toBe(0);
    const rows = await app.database.db.query("SELECT 1 FROM trust_history WHERE job_id = $1", [jobId]);
    expect([rows, await completed()]).toEqual([[], before + 1]);
    const [earned] = await app.database.db.query<{ completed_jobs: number }>(
      "SELECT completed_jobs FROM agent_earnings WHERE agent_id = $1",
      [worker.id],
    );
    expect(earned?.completed_jobs).toBe(before + 1);
  });

  test("is 409 before there is a ruling and in review", async () => {
    const { disputeId } = await stage.inReview();
    const answer = await onDispute(market, disputeId, "accept", buyer);
    expect([answer.status, answer.error.code, answer.error.details]).toEqual([
      409,
      "dispute_not_open",
      { status: "in_review", tier: 2 },
    ]);
  });

  describe("when Stripe refuses the refund", () => {
    const refundable = (jobId: string, is: boolean) =>
      app.database.db.query(
        `UPDATE sandbox.stripe_objects SET internal = jsonb_set(internal::jsonb, '{dispute}', $2)::json
         WHERE id = (SELECT charge_id FROM jobs WHERE id = $1)`,
        [jobId, is ? "null" : '"du_x"'],
      );
    const accepted = async () => {
      const opened = await stage.ruledCase(scripted("buyer_wins"));
      await refundable(opened.jobId, false);
      const refused = await onDispute(market, opened.disputeId, "accept", worker);
      expect([refused.status, refused.error.code]).toEqual([402, "payment_failed"]);
      return opened;
    };

    test("nobody can contest what was accepted, and it is executed a day later", async () => {
      const { jobId, disputeId } = await accepted();
      for (const party of [worker, buyer]) {
        const asked = await onDispute(market, disputeId, "request-review", party);
        expect([asked.status, asked.error.code]).toEqual([409, "review_window_closed"]);
        expect(asked.error.message).toContain("accepted");
      }
      const words = { evidence_items: [{ type: "text", label: "Reply", content: "I did not mean to accept." }] };
      expect((await onDispute(market, disputeId, "evidence", worker, words)).data.status).toBe("ruled");
      await refundable(jobId, true);
      await stage.later(DAY + 60);
      expect([await market.status(jobId, buyer), await stage.refunds(jobId)]).toEqual(["refunded", [2000]]);
    });

    test("an operator has it executed at once", async () => {
      const { jobId } = await accepted();
      const [operation] = await app.database.db.query<{ id: string }>(
        "SELECT id FROM stripe_operations WHERE job_id = $1 AND status = 'refused'",
        [jobId],
      );
      await refundable(jobId, true);
      await retryOperation(await asAdmin(), operation?.id ?? "");
      await app.advance(0);
      expect([await market.status(jobId, buyer), await stage.refunds(jobId)]).toEqual(["refunded", [2000]]);
    });

    test("it is taken up again where its timer was lost, with as many attempts as before", async () => {
      const { jobId, disputeId } = await accepted();
      await app.database.db.query("SELECT graphile_worker.remove_job($1)", [`dispute:${disputeId}`]);
      const ctx = await systemContext();
      const lost = () => lostDisputes({ db: ctx.db, before: addMs(ctx.now, 1), limit: 100 });
      const task = { payload: { dispute_id: disputeId }, key: `dispute:${disputeId}`, max_attempts: 1_000 };
      // The task that judged the dispute may not be put away yet.
      await expect.poll(lost).toContainEqual(expect.objectContaining(task));
      await refundable(jobId, true);
      await transact(ctx, { tasks: await lost() });
      await market.reach(jobId, buyer, "refunded");
    });
  });

  test("a refund that Stripe does not answer is driven to its end, and the ruling takes effect once", async () => {
    const { jobId, disputeId } = await stage.ruledCase(scripted("buyer_wins"));
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "lost_response", count: 1 } });
    const answer = await onDispute(market, disputeId, "accept", worker);
    expect([200, 503]).toContain(answer.status);
    await stage.later(120);
    expect([await market.status(jobId, buyer), await stage.refunds(jobId)]).toEqual(["refunded", [2000]]);
  });
});
