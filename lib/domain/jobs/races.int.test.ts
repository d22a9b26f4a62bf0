import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";
import {
  atStripe,
  booked,
  eventsOf,
  frozen,
  groups,
  LEGAL_STATUSES,
  makeRoom,
  pairsOf,
  ROUNDS_TIMEOUT_MS,
  several,
  stepsOf,
  timeIsUp,
  type Step,
} from "@/lib/testing/races";
import { RULES } from "./lifecycle";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
/** A buyer whose card is saved but refused. */
let broke: Trader;

type Setting =
  | "pending_payment"
  | "funded"
  | "accepted"
  | "in_progress"
  | "validating"
  | "delivered"
  | "revision_requested"
  | "disputed";

interface Command {
  readonly run: (id: string) => Promise<number>;
  /** The step that a success is, by whom; null where time decides. */
  readonly step: readonly [to: string, by: string] | null;
}

const act = (verb: string, by: () => Trader, step: Command["step"], body: unknown = {}): Command => ({
  run: async (id) => (await market.act(id, verb, by(), body)).status,
  step,
});

const FEEDBACK = "Please add the figures of the second quarter.";
const COMMANDS: Readonly<Record<string, Command>> = {
  fund: act("fund", () => broke, ["funded", "buyer"]),
  "cancel by broke buyer": act("cancel", () => broke, ["cancelled", "buyer"]),
  accept: act("accept", () => worker, ["accepted", "worker"]),
  decline: act("decline", () => worker, ["cancelled", "worker"]),
  "cancel by buyer": act("cancel", () => buyer, ["cancelled", "buyer"]),
  "cancel by worker": act("cancel", () => worker, ["cancelled", "worker"]),
  start: act("start", () => worker, ["in_progress", "worker"]),
  deliver: act("submit", () => worker, ["validating", "worker"], { deliverable: GOOD_TEXT }),
  approve: act("approve", () => buyer, ["completed", "buyer"]),
  revision: act("revision", () => buyer, ["revision_requested", "buyer"], { feedback: FEEDBACK }),
  "dispute by buyer": act("dispute", () => buyer, ["disputed", "buyer"], {
    reason: "The delivery does not fit the task.",
  }),
  "dispute by worker": act("dispute", () => worker, ["disputed", "worker"], {
    reason: "The buyer asks for more than was agreed.",
  }),
  // Whatever time does in the state the job is in: expiry, deadline, auto-release.
  time: { run: timeIsUp, step: null },
  freeze: { run: frozen, step: ["frozen", "admin"] },
};

const MEETINGS: Readonly<Record<Setting, readonly string[]>> = {
  pending_payment: ["fund", "cancel by broke buyer", "time", "freeze"],
  funded: ["accept", "decline", "cancel by buyer", "time", "freeze"],
  accepted: ["start", "deliver", "cancel by buyer", "cancel by worker", "time", "freeze"],
  in_progress: ["deliver", "cancel by buyer", "cancel by worker", "time", "freeze"],
  validating: ["approve", "time", "freeze"],
  delivered: ["approve", "revision", "dispute by buyer", "dispute by worker", "time", "freeze"],
  revision_requested: ["deliver", "dispute by buyer", "dispute by worker", "time", "freeze"],
  disputed: ["time", "freeze"],
};

/** Direct jobs whose card was refused once; by the time of the race the card is good. */
async function refusedJobs(count: number): Promise<string[]> {
  const { db } = app.database;
  const cards =
    "UPDATE cards SET is_default = (last4 = $2) WHERE owner_id = (SELECT owner_id FROM agents WHERE id = $1)";
  const choose = async (last4: string) => {
    await db.query("UPDATE cards SET is_default = false WHERE owner_id = (SELECT owner_id FROM agents WHERE id = $1)", [
      broke.id,
    ]);
    await db.query(cards, [broke.id, last4]);
  };
  await choose("0341");
  const jobs = await several(count, async () => {
    const refused = await market.call("POST", "/v1/jobs", { token: broke.token, body: market.directJob(worker) });
    expect(refused.status).toBe(402);
    return (refused.error.details as { job_id: string }).job_id;
  });
  await choose("4242");
  return jobs;
}

async function setting(wanted: Exclude<Setting, "pending_payment">): Promise<string> {
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
      await market.act(id, "revision", buyer, { feedback: FEEDBACK });
      return id;
    }
    case "disputed": {
      const id = await market.delivered(buyer, worker);
      await market.act(id, "dispute", buyer, { reason: "The delivery does not fit the task." });
      return id;
    }
  }
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

/** Who was told that it was done did it, once; who was told that it could not be did nothing. */
function expectEffects(calls: readonly (readonly [command: string, status: number])[], steps: readonly Step[]): void {
  for (const name of new Set(calls.map(([command]) => command))) {
    const step = COMMANDS[name]?.step ?? null;
    if (step === null) continue;
    const done = calls.filter(([command, status]) => command === name && status < 300).length;
    const taken = steps.filter(({ to_status, actor }) => to_status === step[0] && actor === step[1]).length;
    expect([name, done]).toEqual([name, taken]);
  }
}

interface Race {
  readonly id: string;
  readonly stepsBefore: number;
  readonly eventsBefore: number;
  readonly calls: readonly (readonly [command: string, status: number])[];
}

async function race(id: string, commands: readonly string[]): Promise<Race> {
  const { db } = app.database;
  const [steps, events] = await Promise.all([stepsOf(db, id), eventsOf(db, id)]);
  const calls = await Promise.all(commands.map(async (name) => [name, (await COMMANDS[name]?.run(id)) ?? 0] as const));
  return { id, stepsBefore: steps.length, eventsBefore: events.length, calls };
}

async function expectOneOutcome({ id, stepsBefore, eventsBefore, calls }: Race): Promise<void> {
  const { db } = app.database;
  for (const [, status] of calls) expect(LEGAL_STATUSES).toContain(status);
  const steps = await stepsOf(db, id);
  expectLegal(steps);
  expectEffects(calls, steps.slice(stepsBefore));
  const told = (await eventsOf(db, id)).slice(eventsBefore);
  expect(told).toEqual([...new Set(told)]);
  const [job] = await db.query<{ status: string; pending_operation_id: string | null }>(
    "SELECT status, pending_operation_id FROM jobs WHERE id = $1",
    [id],
  );
  expect(job).toEqual({ status: steps.at(-1)?.to_status, pending_operation_id: null });
  expect(await booked(db, id)).toEqual(await atStripe(market, id));
}

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
  broke = await market.trader({ card: "pm_card_chargeCustomerFail", capabilities: [] });
  await market.saveCard(broke, "pm_card_visa");
});
afterAll(async () => {
  await market.close();
  await app.close();
});

describe.each(Object.entries(MEETINGS))("of two commands on a %s job", (where, commands) => {
  test.each(pairsOf(commands))(
    "%s and %s: one wins, or both in a legal order, and the money is right",
    async (first, second) => {
      await market.relog(buyer, worker, broke);
      for (const size of groups()) {
        await makeRoom(app.database.db, [worker.id]);
        const wanted = where as Setting;
        const ids = wanted === "pending_payment" ? await refusedJobs(size) : await several(size, () => setting(wanted));
        const races = await Promise.all(ids.map((id) => race(id, [first, second])));
        await app.advance(0);
        await Promise.all(races.map(expectOneOutcome));
      }
    },
    ROUNDS_TIMEOUT_MS,
  );
});
