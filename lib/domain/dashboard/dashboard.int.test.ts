import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId, type Id } from "@/lib/kernel/ids";
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

describe("a job's case", () => {
  it("holds its states, its money by account and its verdicts", async () => {
    const id = await rows.addJob([buyer, worker], { ...CAPTURED, status: "delivered", delivery_seq: 1 });
    await rows.insert("transitions", {
      id: newId(NOW),
      job_id: id,
      to_status: "funded",
      actor: "buyer",
      actor_agent_id: buyer.agentId,
      created_at: NOW,
    });
    await bookHold(id);
    const found = await dashboard.job(rows.ctxOf(buyer), id);
    expect(found.job).toMatchObject({ buyerMine: true, workerMine: false, workerName: "worker", amountCents: 2_000 });
    expect(found.transitions).toMatchObject([{ toStatus: "funded", actor: "buyer", actorName: "buyer" }]);
    expect(found.movements).toMatchObject([{ kind: "hold", lines: { cards_authorized: 2_000, holds: -2_000 } }]);
  });

  it.each(["not-an-id", newId(NOW)])("is not found under %s", async (id) => {
    await expect(dashboard.job(rows.ctxOf(buyer), id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is hidden from others as if it did not exist", async () => {
    const id = await rows.addJob([buyer, worker], HELD);
    await expect(dashboard.job(rows.ctxOf(stranger), id)).rejects.toMatchObject({ code: "not_found" });
  });
});

async function bookHold(jobId: Id): Promise<void> {
  await database.db.transaction(async (sql) => {
    for (const kind of ["cards_authorized", "holds"]) {
      await sql.query(
        "INSERT INTO ledger_accounts (id, kind, currency) VALUES ($1, $1, 'eur') ON CONFLICT DO NOTHING",
        [kind],
      );
    }
    const id = newId(NOW);
    await sql.query("INSERT INTO ledger_transactions (id, kind, job_id, created_at) VALUES ($1, 'hold', $2, $3)", [
      id,
      jobId,
      NOW,
    ]);
    await sql.query(
      `INSERT INTO ledger_postings (transaction_id, line, account_id, currency, amount_cents)
       VALUES ($1, 1, 'cards_authorized', 'eur', 2000), ($1, 2, 'holds', 'eur', -2000)`,
      [id],
    );
  });
}

describe("the rest of the console", () => {
  it("shows activity, earnings, cards, deliveries and the market to whom they belong", async () => {
    await rows.addJob([buyer, worker], { ...EARNED, payout_status: "pending_onboarding" });
    await rows.addJob([buyer, worker], { ...EARNED, payout_status: "paid" });
    await rows.addJob([buyer, worker], UNASSIGNED);
    const ctx = rows.ctxOf(worker);
    expect((await dashboard.earnings(ctx, null, 10)).map(({ grossCents }) => grossCents)).toEqual([2_000, 2_000]);
    expect(await dashboard.activity(rows.ctxOf(stranger), null, 10)).toEqual([]);
    expect((await dashboard.activity(ctx, null, 10)).map(({ toStatus }) => toStatus)).toEqual(["funded"]);
    expect(await dashboard.cards(ctx)).toEqual([]);
    const everything = { agentId: null, event: null, status: null, jobId: null, after: null, limit: 10 };
    expect(await dashboard.deliveries(ctx, everything)).toEqual({ rows: [], next: null });
    expect(await dashboard.account(ctx)).toEqual({ email: "worker@example.com", cards: 0, connectReady: false });
    expect((await dashboard.agents(ctx)).map(({ name }) => name)).toEqual(["worker"]);
    expect(await dashboard.market(ctx)).toMatchObject({ completedJobs: 2, paidOutCents: 1_800, openJobs: 1 });
    expect((await dashboard.demoOwners(ctx, 10)).map(({ email }) => email)).toContain("stranger@example.com");
  });
});

describe("running totals", () => {
  it("follow a payout that is taken back", async () => {
    const alone = await rows.addPerson("alone");
    const id = await rows.addJob([buyer, alone], { ...EARNED, payout_status: "paid" });
    await database.db.query("UPDATE jobs SET payout_status = 'reversed' WHERE id = $1", [id]);
    const [totals] = await database.db.query("SELECT * FROM agent_earnings WHERE agent_id = $1", [alone.agentId]);
    expect(totals).toMatchObject({ completed_jobs: 1, earned_jobs: 1, net_cents: 1_800, paid_cents: 0 });
  });
});
