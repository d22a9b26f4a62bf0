import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { appNow, contextOf, type Actor, type Ctx } from "@/lib/platform/context";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { testApp, type TestApp } from "@/lib/testing/app";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";
import { freeze, unfreeze } from ".";

type Admin = Extract<Actor, { kind: "admin" }>;

const CRITERIA = { validation_criteria: { must_include: "summary" } };
const BAD_TEXT = "This delivery does not have the word in it that was asked for.";

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

async function handIn(id: string, text: string): Promise<void> {
  const answer = await market.act(id, "submit", worker, { deliverable: text });
  expect(answer.status, JSON.stringify(answer.json)).toBe(200);
  await app.advance(0);
}

async function admin(): Promise<Ctx<Admin>> {
  const { deps } = queue();
  return contextOf(deps, await appNow(deps), { kind: "admin", email: SANDBOX_OPERATOR }, "test");
}

describe("after the third failed validation", () => {
  test("a revision that fails as well comes to rest in delivered: the buyer decides", async () => {
    const id = await market.accepted(buyer, worker, CRITERIA);
    for (let round = 0; round < 3; round += 1) await handIn(id, BAD_TEXT);
    expect(await market.status(id, buyer)).toBe("delivered");
    const feedback = "Please add the word that the criteria ask for.";
    expect((await market.act(id, "revision", buyer, { feedback })).status).toBe(200);
    await handIn(id, BAD_TEXT);
    expect(await market.status(id, buyer)).toBe("delivered");
  });
});

describe("a job frozen while it is being validated", () => {
  test("gives the buyer all of the 48 hours after it goes on", async () => {
    const id = await market.accepted(buyer, worker, { ...CRITERIA, deadline_hours: 240 });
    await market.act(id, "submit", worker, { deliverable: GOOD_TEXT });
    await freeze(await admin(), id, "a question of the bank");
    await app.advance(72 * 3600);
    await unfreeze(await admin(), id, null);
    await app.advance(60);
    await market.relog(buyer, worker);
    expect(await market.status(id, buyer)).toBe("delivered");
  });
});
