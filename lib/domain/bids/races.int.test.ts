import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import { Market, type Trader } from "@/lib/testing/market";
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
} from "@/lib/testing/races";

let app: TestApp;
let market: Market;
let auctions: Auctions;
let buyer: Trader;
let worker: Trader;
let rival: Trader;

/** An auction with one bid of each of two agents; the first one may be countered. */
interface Auction {
  readonly job: string;
  readonly bid: string;
  readonly other: string;
}

interface Command {
  readonly run: (auction: Auction) => Promise<number>;
  /** What the first agent's bid has become, wherever it is done; null where that is somebody else's. */
  readonly bidEndsAs: readonly string[] | null;
}

const status = async (call: Promise<{ readonly status: number }>): Promise<number> => (await call).status;

const COMMANDS: Readonly<Record<string, Command>> = {
  "accept bid": { run: ({ bid }) => status(auctions.act(bid, "accept", buyer)), bidEndsAs: ["accepted"] },
  "accept the other bid": {
    run: ({ other }) => status(auctions.act(other, "accept", buyer)),
    bidEndsAs: ["rejected", "withdrawn"],
  },
  "withdraw bid": { run: ({ bid }) => status(auctions.withdraw(bid, worker)), bidEndsAs: ["withdrawn"] },
  "replace bid": { run: ({ job }) => status(auctions.bid(job, worker, 11)), bidEndsAs: ["withdrawn", "rejected"] },
  "reject bid": { run: ({ bid }) => status(auctions.act(bid, "reject", buyer)), bidEndsAs: ["rejected"] },
  "counter bid": {
    run: ({ bid }) => status(auctions.act(bid, "counter", buyer, { counter_price: 9 })),
    bidEndsAs: null,
  },
  "accept counter": { run: ({ bid }) => status(auctions.act(bid, "accept-counter", worker)), bidEndsAs: null },
  "cancel by buyer": {
    run: ({ job }) => status(market.act(job, "cancel", buyer)),
    bidEndsAs: ["rejected", "withdrawn"],
  },
  expiry: { run: ({ job }) => timeIsUp(job), bidEndsAs: null },
  freeze: { run: ({ job }) => frozen(job), bidEndsAs: null },
};

const MEETINGS: Readonly<Record<"active" | "countered", readonly string[]>> = {
  active: [
    "accept bid",
    "accept the other bid",
    "withdraw bid",
    "replace bid",
    "reject bid",
    "counter bid",
    "cancel by buyer",
    "expiry",
    "freeze",
  ],
  countered: ["accept counter", "accept bid", "accept the other bid", "withdraw bid", "cancel by buyer", "expiry"],
};

async function setting(where: string): Promise<Auction> {
  const job = await auctions.open(buyer);
  const auction = {
    job,
    bid: await auctions.placed(job, worker, 10),
    other: await auctions.placed(job, rival, 12),
  };
  if (where === "countered") await auctions.act(auction.bid, "counter", buyer, { counter_price: 9 });
  return auction;
}

interface Outcome {
  readonly status: string;
  /** The statuses that the job has been in. */
  readonly passed: readonly string[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly charged: number;
}

/**
 * At the end bids, job and money tell one story. A job that was accepted first may have been cancelled after that, by its buyer or
 * by time: its bid stays the one that was accepted, and charged.
 */
function expectOneStory({ status: job, passed, statuses, charged }: Outcome, agreed: number): void {
  const all = Object.values(statuses);
  const won = all.filter((one) => one === "accepted").length;
  const live = all.filter((one) => one === "active" || one === "countered").length;
  const accepted = passed.includes("accepted");
  expect({ won, charged }).toEqual(accepted ? { won: 1, charged: agreed } : { won: 0, charged: 0 });
  if (accepted || job === "cancelled") expect(live).toBe(0);
}

interface Race {
  readonly auction: Auction;
  readonly eventsBefore: number;
  readonly calls: readonly (readonly [command: string, status: number])[];
}

async function race(auction: Auction, commands: readonly string[]): Promise<Race> {
  const eventsBefore = (await eventsOf(app.database.db, auction.job)).length;
  const calls = await Promise.all(
    commands.map(async (name) => [name, (await COMMANDS[name]?.run(auction)) ?? 0] as const),
  );
  return { auction, eventsBefore, calls };
}

async function expectOneOutcome({ auction, eventsBefore, calls }: Race): Promise<void> {
  const { db } = app.database;
  for (const [, code] of calls) expect(LEGAL_STATUSES).toContain(code);
  const [job] = await db.query<{ status: string; amount_cents: number; pending_operation_id: string | null }>(
    "SELECT status, amount_cents, pending_operation_id FROM jobs WHERE id = $1",
    [auction.job],
  );
  const statuses = await auctions.statuses(auction.job, buyer);
  const moved = await booked(db, auction.job);
  expect(moved).toEqual(await atStripe(market, auction.job));
  expect(job?.pending_operation_id).toBeNull();
  const passed = (await stepsOf(db, auction.job)).map((step) => step.to_status);
  expect(passed.at(-1)).toBe(job?.status);
  expectOneStory({ status: job?.status ?? "", passed, statuses, charged: moved.captured }, job?.amount_cents ?? 0);
  const won = calls.filter(([, answer]) => answer < 300);
  for (const [name, code] of won) {
    const ends = COMMANDS[name]?.bidEndsAs ?? null;
    // Accepted first and cancelled then is a legal order: the accepted bid stays one.
    const cancelledAfter = name === "cancel by buyer" && won.some(([other]) => other.startsWith("accept"));
    if (ends !== null && !cancelledAfter)
      expect([name, code, ends]).toEqual([name, code, expect.arrayContaining([statuses[auction.bid]])]);
  }
  const told = (await eventsOf(db, auction.job)).slice(eventsBefore);
  // A second counter-offer, and a second bid of one agent, are news each time.
  const once = told.filter((line) => !/^bid\.(countered|received|withdrawn) /.test(line));
  expect(once).toEqual([...new Set(once)]);
}

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  auctions = new Auctions(market);
  [buyer, worker, rival] = await Promise.all([
    market.trader({ card: "pm_card_visa", capabilities: [] }),
    market.trader(),
    market.trader(),
  ]);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

describe.each(Object.entries(MEETINGS))("of two commands on a job whose bid is %s", (where, commands) => {
  test.each(pairsOf(commands))(
    "%s and %s: one wins, or both in a legal order, and the money is right",
    async (first, second) => {
      await market.relog(buyer, worker, rival);
      for (const size of groups()) {
        await makeRoom(app.database.db, [worker.id, rival.id]);
        const open = await several(size, () => setting(where));
        const races = await Promise.all(open.map((auction) => race(auction, [first, second])));
        await app.advance(0);
        await Promise.all(races.map(expectOneOutcome));
      }
    },
    ROUNDS_TIMEOUT_MS,
  );
});
