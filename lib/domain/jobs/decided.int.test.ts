import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

/** How many sessions of this database wait for a row that another one holds. */
async function waiting(): Promise<number> {
  const [row] = await app.database.db.query<{ count: number }>(
    "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return row?.count ?? 0;
}

/** Makes both calls decide on the job as it is now: its row is held until each of them, in this order, wants to write it. */
async function bothDecideOn(id: string, calls: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const running: Promise<Answer>[] = [];
  await app.database.db.transaction(async (sql) => {
    await sql.query("SELECT 1 FROM jobs WHERE id = $1 FOR UPDATE", [id]);
    for (const call of calls) {
      running.push(call());
      await expect.poll(waiting).toBe(running.length);
    }
  });
  return Promise.all(running);
}

/** Often enough that the faster call is over before the slower one looks again. */
const ROUNDS = 8;
const REASON = "The delivery does not fit the task.";
const FEEDBACK = "Please add the figures of the second quarter.";

test.each([
  ["accept", "cancel", () => market.post(buyer, worker), "accepted"],
  ["start", "cancel", () => market.accepted(buyer, worker), "in_progress"],
] as const)(
  "a cancellation that races %s costs what it cost when it was asked for, or is refused",
  async (verb, slower, make, then) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await make();
      const [won, lost] = await bothDecideOn(id, [
        () => market.act(id, verb, worker),
        () => market.act(id, slower, buyer),
      ]);
      expect([won?.status, lost?.status]).toEqual([200, 409]);
      expect(await market.status(id, buyer)).toBe(then);
      await market.act(id, "cancel", buyer);
    }
  },
);

test("of a revision and a dispute that were decided on one delivery, one is done", async () => {
  for (let round = 0; round < 3; round += 1) {
    const id = await market.delivered(buyer, worker);
    const [won, lost] = await bothDecideOn(id, [
      () => market.act(id, "revision", buyer, { feedback: FEEDBACK }),
      () => market.act(id, "dispute", worker, { reason: REASON }),
    ]);
    expect([won?.status, lost?.status, lost?.error.code]).toEqual([200, 409, "invalid_job_status"]);
    expect(await market.status(id, buyer)).toBe("revision_requested");
  }
});
