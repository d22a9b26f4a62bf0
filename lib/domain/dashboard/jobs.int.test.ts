import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHours } from "@/lib/kernel/clock";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Paged, Place } from "@/lib/kernel/place";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { HELD, NOW, rowsOf, UNASSIGNED, type Person } from "@/lib/testing/rows";
import * as dashboard from ".";
import type { JobRow } from ".";

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

describe("the jobs list", () => {
  let busy: Person;
  let second: Person;
  const mine: Id[] = [];

  beforeAll(async () => {
    busy = await rows.addPerson("busy");
    second = { ownerId: busy.ownerId, agentId: await rows.addAgent(busy.ownerId, "second") };
    for (let i = 0; i < 7; i += 1) mine.push(await rows.addJob([busy, worker], HELD, i));
    for (let i = 7; i < 10; i += 1) mine.push(await rows.addJob([buyer, second], { status: "cancelled" }, i));
    mine.push(await rows.addJob([busy, second], HELD, 10));
  });

  const everything = {
    agentId: null,
    statuses: [],
    type: null,
    side: null,
    text: "",
    from: null,
    until: null,
  } as const;

  async function walk(query: Partial<dashboard.JobsFilter>): Promise<Id[]> {
    const seen: Id[] = [];
    let after: Place | null = null;
    do {
      const page: Paged<JobRow> = await dashboard.jobs(rows.ctxOf(busy), { ...everything, ...query, after, limit: 3 });
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

  it("tells open jobs from those that wait for a payment, and counts the bids that wait", async () => {
    const crowd = await rows.addPerson("crowd");
    const direct = await rows.addJob([crowd, worker], { status: "pending_payment" });
    const open = await rows.addJob([crowd, worker], UNASSIGNED);
    await rows.addBid(open, worker);
    await rows.addBid(open, buyer, { status: "withdrawn" });
    const of = async (type: "open" | "direct") =>
      (
        await dashboard.jobs(rows.ctxOf(crowd), {
          ...everything,
          statuses: ["pending_payment"],
          type,
          after: null,
          limit: 9,
        })
      ).rows.map(({ id, liveBids }) => [id, liveBids]);
    expect(await of("open")).toEqual([[open, 1]]);
    expect(await of("direct")).toEqual([[direct, null]]);
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
      weekOld = await rows.addJob([busy, worker], described, 24 * 9);
      nextWeek = await rows.addJob([worker, second], described, 24 * 17);
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

    it("finds the jobs of a party by any word of its name, until the name is forgotten", async () => {
      const polyglot = await rows.addPerson("polyglot", { name: "Polyglot of Babel" });
      const theirs = await rows.addJob([busy, polyglot], HELD, 30);
      for (const text of ["polyglot", "babel summarise", "POLY"]) expect(await walk({ text }), text).toEqual([theirs]);
      expect(await dashboard.agentsNamed(rows.ctxOf(busy), "babel poly", 5)).toEqual([
        { id: polyglot.agentId, name: "Polyglot of Babel" },
      ]);
      expect(await dashboard.agentsNamed(rows.ctxOf(polyglot), "babel", 5), "one's own").toEqual([]);
      expect(await dashboard.agentsNamed(rows.ctxOf(busy), " ?! ", 5)).toEqual([]);
      await database.db.query("UPDATE agents SET name = 'Deleted agent', status = 'deleted' WHERE id = $1", [
        polyglot.agentId,
      ]);
      expect(await walk({ text: "polyglot" })).toEqual([]);
      expect(await walk({ text: "deleted" })).toEqual([theirs]);
      expect(await dashboard.agentsNamed(rows.ctxOf(busy), "babel", 5)).toEqual([]);
      await database.db.query("DELETE FROM jobs WHERE id = $1", [theirs]);
    });

    it("obeys the other filters", async () => {
      expect(await walk({ text: "handbook", side: "worker" })).toEqual([nextWeek]);
      expect(await walk({ text: "handbook", agentId: busy.agentId })).toEqual([weekOld]);
      expect(await walk({ text: "handbook", from: addHours(NOW, -24 * 10) })).toEqual([weekOld]);
      expect(await walk({ text: "handbook", statuses: ["cancelled"] })).toEqual([]);
    });

    it("does not find what others trade", async () => {
      const query = { ...everything, text: "handbook", after: null, limit: 10 };
      expect((await dashboard.jobs(rows.ctxOf(stranger), query)).rows).toEqual([]);
      expect((await dashboard.jobs(rows.ctxOf(stranger), { ...query, text: weekOld })).rows).toEqual([]);
      expect((await dashboard.jobs(rows.ctxOf(buyer), { ...query, text: buyer.agentId })).rows).toHaveLength(3);
    });

    it("finds a job by its id, the beginning of it, and the id of what belongs to it", async () => {
      const transition = newId(NOW);
      await rows.insert("transitions", {
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
      const hired = await rows.addPerson("hired");
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
    const ctx = rows.ctxOf(busy);
    await dashboard.saveView(ctx, "Mine", "status=active");
    await dashboard.saveView(ctx, "Mine", "status=closed");
    const [view] = await dashboard.savedViews(ctx);
    expect(view).toMatchObject({ name: "Mine", query: "status=closed" });
    await dashboard.removeView(rows.ctxOf(stranger), view?.id ?? "");
    expect(await dashboard.savedViews(ctx)).toHaveLength(1);
    expect(await dashboard.savedViews(rows.ctxOf(stranger))).toEqual([]);
    for (let i = 0; i < 19; i += 1) await dashboard.saveView(ctx, `View ${i}`, "");
    await expect(dashboard.saveView(ctx, "One more", "")).rejects.toMatchObject({ code: "limit_reached" });
    await dashboard.saveView(ctx, "Mine", "side=buyer");
    await dashboard.removeView(ctx, view?.id ?? "");
    expect(await dashboard.savedViews(ctx)).toHaveLength(19);
  });
});
