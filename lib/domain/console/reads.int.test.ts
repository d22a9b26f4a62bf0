import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JobStatus } from "@/lib/kernel/job-status";
import type { Paged, Place } from "@/lib/kernel/place";
import { previewsForReview } from "@/lib/domain/deliverables";
import { freeze } from "@/lib/domain/jobs";
import type { TestApp } from "@/lib/testing/app";
import { ADMIN, asAdmin, DisputeStage, onDispute } from "@/lib/testing/disputes";
import { GOOD_TEXT, type Market, type Trader } from "@/lib/testing/market";
import { IMPOSTOR, operator, refusalOf } from "@/lib/testing/operators";
import * as admin from ".";

const NOWHERE = "00000000-0000-7000-8000-000000000000";
const DAY = 86_400;
const FIRST = { after: null, limit: 50 } as const;

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

describe("the review queue", () => {
  test("has the case that is due first on top, page by page, and loses it with its ruling", async () => {
    const first = await stage.inReview();
    await stage.later(DAY / 24);
    const second = await stage.inReview();
    const ctx = await asAdmin();
    const all = await admin.reviews(ctx, "in_review", FIRST);
    const [upper, lower] = [first, second].map(({ disputeId }) => all.rows.findIndex(({ id }) => id === disputeId));
    expect([upper, lower]).toEqual([0, 1]);
    expect(all.rows[0]).toMatchObject({ jobId: first.jobId, capturedCents: 2_000, state: "in_review", tier: 2 });
    expect(await admin.waitingReviews(ctx, 99)).toBe(2);
    expect(await admin.waitingReviews(ctx, 1)).toBe(1);

    const page = await admin.reviews(ctx, "in_review", { after: null, limit: 1 });
    expect(page.rows.map(({ id }) => id)).toEqual([first.disputeId]);
    const rest = await admin.reviews(ctx, "in_review", { after: page.next, limit: 1 });
    expect([rest.rows.map(({ id }) => id), rest.next]).toEqual([[second.disputeId], null]);

    await stage.adminRules(first.disputeId, { ruling: "split", workerShare: 0.3333, reasoning: "A third was done." });
    expect((await admin.reviews(ctx, "in_review", FIRST)).rows.map(({ id }) => id)).toEqual([second.disputeId]);
    const [resolved] = (await admin.reviews(ctx, "resolved", FIRST)).rows;
    expect(resolved).toMatchObject({ id: first.disputeId, ruling: "split" });
    await stage.adminRules(second.disputeId, { ruling: "buyer_wins", reasoning: "Nothing was done." });
  });

  test("shows since when a frozen job's case stands still", async () => {
    const { jobId, disputeId } = await stage.inReview();
    await freeze(await asAdmin(), jobId, "A question of the bank.");
    const { rows } = await admin.reviews(await asAdmin(), "in_review", FIRST);
    const row = rows.find(({ id }) => id === disputeId);
    expect(row).toMatchObject({ jobStatus: "frozen" });
    expect(row?.frozenAt).toBeInstanceOf(Date);
  });
});

describe("a case", () => {
  test("has the job, both sides' evidence, the messages, the delivery, tier 1's ruling and every step", async () => {
    const { jobId, disputeId } = await stage.inReview();
    await market.act(jobId, "messages", worker, { content: "It is all there." });
    const evidence_items = [{ type: "text", label: "<b>Proof</b>", content: "<script>alert(1)</script>" }];
    await onDispute(market, disputeId, "evidence", worker, { evidence_items });

    const found = await admin.disputeCase(await asAdmin(), disputeId);
    expect(found.dispute).toMatchObject({ state: "in_review", tier: 2, ruling: "worker_wins", openedBy: "buyer" });
    expect(found.job).toMatchObject({
      id: jobId,
      status: "disputed",
      capturedCents: 2_000,
      buyer: { agentId: buyer.id, email: buyer.email },
      worker: { agentId: worker.id, email: worker.email },
    });
    expect(found.evidence).toMatchObject([
      { by: "worker", type: "text", label: "<b>Proof</b>", content: "<script>alert(1)</script>", fileId: null },
    ]);
    expect(found.messages).toMatchObject([{ by: "worker", content: "It is all there." }]);
    expect(found.steps.map(({ step }) => step)).toEqual([
      "opened",
      "ruled",
      "review_requested",
      "escalated",
      "evidence_added",
    ]);
    expect(found.transitions.at(-1)).toMatchObject({ toStatus: "disputed", actor: "buyer" });
    expect(found.movements.map(({ kind }) => kind)).toEqual(["hold", "capture"]);
    const [file] = found.files;
    const previews = await previewsForReview(await asAdmin(), jobId, [file?.id ?? NOWHERE, NOWHERE]);
    expect(previews.get(file?.id ?? "")).toMatchObject({ content: GOOD_TEXT });
    expect(previews.get(NOWHERE)).toMatchObject({ content: null });
    expect(await refusalOf(previewsForReview(await operator(IMPOSTOR), jobId, []))).toBe("forbidden");
  });

  test("that does not exist, or whose id is none, is missing", async () => {
    const ctx = await asAdmin();
    expect(await refusalOf(admin.disputeCase(ctx, NOWHERE))).toBe("not_found");
    expect(await refusalOf(admin.disputeCase(ctx, "'; drop table jobs"))).toBe("not_found");
    expect(await refusalOf(admin.job(ctx, NOWHERE))).toBe("not_found");
    expect(await refusalOf(admin.agent(ctx, "ag_0"))).toBe("not_found");
    expect(await refusalOf(admin.owner(ctx, "nobody"))).toBe("not_found");
  });
});

describe("jobs", () => {
  const ANY = { text: "", statuses: [] } as const;
  const found = async (text: string, statuses: readonly JobStatus[] = []) =>
    (await admin.jobs(await asAdmin(), { text, statuses }, FIRST)).rows.map(({ id }) => id);

  test("are found by their own id, their dispute's, their file's, their operation's, Stripe's and their agents'", async () => {
    const { jobId, disputeId } = await stage.inReview();
    const ctx = await asAdmin();
    const { job, files } = await admin.job(ctx, jobId);
    const [operation] = await app.database.db.query<{ id: string }>(
      "SELECT id FROM stripe_operations WHERE job_id = $1",
      [jobId],
    );
    const ids = [jobId, disputeId, files[0]?.id, operation?.id, job.paymentIntentId, job.chargeId];
    for (const id of ids) expect(await found(id ?? ""), String(id)).toEqual([jobId]);
    // An id is meant, whatever the list was narrowed to before.
    expect(await found(jobId, ["completed"])).toEqual([jobId]);
    for (const agent of [buyer.id, worker.id]) {
      expect(await found(agent)).toContain(jobId);
      expect(await found(agent, ["disputed"])).toContain(jobId);
      expect(await found(agent, ["cancelled"])).not.toContain(jobId);
    }
    for (const nothing of [NOWHERE, "pi_none", "%", "' or true --", "!!!"])
      expect(await found(nothing), nothing).toEqual([]);

    await freeze(ctx, jobId, "A question of the bank.");
    expect((await admin.frozenJobs(ctx, FIRST)).rows.map(({ id }) => id)).toContain(jobId);
  });

  test("are found by all words of a title, the last of them as its beginning, whatever their status", async () => {
    const title = "Quarterly zebra census, by hand";
    const answer = await market.call("POST", "/v1/jobs", {
      token: buyer.token,
      body: { ...market.directJob(worker), title },
    });
    const id = String(answer.data.id);
    for (const text of ["zebra", "ZEBRA cens", "hand quarterly", "census, zebra"])
      expect(await found(text), text).toEqual([id]);
    for (const text of ["zebra lions", "ebra"]) expect(await found(text), text).toEqual([]);
    expect(await found("zebra", ["funded"])).toEqual([id]);
    expect(await found("zebra", ["completed"])).toEqual([]);
  });

  test("are listed newest first, of every status or of some, page by page, without a gap or a double", async () => {
    const ctx = await asAdmin();
    for (const statuses of [[], ["disputed", "frozen", "funded"]] as const) {
      const whole = (await admin.jobs(ctx, { ...ANY, statuses }, { after: null, limit: 500 })).rows;
      expect(whole.length).toBeGreaterThan(1);
      if (statuses.length > 0) expect(whole.every(({ status }) => statuses.some((one) => one === status))).toBe(true);
      const seen: string[] = [];
      for (let after: Place | null = null; ;) {
        const page: Paged<admin.JobRow> = await admin.jobs(ctx, { ...ANY, statuses }, { after, limit: 2 });
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
        if (after === null) break;
      }
      expect(seen).toEqual(whole.map(({ id }) => id));
    }
  });
});

describe("agents and owners", () => {
  test("are found by id and by how their name or address begins, whatever its case", async () => {
    const ctx = await asAdmin();
    const { name, ownerId } = await admin.agent(ctx, worker.id);
    for (const text of [worker.id, name, name.slice(0, -1), name.toUpperCase()])
      expect(
        (await admin.findPeople(ctx, text, 50)).agents.map(({ id }) => id),
        text,
      ).toEqual([worker.id]);
    for (const text of [ownerId, worker.email, worker.email.slice(0, 14).toUpperCase()])
      expect(
        (await admin.findPeople(ctx, text, 50)).owners.map(({ id }) => id),
        text,
      ).toEqual([ownerId]);
    for (const text of ["%", "_", "nobody-begins-so"])
      expect(await admin.findPeople(ctx, text, 50), text).toEqual({ agents: [], owners: [] });
    const { agents, owner } = await admin.owner(ctx, ownerId);
    expect([agents.map(({ id }) => id), owner.email, owner.connectReady]).toEqual([[worker.id], worker.email, true]);
  });

  test("are listed newest first, page by page, without a gap or a double", async () => {
    const ctx = await asAdmin();
    const whole = (await admin.agents(ctx, "all", FIRST)).rows.map(({ id }) => id);
    const seen: string[] = [];
    for (let after: Place | null = null; ;) {
      const page: Paged<admin.AgentRow> = await admin.agents(ctx, "all", { after, limit: 1 });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
      if (after === null) break;
    }
    expect(seen).toEqual(whole);
    expect(whole).toEqual([stage.stranger.id, worker.id, buyer.id]);
    expect((await admin.agents(ctx, "suspended", FIRST)).rows).toEqual([]);
  });
});

test("the audit log lists newest first, by who acted and by kind of act, page by page", async () => {
  const ALL = { actor: null, action: null } as const;
  const { disputeId } = await stage.inReview();
  await stage.adminRules(disputeId, { ruling: "buyer_wins", reasoning: "Nothing was done." });
  const system = { id: "00000000-0000-7000-8000-00000000000a", actor: "system", action: "reconcile" };
  await app.database.db.query(
    `INSERT INTO audit_log (id, actor, action, subject_type, subject_id, created_at)
     VALUES ($1, $2, $3, 'ledger', '2026-11-22', app_now() + interval '1 hour')`,
    [system.id, system.actor, system.action],
  );
  const ctx = await asAdmin();
  const actsOf = async (filter: Partial<admin.AuditFilter>) =>
    (await admin.auditLog(ctx, { ...ALL, ...filter }, FIRST)).rows;
  const all = await actsOf({});
  const times = all.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(all[0]).toMatchObject(system);
  const newest = all.find(({ subjectId }) => subjectId === disputeId);
  expect(newest).toMatchObject({ actor: ADMIN, action: "dispute.rule", subjectType: "dispute" });
  expect(new Set((await actsOf({ action: "dispute.rule" })).map(({ action }) => action))).toEqual(
    new Set(["dispute.rule"]),
  );
  expect(await actsOf({ actor: "system" })).toMatchObject([system]);
  expect(await actsOf({ actor: admin.OPERATORS })).toEqual(all.slice(1));
  expect(await actsOf({ actor: ADMIN, action: "reconcile" })).toEqual([]);
  const mine = await admin.auditLog(ctx, { ...ALL, actor: ADMIN }, { after: null, limit: 1 });
  const next = await admin.auditLog(ctx, { ...ALL, actor: ADMIN }, { after: mine.next, limit: 1 });
  expect(mine.rows[0]?.id).not.toBe(next.rows[0]?.id);
  expect(await admin.actsOn(ctx, { type: "dispute", id: disputeId }, 10)).toMatchObject([{ action: "dispute.rule" }]);
});

test("the webhooks' figures are those of the newest attempts and deliveries, and failing endpoints are listed", async () => {
  const ctx = await asAdmin();
  const { db } = app.database;
  const figures = await admin.webhookFigures(ctx, 1_000);
  expect(figures.attempts).toBeGreaterThan(0);
  expect(figures.delivered).toBeGreaterThan(0);
  expect(figures.answerP50).toBeLessThanOrEqual(figures.answerP99 ?? -1);
  expect((await admin.webhookFigures(ctx, 1)).attempts).toBe(1);
  expect((await admin.failingEndpoints(ctx, FIRST)).rows).toEqual([]);
  await db.query("UPDATE agents SET webhook_failing_since = app_now() WHERE id = $1", [stage.stranger.id]);
  expect((await admin.failingEndpoints(ctx, FIRST)).rows).toMatchObject([
    { agentId: stage.stranger.id, disabledAt: null },
  ]);
});
