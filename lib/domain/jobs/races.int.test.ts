import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { addDays } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { appNow, contextOf, type Actor } from "@/lib/platform/context";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { testApp, type TestApp } from "@/lib/testing/app";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";
import { elapse, freeze } from ".";
import { RULES } from "./lifecycle";

/** How often each pair meets; `npm run test:races` raises it. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);
const ADMIN: Extract<Actor, { kind: "admin" }> = { kind: "admin", email: SANDBOX_OPERATOR };

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

/** What a command of a race came to: an HTTP status, or the status a refusal stands for. */
type Command = (id: string) => Promise<number>;
type Setting = "funded" | "accepted" | "in_progress" | "validating" | "delivered" | "revision_requested";

const act = (verb: string, by: () => Trader, body: unknown = {}): Command => {
  return async (id) => (await market.act(id, verb, by(), body)).status;
};

/** A command of the system's own, as its background task or console runs it. */
const internal = (run: (id: string) => Promise<unknown>): Command => {
  return async (id) => {
    try {
      await run(id);
      return 200;
    } catch (error) {
      if (error instanceof Refusal) return error.status;
      throw error;
    }
  };
};

async function contextIn(days: number, actor: Actor) {
  const { deps } = queue();
  return contextOf(deps, addDays(await appNow(deps), days), actor, "race");
}

const COMMANDS: Readonly<Record<string, Command>> = {
  accept: act("accept", () => worker),
  decline: act("decline", () => worker),
  "cancel by buyer": act("cancel", () => buyer),
  "cancel by worker": act("cancel", () => worker),
  start: act("start", () => worker),
  deliver: act("submit", () => worker, { deliverable: GOOD_TEXT }),
  approve: act("approve", () => buyer),
  revision: act("revision", () => buyer, { feedback: "Please add the figures of the second quarter." }),
  "dispute by buyer": act("dispute", () => buyer, { reason: "The delivery does not fit the task." }),
  "dispute by worker": act("dispute", () => worker, { reason: "The buyer asks for more than was agreed." }),
  // Whatever time does in the state the job is in: expiry, deadline, auto-release.
  time: internal(async (id) => elapse(await contextIn(60, { kind: "system" }), id)),
  freeze: internal(async (id) =>
    freeze((await contextIn(0, ADMIN)) as Parameters<typeof freeze>[0], id, "a question of the bank"),
  ),
};

const MEETINGS: Readonly<Record<Setting, readonly string[]>> = {
  funded: ["accept", "decline", "cancel by buyer", "time", "freeze"],
  accepted: ["start", "deliver", "cancel by buyer", "cancel by worker", "time", "freeze"],
  in_progress: ["deliver", "cancel by buyer", "cancel by worker", "time", "freeze"],
  validating: ["approve", "freeze"],
  delivered: ["approve", "revision", "dispute by buyer", "dispute by worker", "time", "freeze"],
  revision_requested: ["deliver", "dispute by buyer", "dispute by worker", "time", "freeze"],
};

async function setting(wanted: Setting): Promise<string> {
  switch (wanted) {
    case "funded":
      return market.post(buyer, worker);
    case "accepted":
      return market.accepted(buyer, worker);
    case "in_progress": {
      const id = await market.accepted(buyer, worker);
      await market.act(id, "start", worker);
      return id;
    }
    case "validating": {
      const id = await market.accepted(buyer, worker);
      await market.act(id, "submit", worker, { deliverable: GOOD_TEXT });
      return id;
    }
    case "delivered":
      return market.delivered(buyer, worker);
    case "revision_requested": {
      const id = await market.delivered(buyer, worker);
      await market.act(id, "revision", buyer, { feedback: "Please add the figures of the second quarter." });
      return id;
    }
  }
}

interface Step {
  readonly from_status: string | null;
  readonly to_status: string;
  readonly actor: string;
}

/** Every step is one that the rules know, and starts where the one before ended. */
function expectLegal(steps: readonly Step[]): void {
  steps.reduce<string | null>((before, step) => {
    expect(step.from_status).toBe(before);
    const legal =
      step.from_status === null ||
      step.actor === "admin" ||
      RULES.some(
        ({ from, to, by }) =>
          to === step.to_status && by === step.actor && from.some((status) => status === step.from_status),
      ) ||
      // A ruling may also end in refunded.
      (step.from_status === "disputed" && step.to_status === "refunded");
    expect(legal, JSON.stringify(step)).toBe(true);
    return step.to_status;
  }, null);
}

interface Books {
  readonly kind: string;
  readonly amount: number;
}

/** The ledger of one job and Stripe's own account of it say the same, to the cent. */
async function expectMoneyRight(id: string): Promise<void> {
  const { db } = app.database;
  const books = await db.query<Books>(
    `SELECT t.kind, sum(p.amount_cents) FILTER (WHERE p.amount_cents > 0) AS amount FROM ledger_transactions t
     JOIN ledger_postings p ON p.transaction_id = t.id WHERE t.job_id = $1 GROUP BY t.id, t.kind`,
    [id],
  );
  const booked = (kind: string) =>
    books.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.amount, 0);
  const [job] = await db.query<Record<string, number>>("SELECT * FROM jobs WHERE id = $1", [id]);
  const intents = (await market.stripe("/v1/payment_intents?limit=100")).filter(
    ({ transfer_group }) => transfer_group === id,
  );
  const captured = intents.reduce((sum, intent) => sum + Number(intent.amount_received), 0);
  const transfers = await market.stripe(`/v1/transfers?transfer_group=${id}`);
  const refunds = await Promise.all(
    intents.map((intent) => market.stripe(`/v1/refunds?payment_intent=${String(intent.id)}`)),
  );
  const moved = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    rows.reduce((sum, row) => sum + Number(row.amount), 0);
  expect(booked("capture") / 2).toBe(captured);
  expect(booked("transfer")).toBe(moved(transfers));
  expect(booked("refund")).toBe(moved(refunds.flat()));
  expect(Number(job?.captured_cents)).toBe(captured);
  expect(transfers.length).toBeLessThanOrEqual(1);
}

async function meet(where: Setting, first: string, second: string): Promise<void> {
  const id = await setting(where);
  const statuses = await Promise.all([COMMANDS[first]?.(id), COMMANDS[second]?.(id)]);
  await app.advance(0);
  for (const status of statuses) expect([200, 201, 402, 409]).toContain(status);
  const steps = await app.database.db.query<Step>(
    "SELECT from_status, to_status, actor FROM transitions WHERE job_id = $1 ORDER BY seq",
    [id],
  );
  expectLegal(steps);
  const [job] = await app.database.db.query<{ status: string; pending_operation_id: string | null }>(
    "SELECT status, pending_operation_id FROM jobs WHERE id = $1",
    [id],
  );
  expect(job).toMatchObject({ status: steps.at(-1)?.to_status, pending_operation_id: null });
  await expectMoneyRight(id);
}

/** Tiers limit how many jobs a worker has at once, and cancelling costs trust: other tests' subjects. */
async function makeRoom(): Promise<void> {
  await app.database.db.query("UPDATE agents SET trust_score = 10000 WHERE id = $1", [worker.id]);
  await app.database.db.query(
    `UPDATE jobs SET status = 'cancelled', timer_at = NULL, status_before_freeze = NULL, frozen_at = NULL
     WHERE status NOT IN ('completed', 'cancelled', 'refunded') AND pending_operation_id IS NULL`,
  );
}

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

describe.each(Object.entries(MEETINGS))("of two commands on a %s job", (where, commands) => {
  const pairs = commands.flatMap((first, at) => commands.slice(at).map((second) => [first, second] as const));

  test.each(pairs)("%s and %s: one wins, or both in a legal order, and the money is right", async (first, second) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await makeRoom();
      await meet(where as Setting, first, second);
    }
  });
});
