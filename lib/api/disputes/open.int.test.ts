import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "@/lib/testing/app";
import { dispute, disputeOf, onDispute, reached, DisputeStage } from "@/lib/testing/disputes";
import type { Market, Trader } from "@/lib/testing/market";

const REASON = "The delivery does not match the task.";

let stage: DisputeStage;
let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let stranger: Trader;

beforeAll(async () => {
  stage = await DisputeStage.open();
  ({ app, market, buyer, worker, stranger } = stage);
}, 120_000);
afterAll(() => stage.close());
beforeEach(() => stage.reset());

describe("opening a dispute", () => {
  test.each(["buyer", "worker"] as const)(
    "by the %s keeps the money held, tells the other party alone, and shows to both",
    async (side) => {
      const [by, other] = side === "buyer" ? [buyer, worker] : [worker, buyer];
      stage.arbiter = new Response(null, { status: 400 });
      const evidence_items = [
        { type: "text", label: "Original spec", content: "One paragraph was asked for." },
        { type: "url", label: "Discussion", content: "https://example.com/thread" },
      ];
      const { jobId, disputeId } = await dispute(market, buyer, worker, by, { evidence_items });
      const told = await market.event(other, "job.disputed", (body) => body.job_id === jobId);
      expect(told.body).toMatchObject({ job_id: jobId, dispute_id: disputeId });
      expect(
        market.received.some(
          (hit) => hit.path === by.path && hit.event === "job.disputed" && hit.body.job_id === jobId,
        ),
      ).toBe(false);
      expect(await market.status(jobId, buyer)).toBe("disputed");
      expect(await stage.account(jobId, "escrow")).toBe(-2000);
      for (const party of [buyer, worker]) {
        const shown = (await disputeOf(market, jobId, party)).data;
        expect(shown).toMatchObject({
          id: disputeId,
          job_id: jobId,
          opened_by: side,
          reason: REASON,
          resolved_at: null,
        });
        expect(shown.evidence).toMatchObject(evidence_items.map((item) => ({ ...item, submitted_by: side })));
      }
    },
  );

  test("is for the job's parties alone: 401 without credential, 404 for strangers, as for no dispute at all", async () => {
    const id = await market.delivered(buyer, worker);
    expect((await market.call("POST", `/v1/jobs/${id}/dispute`, { body: { reason: REASON } })).status).toBe(401);
    expect((await market.act(id, "dispute", stranger, { reason: REASON })).status).toBe(404);
    expect((await disputeOf(market, id, buyer)).status).toBe(404);
    expect((await disputeOf(market, id, stranger)).status).toBe(404);
    for (const verb of ["evidence", "accept", "request-review"]) {
      const body = verb === "evidence" ? { evidence_items: [{ type: "text", label: "x", content: "y" }] } : {};
      expect((await onDispute(market, randomUUID(), verb, buyer, body)).status).toBe(404);
      expect((await market.call("POST", `/v1/disputes/${randomUUID()}/${verb}`, { body })).status).toBe(401);
    }
  });

  test("answers 409 with the status and what is allowed in every other state", async () => {
    const id = await market.accepted(buyer, worker);
    const early = await market.act(id, "dispute", buyer, { reason: REASON });
    expect([early.status, early.error.code]).toEqual([409, "invalid_job_status"]);
    expect(early.error.details).toMatchObject({ status: "accepted", allowed: ["cancel"] });
    const { jobId } = await dispute(market, buyer, worker);
    expect((await market.act(jobId, "dispute", worker, { reason: REASON })).status).toBe(409);
    expect((await market.act(jobId, "approve", buyer)).status).toBe(409);
  });

  test("of a revision that was asked for is possible too", async () => {
    const id = await market.delivered(buyer, worker);
    expect((await market.act(id, "revision", buyer, { feedback: "Please add the costs." })).status).toBe(200);
    expect((await market.act(id, "dispute", worker, { reason: REASON })).status).toBe(201);
  });

  test("answers the same to the same Idempotency-Key, and opens one dispute", async () => {
    const id = await market.delivered(buyer, worker);
    const send = () =>
      market.call("POST", `/v1/jobs/${id}/dispute`, {
        token: buyer.token,
        body: { reason: REASON },
        headers: { "idempotency-key": `d-${id}` },
      });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.data.id).toBe(first.data.id);
  });

  const text = { type: "text", label: "l", content: "c" };
  test.each([
    ["no reason", {}, "reason"],
    ["a short reason", { reason: "too short" }, "reason"],
    ["a long reason", { reason: "x".repeat(5001) }, "reason"],
    ["a reason of spaces", { reason: " ".repeat(20) }, "reason"],
    ["evidence that is no list", { reason: REASON, evidence_items: {} }, "evidence_items"],
    ["eleven pieces", { reason: REASON, evidence_items: Array.from({ length: 11 }, () => text) }, "evidence_items"],
    ["an unknown type", { reason: REASON, evidence_items: [{ ...text, type: "file" }] }, "evidence_items[0].type"],
    ["no content", { reason: REASON, evidence_items: [{ type: "text", label: "l" }] }, "evidence_items[0].content"],
    [
      "a long text",
      { reason: REASON, evidence_items: [{ ...text, content: "x".repeat(20_001) }] },
      "evidence_items[0].content",
    ],
    [
      "a long label",
      { reason: REASON, evidence_items: [{ ...text, label: "x".repeat(256) }] },
      "evidence_items[0].label",
    ],
    [
      "a link that is none",
      { reason: REASON, evidence_items: [{ type: "url", label: "l", content: "javascript:alert(1)" }] },
      "evidence_items[0].content",
    ],
    [
      "a key of no file",
      { reason: REASON, evidence_items: [text, { type: "r2_key", label: "l", content: "deliverables/x/y/z.txt" }] },
      "evidence_items[1].content",
    ],
    ["an unknown field", { reason: REASON, evidence: [] }, "evidence"],
  ])("refuses %s with 422 and opens nothing", async (_, body, path) => {
    const id = await market.delivered(buyer, worker);
    const answer = await market.act(id, "dispute", buyer, body);
    expect(answer.status).toBe(422);
    expect((answer.error.details as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path);
    expect(await market.status(id, buyer)).toBe("delivered");
  });

  test("takes a file of the job by its key, and no other job's", async () => {
    const [mine, foreign] = [await market.delivered(buyer, worker), await market.delivered(buyer, worker)];
    const keys = await app.database.db.query<{ job_id: string; key: string }>(
      "SELECT job_id, upload_key AS key FROM files WHERE job_id = ANY($1)",
      [[mine, foreign]],
    );
    const by = (id: string) => ({
      reason: REASON,
      evidence_items: [{ type: "r2_key", label: "The delivery", content: keys.find((row) => row.job_id === id)?.key }],
    });
    expect((await market.act(mine, "dispute", buyer, by(foreign))).status).toBe(422);
    expect((await market.act(mine, "dispute", buyer, by(mine))).status).toBe(201);
    await reached(market, mine, buyer, "ruled");
    expect(stage.asked.at(-1)?.user).toContain("File deliverable.txt, text/plain");
    expect(stage.asked.at(-1)?.user).toContain("revenue grew 12 percent");
  });
});
