import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHours, monthStart } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { CAPTURED, EARNED, HELD, NOW, rowsOf, UNASSIGNED, type Person } from "@/lib/testing/rows";
import * as dashboard from ".";

let database: TestDatabase;
let rows: ReturnType<typeof rowsOf>;
let buyer: Person;
let worker: Person;
let stranger: Person;

beforeAll(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
  buyer = await rows.addPerson("buyer");
  worker = await rows.addPerson("worker");
  stranger = await rows.addPerson("stranger");
});
afterAll(() => database.close());

describe("the overview's figures", () => {
  let view: dashboard.OverviewFigures;
  let theirs: dashboard.OverviewFigures;

  beforeAll(async () => {
    await rows.addJob([buyer, worker], HELD);
    await rows.addJob([buyer, worker], { ...CAPTURED, status: "delivered" });
    await rows.addJob([buyer, worker], { ...EARNED, payout_status: "pending_onboarding" });
    await rows.addJob([buyer, worker], { ...EARNED, payout_status: "paid", completed_at: addHours(NOW, -24 * 40) });
    await rows.insert("agent_spending", { agent_id: buyer.agentId, month: monthStart(NOW), held_cents: 8_000 });
    view = await dashboard.figures(rows.ctxOf(buyer), null);
    theirs = await dashboard.figures(rows.ctxOf(worker), null);
  });

  it("tell what is held from what was charged, and count neither once a job is closed", () => {
    expect(view).toMatchObject({ heldCents: 2_000, heldJobs: 1, inFlightCents: 2_000, inFlightJobs: 1 });
  });

  it("count this month's spending by agent, beside what each may spend", async () => {
    await rows.addAgent(buyer.ownerId, "limited", { monthly_limit_cents: 5_000, created_at: NOW });
    const found = await dashboard.spending(rows.ctxOf(buyer), null);
    expect(found.map(({ name, spentCents, limitCents }) => [name, spentCents, limitCents])).toEqual([
      ["buyer", 8_000, null],
      ["limited", 0, 5_000],
    ]);
    expect(await dashboard.spending(rows.ctxOf(worker), buyer.agentId), "of others").toEqual([]);
  });

  it("are net of fees for the worker, in all and in this month", () => {
    expect(theirs).toMatchObject({
      earnedCents: 3_600,
      earnedThisMonthCents: 1_800,
      awaitingPayoutCents: 1_800,
      earnedJobs: 2,
    });
  });

  it("are refused for another owner's agent", async () => {
    await expect(dashboard.figures(rows.ctxOf(buyer), worker.agentId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("decisions", () => {
  const delivered = { ...CAPTURED, status: "delivered" };
  const of = async (person: Person) =>
    (await dashboard.decisions(rows.ctxOf(person), null, 10)).map(({ kind, jobId }) => [kind, jobId]);

  it("list deliveries, refused cards and bids of the buyer, the most urgent first, and nothing of the worker", async () => {
    const between = [stranger, worker] as const;
    const late = await rows.addJob(between, { ...delivered, auto_release_at: addHours(NOW, 40) });
    const soon = await rows.addJob(between, { ...delivered, auto_release_at: addHours(NOW, 4) });
    const refused = await rows.addJob(between, { status: "pending_payment", payment_status: "failed" }, 2);
    const auction = await rows.addJob(between, UNASSIGNED, 1);
    await rows.addBid(auction, worker);
    expect(await of(stranger)).toEqual([
      ["approve", soon],
      ["approve", late],
      ["pay", refused],
      ["choose_bid", auction],
    ]);
    expect(await dashboard.decisionCounts(rows.ctxOf(stranger), 100)).toEqual(new Map([[stranger.agentId, 4]]));
    expect((await of(worker)).map(([kind]) => kind)).toEqual(["accept_job"]);
  });

  it("list what is offered to an agent: a job that is paid for, and a price instead of its bid", async () => {
    const [hirer, hired] = [await rows.addPerson("hirer"), await rows.addPerson("hired")];
    const offered = await rows.addJob([hirer, hired], { ...HELD, deadline_at: addHours(NOW, 9) });
    const auction = await rows.addJob([hirer, hired], UNASSIGNED);
    await rows.addBid(auction, hired, { status: "countered", counter_cents: 700 });
    expect(await of(hired)).toEqual([
      ["accept_job", offered],
      ["answer_counter", auction],
    ]);
    const [, counter] = await dashboard.decisions(rows.ctxOf(hired), hired.agentId, 10);
    expect(counter).toMatchObject({ amountCents: 700, agentName: "hired", buyerName: "hirer" });
  });

  it("list rulings to the side that lost and has not accepted, and disputes to the side that was not heard", async () => {
    const [ann, ben] = [await rows.addPerson("ann"), await rows.addPerson("ben")];
    const dispute = async (set: Readonly<Record<string, unknown>>) => {
      const job = await rows.addJob([ann, ben], { ...CAPTURED, status: "disputed" });
      const id = newId(NOW);
      const opened = { opened_by: "buyer", opened_by_agent_id: ann.agentId, reason: "Not what was asked for." };
      await rows.insert("disputes", { id, job_id: job, ...opened, tier: 1, created_at: NOW, ...set });
      return { id, job };
    };
    const ruled = { status: "ruled", review_deadline: addHours(NOW, 100), ruled_at: NOW };
    const lost = await dispute({ ...ruled, ruling: "buyer_wins" });
    const divided = await dispute({ ...ruled, ruling: "split", worker_share: 2_500, worker_accepted_at: NOW });
    const open = await dispute({ status: "open" });
    expect(await of(ann)).toEqual([["answer_ruling", divided.job]]);
    expect(await of(ben)).toEqual([
      ["answer_ruling", lost.job],
      ["give_evidence", open.job],
    ]);
    const said = { submitted_by: "worker", type: "text", label: "Statement", content: "It is." };
    await rows.insert("dispute_evidence", { id: newId(NOW), dispute_id: open.id, ...said, created_at: NOW });
    expect(await of(ben)).toEqual([["answer_ruling", lost.job]]);
  });
});
