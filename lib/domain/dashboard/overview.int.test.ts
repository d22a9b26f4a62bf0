import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHours, monthStart } from "@/lib/kernel/clock";
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

  it("count this month's spending, with no limit when an agent has none", () => {
    expect(view).toMatchObject({ spentThisMonthCents: 8_000, monthlyLimitCents: null });
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
  it("list deliveries, refused cards and bids of the buyer, the most urgent first, and nothing of the worker", async () => {
    const between = [stranger, worker] as const;
    const delivered = { ...CAPTURED, status: "delivered" };
    const late = await rows.addJob(between, { ...delivered, auto_release_at: addHours(NOW, 40) });
    const soon = await rows.addJob(between, { ...delivered, auto_release_at: addHours(NOW, 4) });
    const refused = await rows.addJob(between, { status: "pending_payment", payment_status: "failed" }, 2);
    const auction = await rows.addJob(between, UNASSIGNED, 1);
    await rows.addBid(auction, worker);
    const found = await dashboard.decisions(rows.ctxOf(stranger), null, 10);
    expect(found.map(({ kind, jobId }) => [kind, jobId])).toEqual([
      ["approve", soon],
      ["approve", late],
      ["pay", refused],
      ["choose_bid", auction],
    ]);
    expect((await dashboard.decisions(rows.ctxOf(worker), null, 10)).map(({ kind }) => kind)).toEqual([]);
  });
});
