import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rule, type Decision } from "@/lib/domain/disputes";
import { freeze, unfreeze } from "@/lib/domain/jobs";
import { testApp, type TestApp } from "@/lib/testing/app";
import { ADMIN, adminMailed, adminMails, asAdmin, dispute, disputeOf, onDispute, reached, scripted, type Scripted } from "@/lib/testing/disputes";
import { Market, type Trader } from "@/lib/testing/market";
import { startModels, type Asked, type ModelServer } from "@/lib/testing/models";

const DAY = 86_400;
const REASON = "The delivery does not match the task.";

let models: ModelServer;
let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let stranger: Trader;
/** What the arbiter says; a Response is an HTTP answer, null leaves it to the rules. */
let arbiter: Scripted | Response | null;
let asked: Asked[] = [];
/** The arbiter answers when this is over. */
let thinking = Promise.resolve();

beforeAll(async () => {
  models = await startModels(async (question) => {
    if (question.kind === "judgement") return null;
    asked.push(question);
    await thinking;
    return arbiter instanceof Response ? arbiter.clone() : arbiter === null ? null : { ...arbiter };
  });
  app = await testApp({ ...models.env, ADMIN_EMAILS: ADMIN });
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
  stranger = await market.trader();
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
  await models.close();
});
beforeEach(async () => {
  arbiter = scripted("buyer_wins");
  asked = [];
  // The best tier: a hundred jobs at once, however the disputes before have ended.
  await app.database.db.query("UPDATE agents SET trust_score = 9500");
  await market.relog(buyer, worker, stranger);
});

const later = async (seconds: number) => {
  await app.advance(seconds);
  await market.relog(buyer, worker, stranger);
};
const ruledCase = async (ruling: Scripted, by: Trader = buyer) => {
  arbiter = ruling;
  const opened = await dispute(market, buyer, worker, by);
  await reached(market, opened.jobId, buyer, "ruled");
  return opened;
};
const inReview = async () => {
  const opened = await ruledCase(scripted("worker_wins"));
  expect((await onDispute(market, opened.disputeId, "request-review", buyer)).status).toBe(200);
  return opened;
};
const adminRules = async (disputeId: string, decision: Decision) => rule(await asAdmin(), disputeId, decision);
const account = async (jobId: string, kind: string): Promise<number> => {
  const [row] = await app.database.db.query<{ cents: number }>(
    `SELECT coalesce(sum(p.amount_cents), 0) AS cents FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
     JOIN ledger_accounts a ON a.id = p.account_id WHERE t.job_id = $1 AND a.kind = $2`,
    [jobId, kind],
  );
  return row?.cents ?? 0;
};
const job = async (jobId: string) => (await market.call("GET", `/v1/jobs/${jobId}`, { token: buyer.token })).data;
const steps = (data: Readonly<Record<string, unknown>>) => (data["history"] as { step: string }[]).map(({ step }) => step);
const refunds = async (jobId: string) => {
  const [intent] = (await market.stripe("/v1/payment_intents?limit=100")).filter(({ transfer_group }) => transfer_group === jobId);
  return (await market.stripe(`/v1/refunds?payment_intent=${String(intent?.["id"])}`)).map(({ amount }) => amount);
};

describe("opening a dispute", () => {
  test.each(["buyer", "worker"] as const)("by the %s keeps the money held, tells the other party alone, and shows to both", async (side) => {
    const [by, other] = side === "buyer" ? [buyer, worker] : [worker, buyer];
    arbiter = new Response(null, { status: 400 });
    const evidence_items = [
      { type: "text", label: "Original spec", content: "One paragraph was asked for." },
      { type: "url", label: "Discussion", content: "https://example.com/thread" },
    ];
    const { jobId, disputeId } = await dispute(market, buyer, worker, by, { evidence_items });
    const told = await market.event(other, "job.disputed", (body) => body["job_id"] === jobId);
    expect(told.body).toMatchObject({ job_id: jobId, dispute_id: disputeId });
    expect(market.received.some((hit) => hit.path === by.path && hit.event === "job.disputed" && hit.body["job_id"] === jobId)).toBe(false);
    expect(await market.status(jobId, buyer)).toBe("disputed");
    expect(await account(jobId, "escrow")).toBe(-2000);
    for (const party of [buyer, worker]) {
      const shown = (await disputeOf(market, jobId, party)).data;
      expect(shown).toMatchObject({ id: disputeId, job_id: jobId, opened_by: side, reason: REASON, resolved_at: null });
      expect(shown["evidence"]).toMatchObject(evidence_items.map((item) => ({ ...item, submitted_by: side })));
    }
  });

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
    expect([early.status, early.error["code"]]).toEqual([409, "invalid_job_status"]);
    expect(early.error["details"]).toMatchObject({ status: "accepted", allowed: ["cancel"] });
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
      market.call("POST", `/v1/jobs/${id}/dispute`, { token: buyer.token, body: { reason: REASON }, headers: { "idempotency-key": `d-${id}` } });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.data["id"]).toBe(first.data["id"]);
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
    ["a long text", { reason: REASON, evidence_items: [{ ...text, content: "x".repeat(20_001) }] }, "evidence_items[0].content"],
    ["a long label", { reason: REASON, evidence_items: [{ ...text, label: "x".repeat(256) }] }, "evidence_items[0].label"],
    ["a link that is none", { reason: REASON, evidence_items: [{ type: "url", label: "l", content: "javascript:alert(1)" }] }, "evidence_items[0].content"],
    ["a key of no file", { reason: REASON, evidence_items: [text, { type: "r2_key", label: "l", content: "deliverables/x/y/z.txt" }] }, "evidence_items[1].content"],
    ["an unknown field", { reason: REASON, evidence: [] }, "evidence"],
  ])("refuses %s with 422 and opens nothing", async (_, body, path) => {
    const id = await market.delivered(buyer, worker);
    const answer = await market.act(id, "dispute", buyer, body);
    expect(answer.status).toBe(422);
    expect((answer.error["details"] as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path);
    expect(await market.status(id, buyer)).toBe("delivered");
  });

  test("takes a file of the job by its key, and no other job's", async () => {
    const [mine, foreign] = [await market.delivered(buyer, worker), await market.delivered(buyer, worker)];
    const keys = await app.database.db.query<{ job_id: string; key: string }>("SELECT job_id, upload_key AS key FROM files WHERE job_id = ANY($1)", [[mine, foreign]]);
    const by = (id: string) => ({ reason: REASON, evidence_items: [{ type: "r2_key", label: "The delivery", content: keys.find((row) => row.job_id === id)?.key }] });
    expect((await market.act(mine, "dispute", buyer, by(foreign))).status).toBe(422);
    expect((await market.act(mine, "dispute", buyer, by(mine))).status).toBe(201);
    await reached(market, mine, buyer, "ruled");
    expect(asked.at(-1)?.user).toContain("File deliverable.txt, text/plain");
    expect(asked.at(-1)?.user).toContain("revenue grew 12 percent");
  });
});

describe("tier 1", () => {
  test("a sure ruling stands for 7 days and moves nothing until then", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown).toMatchObject({ status: "ruled", tier: 1, ruling: "buyer_wins", confidence: 0.93, reasoning: "By the evidence.", worker_share: null });
    for (const party of [buyer, worker]) {
      const told = await market.event(party, "dispute.ruled", (body) => body["dispute_id"] === disputeId);
      expect(told.body).toMatchObject({ job_id: jobId, ruling: "buyer_wins", confidence: 0.93, review_deadline: shown["review_deadline"] });
    }
    await later(6.9 * DAY);
    expect([await market.status(jobId, buyer), await account(jobId, "escrow"), await refunds(jobId)]).toEqual(["disputed", -2000, []]);
    await later(0.2 * DAY);
    expect(await market.status(jobId, buyer)).toBe("refunded");
    expect(await refunds(jobId)).toEqual([2000]);
    const final = (await disputeOf(market, jobId, buyer)).data;
    expect([final["status"], steps(final)]).toEqual(["resolved", ["opened", "ruled", "resolved"]]);
    for (const party of [buyer, worker]) await market.event(party, "dispute.resolved", (body) => body["dispute_id"] === disputeId && body["ruling"] === "buyer_wins");
  });

  test.each([
    ["0.79 sure", () => scripted("buyer_wins", { confidence: 0.79 })],
    ["no model answers", () => new Response("down", { status: 400 })],
    ["a ruling outside the fixed set", () => scripted("platform_wins")],
    ["a split without a share", () => scripted("split")],
    ["a split of everything", () => scripted("split", { worker_share: 1 })],
  ])("%s: a human rules within 48 hours, and nothing has been ruled", async (_, says) => {
    arbiter = says();
    const { jobId, disputeId } = await dispute(market, buyer, worker);
    const shown = await reached(market, jobId, buyer, "in_review");
    expect(shown).toMatchObject({ tier: 2, ruling: null, worker_share: null });
    expect(Date.parse(String(shown["sla_due_at"])) - Date.parse(String(shown["created_at"]))).toBeGreaterThanOrEqual(48 * 3_600_000);
    for (const party of [buyer, worker]) await market.event(party, "dispute.escalated", (body) => body["dispute_id"] === disputeId);
    await adminMailed(market, disputeId, "human review");
    expect(await account(jobId, "escrow")).toBe(-2000);
  });

  test("0.80 is sure enough", async () => {
    const { jobId } = await ruledCase(scripted("worker_wins", { confidence: 0.8 }));
    expect((await disputeOf(market, jobId, buyer)).data["ruling"]).toBe("worker_wins");
  });

  test("reads both sides' evidence, the delivery, the validation, and opens no link", async () => {
    arbiter = scripted("worker_wins");
    const { jobId } = await dispute(market, buyer, worker, buyer, { evidence_items: [{ type: "url", label: "Link", content: "http://127.0.0.1:9/never" }] });
    await reached(market, jobId, buyer, "ruled");
    const document = JSON.parse(asked.at(-1)?.user.split("\n")[1] ?? "{}") as Record<string, unknown>;
    expect(document).toMatchObject({
      dispute: { opened_by: "buyer", reason: REASON },
      evidence: [{ by: "buyer", label: "Link", content: "A link that was not opened: http://127.0.0.1:9/never" }],
      validation: { passed: true },
      delivery: { text: expect.stringContaining("revenue grew") as string },
    });
    expect(asked.at(-1)?.system).not.toContain(REASON);
  });

  test("a party that had not been heard sets the ruling aside, once, and is heard", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    arbiter = scripted("worker_wins");
    const say = (by: Trader, content: string) => onDispute(market, disputeId, "evidence", by, { evidence_items: [{ type: "text", label: "Reply", content }] });
    expect((await say(worker, "The buyer agreed to one paragraph.")).status).toBe(201);
    const anew = await reached(market, jobId, buyer, "ruled");
    expect([anew["ruling"], steps(anew)]).toEqual(["worker_wins", ["opened", "ruled", "evidence_added", "reopened", "ruled"]]);
    expect(asked.at(-1)?.user).toContain("The buyer agreed to one paragraph.");
    const before = asked.length;
    expect((await say(worker, "And once more.")).data["status"]).toBe("ruled");
    expect((await say(buyer, "I have my doubts.")).data["status"]).toBe("ruled");
    expect(asked.length).toBe(before);
  });

  test("takes at most 20 pieces of evidence from a party, and none once resolved", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    const items = Array.from({ length: 10 }, (_, at) => ({ type: "text", label: `${at}`, content: "again" }));
    expect((await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items })).status).toBe(201);
    expect((await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items })).status).toBe(201);
    const over = await onDispute(market, disputeId, "evidence", buyer, { evidence_items: items.slice(0, 1) });
    expect([over.status, over.error["code"]]).toEqual([409, "limit_reached"]);
    expect((await onDispute(market, disputeId, "evidence", worker, { evidence_items: [] })).status).toBe(422);
    expect((await onDispute(market, disputeId, "accept", worker)).status).toBe(200);
    const closed = await onDispute(market, disputeId, "evidence", worker, { evidence_items: items.slice(0, 1) });
    expect([closed.status, closed.error["code"], await market.status(jobId, buyer)]).toEqual([409, "dispute_not_open", "refunded"]);
  });
});

describe("accepting", () => {
  test("by the loser makes worker_wins final: the worker is paid, the buyer's trust falls", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("worker_wins"));
    const refused = await onDispute(market, disputeId, "accept", worker);
    expect([refused.status, refused.error["code"]]).toEqual([403, "forbidden"]);
    const accepted = await onDispute(market, disputeId, "accept", buyer);
    expect([accepted.status, accepted.data["status"]]).toEqual([200, "resolved"]);
    expect(await job(jobId)).toMatchObject({ status: "completed", refunded_amount: 0 });
    const paid = await market.event(worker, "payment.received", (body) => body["job_id"] === jobId);
    expect(paid.body["amount"]).toBe(20 - Number(paid.body["platform_fee"]));
    const fell = await market.event(buyer, "trust.updated", (body) => body["reason"] === "dispute_lost");
    expect(Number(fell.body["old_score"]) - Number(fell.body["new_score"])).toBe(5);
    expect((await onDispute(market, disputeId, "accept", buyer)).status).toBe(200);
    expect((await market.stripe(`/v1/transfers?transfer_group=${jobId}`)).length).toBe(1);
  });

  test("a split needs both, pays each its part with the fee on the worker's alone, and moves no trust", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("split", { worker_share: 0.3333 }));
    const first = await onDispute(market, disputeId, "accept", worker);
    expect([first.status, first.data["status"], await market.status(jobId, buyer)]).toEqual([200, "ruled", "disputed"]);
    expect((await onDispute(market, disputeId, "accept", worker)).data["status"]).toBe("ruled");
    expect((await onDispute(market, disputeId, "accept", buyer)).data).toMatchObject({ status: "resolved", worker_share: 0.3333 });
    // 33.33 % of 20.00 is 6.666, half up 6.67; 13.33 goes back.
    expect(await refunds(jobId)).toEqual([1333]);
    const paid = await market.event(worker, "payment.received", (body) => body["job_id"] === jobId);
    expect(Math.round(Number(paid.body["amount"]) * 100) + Math.round(Number(paid.body["platform_fee"]) * 100)).toBe(667);
    expect(await account(jobId, "escrow")).toBe(0);
    const rows = await app.database.db.query("SELECT 1 FROM trust_history WHERE job_id = $1", [jobId]);
    expect(rows).toEqual([]);
  });

  test("is 409 before there is a ruling and in review", async () => {
    const { disputeId } = await inReview();
    const answer = await onDispute(market, disputeId, "accept", buyer);
    expect([answer.status, answer.error["code"], answer.error["details"]]).toEqual([409, "dispute_not_open", { status: "in_review", tier: 2 }]);
  });

  test("a refund that Stripe does not answer is driven to its end, and the ruling takes effect once", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "lost_response", count: 1 } });
    const answer = await onDispute(market, disputeId, "accept", worker);
    expect([200, 503]).toContain(answer.status);
    await later(120);
    expect([await market.status(jobId, buyer), await refunds(jobId)]).toEqual(["refunded", [2000]]);
  });
});

describe("a human review", () => {
  test.each(["buyer", "worker"] as const)("can be asked for by the %s, once, and stops the ruling from becoming final", async (side) => {
    const { jobId, disputeId } = await ruledCase(scripted("worker_wins"));
    const by = side === "buyer" ? buyer : worker;
    const asked = await onDispute(market, disputeId, "request-review", by);
    expect(asked.data).toMatchObject({ status: "in_review", tier: 2, ruling: "worker_wins" });
    for (const party of [buyer, worker]) await market.event(party, "dispute.escalated", (body) => body["dispute_id"] === disputeId);
    const again = await onDispute(market, disputeId, "request-review", buyer);
    expect([again.status, again.error["code"]]).toEqual([409, "dispute_not_open"]);
    await later(8 * DAY);
    expect([await market.status(jobId, buyer), await account(jobId, "escrow")]).toEqual(["disputed", -2000]);
  });

  test("cannot be asked for after 7 days", async () => {
    const { disputeId } = await ruledCase(scripted("worker_wins"));
    await later(7 * DAY + 1);
    const late = await onDispute(market, disputeId, "request-review", buyer);
    expect([late.status, late.error["code"]]).toEqual([409, "review_window_closed"]);
  });

  test("reminds the administrators once, 24 hours before the 48 are over", async () => {
    const { disputeId } = await inReview();
    const reminders = () => adminMails(market, "Reminder", disputeId);
    await later(23 * 3600);
    expect(await reminders()).toBe(0);
    await later(2 * 3600);
    expect(await reminders()).toBe(1);
    await later(3 * DAY);
    expect(await reminders()).toBe(1);
  });

  test.each([
    [{ ruling: "buyer_wins", reasoning: "Not what was asked." }, "refunded", [2000]],
    [{ ruling: "worker_wins", reasoning: "It is what was asked." }, "completed", []],
    [{ ruling: "split", workerShare: 0.5, reasoning: "Half of it." }, "completed", [1000]],
  ] as const)("is ruled by an administrator, finally: %o", async (decision, status, back) => {
    const { jobId, disputeId } = await inReview();
    await adminRules(disputeId, decision);
    expect([await market.status(jobId, buyer), await refunds(jobId)]).toEqual([status, back]);
    const shown = (await disputeOf(market, jobId, worker)).data;
    expect(shown).toMatchObject({ status: "resolved", tier: 2, ruling: decision.ruling, reasoning: decision.reasoning, confidence: null });
    expect(steps(shown)).toEqual(["opened", "ruled", "review_requested", "escalated", "resolved"]);
    for (const party of [buyer, worker]) await market.event(party, "dispute.resolved", (body) => body["dispute_id"] === disputeId);
    const [audit] = await app.database.db.query<{ actor: string }>("SELECT actor FROM audit_log WHERE action = 'dispute.rule' AND subject_id = $1", [disputeId]);
    expect(audit?.actor).toBe(ADMIN);
    const moves = (await market.call("GET", `/v1/jobs/${jobId}/transitions`, { token: buyer.token })).json["data"] as { to_status: string; actor: string }[];
    expect(moves.slice(-2).map(({ to_status, actor }) => [to_status, actor])).toEqual([
      ["disputed", "buyer"],
      [status, "admin"],
    ]);
  });

  test("takes no share outside (0, 1), none without a split, and no second ruling", async () => {
    const { disputeId } = await inReview();
    const reasoning = "Because.";
    for (const workerShare of [undefined, 0, 1, -0.5, 1.5, 0.00001, Number.NaN]) {
      await expect(adminRules(disputeId, { ruling: "split", workerShare, reasoning })).rejects.toMatchObject({ code: "invalid_request" });
    }
    await expect(adminRules(disputeId, { ruling: "buyer_wins", workerShare: 0.5, reasoning })).rejects.toMatchObject({ code: "invalid_request" });
    await expect(adminRules(disputeId, { ruling: "buyer_wins", reasoning: "  " })).rejects.toMatchObject({ code: "invalid_request" });
    await adminRules(disputeId, { ruling: "worker_wins", reasoning });
    await expect(adminRules(disputeId, { ruling: "buyer_wins", reasoning })).rejects.toMatchObject({ code: "dispute_not_open" });
  });

  test("is for ADMIN_EMAILS alone", async () => {
    const { disputeId } = await inReview();
    const impostor = { ...(await asAdmin()), actor: { kind: "admin", email: "else@example.com" } } as const;
    await expect(rule(impostor, disputeId, { ruling: "buyer_wins", reasoning: "Because." })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("time", () => {
  test("stands still while the job is frozen, and goes on where it stood", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    await later(5 * DAY);
    await freeze(await asAdmin(), jobId, "under investigation");
    for (const verb of ["accept", "request-review"]) expect((await onDispute(market, disputeId, verb, worker)).status).toBe(409);
    await later(30 * DAY);
    expect(await market.status(jobId, buyer)).toBe("frozen");
    await unfreeze(await asAdmin(), jobId, null);
    await later(1.9 * DAY);
    expect(await market.status(jobId, buyer)).toBe("disputed");
    await later(0.2 * DAY);
    expect(await market.status(jobId, buyer)).toBe("refunded");
  });

  test("a job that is frozen while tier 1 thinks is judged when it goes on", async () => {
    let answer: () => void = () => undefined;
    thinking = new Promise((resolve) => {
      answer = resolve;
    });
    const { jobId } = await dispute(market, buyer, worker);
    await expect.poll(() => asked.length, { timeout: 8_000 }).toBe(1);
    await freeze(await asAdmin(), jobId, "under investigation");
    answer();
    await app.advance(0);
    expect((await disputeOf(market, jobId, buyer)).data).toMatchObject({ status: "open", ruling: null });
    await unfreeze(await asAdmin(), jobId, null);
    await reached(market, jobId, buyer, "ruled");
  });

  test("evidence that comes while tier 1 thinks is read before it rules", async () => {
    let answer: () => void = () => undefined;
    thinking = new Promise((resolve) => {
      answer = resolve;
    });
    const { jobId, disputeId } = await dispute(market, buyer, worker);
    await expect.poll(() => asked.length, { timeout: 8_000 }).toBe(1);
    const late = { evidence_items: [{ type: "text", label: "Late", content: "This came late." }] };
    expect((await onDispute(market, disputeId, "evidence", worker, late)).status).toBe(201);
    answer();
    await reached(market, jobId, buyer, "ruled");
    expect(asked).toHaveLength(2);
    expect(asked[1]?.user).toContain("This came late.");
  });

  test("disputes a revision that never came, on the buyer's behalf, and tells both", async () => {
    const id = await market.delivered(buyer, worker);
    await market.act(id, "revision", buyer, { feedback: "Please add the costs." });
    await later(25 * 3600);
    const shown = await reached(market, id, buyer, "ruled");
    expect(shown["opened_by"]).toBe("buyer");
    for (const party of [buyer, worker]) await market.event(party, "job.disputed", (body) => body["job_id"] === id);
  });
});

describe("of calls that race, exactly one wins", () => {
  const outcomes = async (jobId: string) => ({
    status: await market.status(jobId, buyer),
    refunds: await refunds(jobId),
    transfers: (await market.stripe(`/v1/transfers?transfer_group=${jobId}`)).length,
    escrow: await account(jobId, "escrow"),
  });

  test.each([1, 2, 3])("accept and request-review, round %d", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    const answers = await Promise.all([
      onDispute(market, disputeId, "accept", worker),
      onDispute(market, disputeId, "request-review", buyer),
      onDispute(market, disputeId, "request-review", worker),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const accepted = answers[0]?.status === 200;
    expect(await outcomes(jobId)).toEqual({ status: accepted ? "refunded" : "disputed", refunds: accepted ? [2000] : [], transfers: 0, escrow: accepted ? 0 : -2000 });
  });

  test("two administrators", async () => {
    const { jobId, disputeId } = await inReview();
    const settled = await Promise.allSettled([
      adminRules(disputeId, { ruling: "buyer_wins", reasoning: "One." }),
      adminRules(disputeId, { ruling: "buyer_wins", reasoning: "Two." }),
      adminRules(disputeId, { ruling: "split", workerShare: 0.25, reasoning: "Three." }),
    ]);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const after = await outcomes(jobId);
    expect([after.escrow, after.refunds.length]).toEqual([0, 1]);
    const resolved = market.received.filter((hit) => hit.event === "dispute.resolved" && hit.path === buyer.path && hit.body["dispute_id"] === disputeId);
    expect(resolved.length).toBeLessThanOrEqual(1);
  });

  test("both parties' acceptance of a split executes it once", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("split", { worker_share: 0.5 }));
    const answers = await Promise.all([onDispute(market, disputeId, "accept", worker), onDispute(market, disputeId, "accept", buyer)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await outcomes(jobId)).toMatchObject({ status: "completed", refunds: [1000], escrow: 0 });
  });

  test("the deadline, an acceptance and a review at the same moment", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    await app.advance(7 * DAY - 2);
    await market.relog(buyer, worker);
    const [, ...answers] = await Promise.all([
      app.advance(3),
      onDispute(market, disputeId, "request-review", buyer),
      onDispute(market, disputeId, "accept", worker),
    ]);
    await market.relog(buyer, worker);
    const reviewed = answers[0]?.status === 200;
    expect(await outcomes(jobId)).toMatchObject({ status: reviewed ? "disputed" : "refunded", refunds: reviewed ? [] : [2000] });
  });

  test("a freeze and an acceptance", async () => {
    const { jobId, disputeId } = await ruledCase(scripted("buyer_wins"));
    const admin = await asAdmin();
    const [frozen, accepted] = await Promise.allSettled([freeze(admin, jobId, "stop"), onDispute(market, disputeId, "accept", worker)]);
    const won = accepted.status === "fulfilled" && accepted.value.status === 200;
    expect(frozen.status === "fulfilled").toBe(!won);
    expect(await outcomes(jobId)).toMatchObject(won ? { status: "refunded", refunds: [2000] } : { status: "frozen", refunds: [] });
  });
});
