import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, addMs } from "@/lib/kernel/clock";
import { newAgentId, newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { transact } from "@/lib/platform/transact";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { trustChange } from "./tiers";

const START = new Date("2026-01-01T00:00:00Z");
const CAP = 300;
const CAP_DAYS = 30;
const OWNERS = 3;

let database: TestDatabase;
/** The first is the agent's own; the last two share a card and count as one. */
const owners: Id[] = [];

beforeAll(async () => {
  database = await testDatabase();
  for (let i = 0; i < OWNERS + 2; i += 1) {
    const id = newId(START);
    owners.push(id);
    await database.db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [
      id,
      `owner-${i}@example.com`,
      START,
    ]);
    await database.db.query(
      `INSERT INTO cards (id, owner_id, payment_method_id, brand, last4, exp_month, exp_year, fingerprint, created_at)
       VALUES ($1, $2, $3, 'visa', '4242', 1, 2030, $4, $5)`,
      [newId(START), id, `pm_${i}`, i > OWNERS ? "shared" : `own-${i}`, START],
    );
  }
});
afterAll(() => database.close());

async function addAgent(trust: number): Promise<AgentId> {
  const id = newAgentId(START);
  await database.db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, trust_score, activation_fee_cents, created_at)
     VALUES ($1, $2, 'rated', 'https://example.com', 'active', $3, 0, $4)`,
    [id, owners[0], trust, START],
  );
  return id;
}

interface Step {
  readonly delta: number;
  /** Index in `owners`. */
  readonly by: number;
  readonly days: number;
}
interface Applied {
  readonly delta: number;
  readonly by: number;
  readonly at: Date;
}

/** What decisions 4 and 7 say of one step, after those before it. */
function expected(score: number, before: readonly Applied[], step: Step, at: Date): number {
  if (step.by === 0) return score;
  const since = addDays(at, -CAP_DAYS);
  const party = (by: number): number => (by > OWNERS ? OWNERS + 1 : by);
  const gained = before
    .filter(({ by, delta, at: then }) => party(by) === party(step.by) && delta > 0 && then > since)
    .reduce((sum, { delta }) => sum + delta, 0);
  const delta = step.delta > 0 ? Math.min(step.delta, Math.max(0, CAP - gained)) : step.delta;
  return Math.min(10_000, Math.max(0, score + delta));
}

const step: fc.Arbitrary<Step> = fc.record({
  delta: fc.constantFrom(100, 50, 0, -100, -200, -500, -300, 250),
  by: fc.integer({ min: 0, max: OWNERS + 1 }),
  days: fc.constantFrom(0, 1, 10, 30),
});

test("one owner adds at most three points in thirty days, scores stay in 0 to 100, and each change is one row of history", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(5_000, 9_900, 150),
      fc.array(step, { minLength: 1, maxLength: 25 }),
      async (start, steps) => {
        const agent = await addAgent(start);
        const applied: Applied[] = [];
        let score: number = start;
        let now = START;
        for (const one of steps) {
          // No two at one time: rows of one millisecond have no order.
          now = addMs(addDays(now, one.days), 1);
          const after = expected(score, applied, one, now);
          const change = trustChange(now, agent, {
            delta: one.delta,
            reason: "test",
            jobId: null,
            counterpartyOwnerId: owners[one.by] ?? null,
          });
          await transact({ db: database.db, now }, { agents: [change] });
          if (after !== score) applied.push({ delta: after - score, by: one.by, at: now });
          score = after;
        }
        const [row] = await database.db.query<{ trust_score: number }>("SELECT trust_score FROM agents WHERE id = $1", [
          agent,
        ]);
        const history = await database.db.query<{ delta: number; counterparty_owner_id: Id }>(
          "SELECT delta, counterparty_owner_id FROM trust_history WHERE agent_id = $1 ORDER BY triggered_at, id",
          [agent],
        );
        expect(row?.trust_score).toBe(score);
        expect(history.map(({ delta, counterparty_owner_id }) => [delta, counterparty_owner_id])).toEqual(
          applied.map(({ delta, by }) => [delta, owners[by]]),
        );
        const told = await database.db.query<{ n: number }>(
          "SELECT count(*) AS n FROM events WHERE agent_id = $1 AND type = 'trust.updated'",
          [agent],
        );
        expect(told[0]?.n).toBe(applied.length);
      },
    ),
    { numRuns: 40 },
  );
});

test("gains that meet are capped together", async () => {
  const agent = await addAgent(5_000);
  const gain = () =>
    transact(
      { db: database.db, now: START },
      {
        agents: [
          trustChange(START, agent, {
            delta: 100,
            reason: "test",
            jobId: null,
            counterpartyOwnerId: owners[1] ?? null,
          }),
        ],
      },
    );
  await Promise.all(Array.from({ length: 8 }, gain));
  const [row] = await database.db.query<{ trust_score: number }>("SELECT trust_score FROM agents WHERE id = $1", [
    agent,
  ]);
  expect(row?.trust_score).toBe(5_300);
});
