import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHours, monthStart } from "@/lib/kernel/clock";
import { newAgentId, newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Paged, Place } from "@/lib/kernel/place";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import * as dashboard from ".";
import type { JobRow, OwnerCtx } from ".";

const NOW = new Date("2026-11-22T12:00:00Z");

interface Person {
  readonly ownerId: Id;
  readonly agentId: AgentId;
}

let database: TestDatabase;
let buyer: Person;
let worker: Person;
let stranger: Person;

/** A context as far as reads use it: the database, the time and who asks. */
function ctxOf(person: Person): OwnerCtx {
  return { db: database.db, now: NOW, actor: { kind: "owner", ownerId: person.ownerId } } as unknown as OwnerCtx;
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  const values = columns.map((_, index) => `$${index + 1}`);
  await database.db.query(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values.join(", ")})`,
    Object.values(row),
  );
}

async function addAgent(ownerId: Id, name: string): Promise<AgentId> {
  const id = newAgentId(NOW);
  await insert("agents", {
    id,
    owner_id: ownerId,
    name,
    webhook_url: "https://example.com/hook",
    status: "active",
    activation_fee_cents: 0,
    created_at: addHours(NOW, -24 * 60),
  });
  return id;
}

async function addPerson(name: string): Promise<Person> {
  const ownerId = newId(NOW);
  await insert("owners", { id: ownerId, email: `${name}@example.com`, created_at: NOW });
  return { ownerId, agentId: await addAgent(ownerId, name) };
}

interface JobSeed {
  readonly hoursAgo?: number;
  readonly between?: readonly [Person, Person];
  readonly set?: Readonly<Record<string, unknown>>;
}

async function addJob({ hoursAgo = 0, between = [buyer, worker], set = {} }: JobSeed = {}): Promise<Id> {
  const [from, to] = between;
  const at = addHours(NOW, -hoursAgo);
  const id = newId(at);
  await insert("jobs", {
    id,
    buyer_agent_id: from.agentId,
    buyer_owner_id: from.ownerId,
    worker_agent_id: to.agentId,
    worker_owner_id: to.ownerId,
    title: "Summarise a document",
    task_spec: { description: "Three sentences." },
    job_type: "direct",
    status: "funded",
    amount_cents: 2_000,
    budget_cents: 2_000,
    deadline_hours: 72,
    created_at: at,
    updated_at: at,
    ...set,
  });
  return id;
}

const held = { status: "funded", payment_status: "authorized", held_cents: 2_000 };
const captured = { payment_status: "captured", held_cents: 2_000, captured_cents: 2_000 };
const earned = {
  ...captured,
  status: "completed",
  worker_gross_cents: 2_000,
  platform_fee_cents: 200,
  completed_at: NOW,
};

beforeAll(async () => {
  database = await testDatabase();
  buyer = await addPerson("buyer");
  worker = await addPerson("worker");
  stranger = await addPerson("stranger");
});
afterAll(() => database.close());

describe("the overview's figures", () => {
  let view: dashboard.OverviewFigures;
  let theirs: dashboard.OverviewFigures;

  beforeAll(async () => {
    await addJob({ set: held });
    await addJob({ set: { ...captured, status: "delivered" } });
    await addJob({ set: { ...earned, payout_status: "pending_onboarding" } });
    await addJob({ set: { ...earned, payout_status: "paid", completed_at: addHours(NOW, -24 * 40) } });
    await insert("agent_spending", { agent_id: buyer.agentId, month: monthStart(NOW), held_cents: 8_000 });
    view = await dashboard.figures(ctxOf(buyer), null);
    theirs = await dashboard.figures(ctxOf(worker), null);
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
    await expect(dashboard.figures(ctxOf(buyer), worker.agentId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("decisions", () => {
  it("list deliveries, refused cards and bids of the buyer, the most urgent first, and nothing of the worker", async () => {
    const late = await addJob({
      between: [stranger, worker],
      set: { ...captured, status: "delivered", auto_release_at: addHours(NOW, 40) },
    });
    const soon = await addJob({
      between: [stranger, worker],
      set: { ...captured, status: "delivered", auto_release_at: addHours(NOW, 4) },
    });
    const refused = await addJob({
      hoursAgo: 2,
      between: [stranger, worker],
      set: { status: "pending_payment", payment_status: "failed" },
    });
    const auction = await addJob({
      hoursAgo: 1,
      between: [stranger, worker],
      set: {
        status: "pending_payment",
        job_type: "open",
        worker_agent_id: null,
        worker_owner_id: null,
        bid_window_ends_at: addHours(NOW, 5),
      },
    });
    await insert("bids", {
      id: newId(NOW),
      job_id: auction,
      agent_id: worker.agentId,
      owner_id: worker.ownerId,
      price_cents: 900,
      status: "active",
      created_at: NOW,
      updated_at: NOW,
    });
    const rows = await dashboard.decisions(ctxOf(stranger), null, 10);
    expect(rows.map(({ kind, jobId }) => [kind, jobId])).toEqual([
      ["approve", soon],
      ["approve", late],
      ["pay", refused],
      ["choose_bid", auction],
    ]);
    expect((await dashboard.decisions(ctxOf(worker), null, 10)).map(({ kind }) => kind)).toEqual([]);
  });
});

describe("the jobs list", () => {
  let busy: Person;
  let second: Person;
  const mine: Id[] = [];

  beforeAll(async () => {
    busy = await addPerson("busy");
    second = { ownerId: busy.ownerId, agentId: await addAgent(busy.ownerId, "second") };
    for (let i = 0; i < 7; i += 1) mine.push(await addJob({ hoursAgo: i, between: [busy, worker], set: held }));
    for (let i = 7; i < 10; i += 1)
      mine.push(await addJob({ hoursAgo: i, between: [buyer, second], set: { status: "cancelled" } }));
    mine.push(await addJob({ hoursAgo: 10, between: [busy, second], set: held }));
  });

  const everything = { agentId: null, statuses: [], side: null, text: "", from: null, until: null } as const;

  async function walk(query: Partial<dashboard.JobsFilter>): Promise<Id[]> {
    const seen: Id[] = [];
    let after: Place | null = null;
    do {
      const page: Paged<JobRow> = await dashboard.jobs(ctxOf(busy), { ...everything, ...query, after, limit: 3 });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return seen;
  }

  it("pages through every job once, newest first, also where both sides are the owner's", async () => {
    expect(await walk({})).toEqual(mine);
  });

  it("keeps to the selected agent and the statuses", async () => {
    expect(await walk({ agentId: second.agentId })).toEqual(mine.slice(7));
    expect(await walk({ statuses: ["cancelled"] })).toEqual(mine.slice(7, 10));
    expect(await walk({ statuses: ["completed", "disputed"] })).toEqual([]);
  });

  it("keeps to one side", async () => {
    expect(await walk({ side: "worker" })).toEqual(mine.slice(7));
    expect(await walk({ side: "buyer" })).toEqual([...mine.slice(0, 7), ...mine.slice(10)]);
  });

  it("keeps to a period, its first instant in and its end out", async () => {
    expect(await walk({ from: addHours(NOW, -4), until: addHours(NOW, -1) })).toEqual(mine.slice(2, 5));
  });

  describe("search", () => {
    let weekOld: Id;
    let nextWeek: Id;

    beforeAll(async () => {
      const described = {
        title: "Translate the Ünïcode v2.1 handbook",
        task_spec: { description: "Into Klingon, please." },
      };
      weekOld = await addJob({ hoursAgo: 24 * 9, between: [busy, worker], set: described });
      nextWeek = await addJob({ hoursAgo: 24 * 17, between: [worker, second], set: described });
    });

    it.each(["handbook", "HANDBOOK translate", "ünïcode", "klingon into", "v2.1", "handb"])(
      "finds the jobs with %j in title or task, over the weeks and newest first",
      async (text) => {
        expect(await walk({ text })).toEqual([weekOld, nextWeek]);
      },
    );

    it("pages through a word that all jobs have", async () => {
      expect(await walk({ text: "summarise" })).toEqual(mine);
    });

    it.each(["zebra", "translate zebra", "'", "week 2960", "!!", "\\", "a & b | c", "agent", "week"])(
      "finds nothing for %j",
      async (text) => {
        expect(await walk({ text })).toEqual([]);
      },
    );

    it("obeys the other filters", async () => {
      expect(await walk({ text: "handbook", side: "worker" })).toEqual([nextWeek]);
      expect(await walk({ text: "handbook", agentId: busy.agentId })).toEqual([weekOld]);
      expect(await walk({ text: "handbook", from: addHours(NOW, -24 * 10) })).toEqual([weekOld]);
      expect(await walk({ text: "handbook", statuses: ["cancelled"] })).toEqual([]);
    });

    it("does not find what others trade", async () => {
      const query = { ...everything, text: "handbook", after: null, limit: 10 };
      expect((await dashboard.jobs(ctxOf(stranger), query)).rows).toEqual([]);
      expect((await dashboard.jobs(ctxOf(stranger), { ...query, text: weekOld })).rows).toEqual([]);
      expect((await dashboard.jobs(ctxOf(buyer), { ...query, text: buyer.agentId })).rows.length).toBeGreaterThan(3);
    });

    it("finds a job by its id, the beginning of it, and the id of what belongs to it", async () => {
      const transition = newId(NOW);
      await insert("transitions", {
        id: transition,
        job_id: weekOld,
        to_status: "funded",
        actor: "buyer",
        created_at: NOW,
      });
      await database.db.query(
        "UPDATE jobs SET payment_intent_id = 'pi_123456', charge_id = 'ch_123456' WHERE id = $1",
        [weekOld],
      );
      for (const text of [weekOld, weekOld.toUpperCase(), weekOld.slice(0, 13), transition, "pi_123456", "ch_123456"])
        expect(await walk({ text }), text).toEqual([weekOld]);
      expect(await walk({ text: newId(NOW) })).toEqual([]);
    });

    it("finds an agent's jobs by the agent's id, also once an open job was given to it", async () => {
      const hired = await addPerson("hired");
      expect(await walk({ text: hired.agentId })).toEqual([]);
      await database.db.query("UPDATE jobs SET worker_agent_id = $2, worker_owner_id = $3 WHERE id = $1", [
        weekOld,
        hired.agentId,
        hired.ownerId,
      ]);
      expect(await walk({ text: hired.agentId })).toEqual([weekOld]);
    });
  });

  it("keeps, replaces and forgets views, each owner's own, at most 20", async () => {
    const ctx = ctxOf(busy);
    await dashboard.saveView(ctx, "Mine", "status=active");
    await dashboard.saveView(ctx, "Mine", "status=closed");
    const [view] = await dashboard.savedViews(ctx);
    expect(view).toMatchObject({ name: "Mine", query: "status=closed" });
    await dashboard.removeView(ctxOf(stranger), view?.id ?? "");
    expect(await dashboard.savedViews(ctx)).toHaveLength(1);
    expect(await dashboard.savedViews(ctxOf(stranger))).toEqual([]);
    for (let i = 0; i < 19; i += 1) await dashboard.saveView(ctx, `View ${i}`, "");
    await expect(dashboard.saveView(ctx, "One more", "")).rejects.toMatchObject({ code: "limit_reached" });
    await dashboard.saveView(ctx, "Mine", "side=buyer");
    await dashboard.removeView(ctx, view?.id ?? "");
    expect(await dashboard.savedViews(ctx)).toHaveLength(19);
  });
});

describe("a job's case", () => {
  it("holds its states, its money by account and its verdicts", async () => {
    const id = await addJob({ set: { ...captured, status: "delivered", delivery_seq: 1 } });
    await insert("transitions", {
      id: newId(NOW),
      job_id: id,
      to_status: "funded",
      actor: "buyer",
      actor_agent_id: buyer.agentId,
      created_at: NOW,
    });
    await bookHold(id);
    const found = await dashboard.job(ctxOf(buyer), id);
    expect(found.job).toMatchObject({ buyerMine: true, workerMine: false, workerName: "worker", amountCents: 2_000 });
    expect(found.transitions).toMatchObject([{ toStatus: "funded", actor: "buyer", actorName: "buyer" }]);
    expect(found.movements).toMatchObject([{ kind: "hold", lines: { cards_authorized: 2_000, holds: -2_000 } }]);
  });

  it.each(["not-an-id", newId(NOW)])("is not found under %s", async (id) => {
    await expect(dashboard.job(ctxOf(buyer), id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is hidden from others as if it did not exist", async () => {
    const id = await addJob({ set: held });
    await expect(dashboard.job(ctxOf(stranger), id)).rejects.toMatchObject({ code: "not_found" });
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
    const ctx = ctxOf(worker);
    expect((await dashboard.earnings(ctx, null, 10)).every(({ grossCents }) => grossCents > 0)).toBe(true);
    expect(await dashboard.activity(ctxOf(stranger), null, 10)).toEqual([]);
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
    const alone = await addPerson("alone");
    const id = await addJob({ between: [buyer, alone], set: { ...earned, payout_status: "paid" } });
    await database.db.query("UPDATE jobs SET payout_status = 'reversed' WHERE id = $1", [id]);
    const [totals] = await database.db.query("SELECT * FROM agent_earnings WHERE agent_id = $1", [alone.agentId]);
    expect(totals).toMatchObject({ completed_jobs: 1, earned_jobs: 1, net_cents: 1_800, paid_cents: 0 });
  });
});
