import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { EventReader } from "@/lib/testing/event-reader";
import { Market, type Trader } from "@/lib/testing/market";
import { tell } from "@/lib/testing/tell";

const READERS = 10;
const RECONNECTS_EACH = 100;
const LONGEST_STAY_MS = 40;

let app: TestApp;
let market: Market;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

interface Read {
  readonly marks: unknown[];
  readonly ids: number[];
  lastId: string;
}

/** One connection: from where the last one ended, for a random moment, cut off wherever it is. */
async function stay({ token }: Trader, read: Read, ms: number): Promise<void> {
  const reader = await EventReader.open(`${app.base}/v1/events?token=${token}`, { "last-event-id": read.lastId });
  await sleep(ms);
  await reader.close();
  const told = reader.messages.filter(({ event }) => event === "webhook.ping");
  read.marks.push(...told.map(({ data }) => data.agent_id));
  read.ids.push(...told.map(({ id }) => Number(id)));
  read.lastId = reader.lastId ?? read.lastId;
}

/** Two writers whose transactions overlap, until they are told to stop; everything they committed. */
function write(trader: Trader, going: () => boolean): Promise<string[]> {
  const written: string[] = [];
  const writer = async (name: number) => {
    for (let number = 0; going(); number += 1) {
      await tell(trader.id, `${name}-${number}`);
      written.push(`${name}-${number}`);
      await sleep(Math.random() * 20);
    }
  };
  return Promise.all([writer(1), writer(2)]).then(() => written);
}

test("a thousand forced reconnects under writes lose nothing and tell nothing twice", async () => {
  const traders = await Promise.all(Array.from({ length: READERS }, () => market.trader()));
  let told = 0;
  await Promise.all(
    traders.map(async (trader) => {
      const read: Read = { marks: [], ids: [], lastId: "0" };
      let going = true;
      const writing = write(trader, () => going);
      for (let at = 0; at < RECONNECTS_EACH; at += 1) await stay(trader, read, Math.random() * LONGEST_STAY_MS);
      going = false;
      const written = await writing;
      // Registering sent a ping of its own, which is no event; what is left is read to its end.
      for (let tries = 0; tries < 50 && read.marks.length < written.length; tries += 1) await stay(trader, read, 200);
      expect([...read.marks].sort()).toEqual([...written].sort());
      expect(new Set(read.ids).size).toBe(read.ids.length);
      told += read.marks.length;
    }),
  );
  process.stdout.write(`\n${READERS * RECONNECTS_EACH} reconnects, ${told} events: none lost, none told twice\n`);
}, 180_000);
