import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { queue } from "@/lib/composition";
import { systemContext } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { evidenceUploaded } from ".";

const DAY = 86_400;
const DELIVERY = { reason: "The delivery does not match the task." };

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
const deleted: string[] = [];

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader();
  vi.spyOn(queue().deps.uploads, "delete").mockImplementation(async (key) => void deleted.push(key));
});
afterAll(async () => {
  await market.close();
  await app.close();
});
beforeEach(async () => {
  deleted.length = 0;
  await market.relog(buyer, worker);
});

/** A file that a party's owner has dropped in the browser, and the link by which it is handed in. */
async function uploaded(job: string, key: string): Promise<string> {
  const url = `https://voxpact.example/dashboard/jobs/${job}/evidence/${key}`;
  await evidenceUploaded(await systemContext(), { job_id: job, key, url });
  return url;
}

test("a file that nobody hands in is deleted after a day, and not before", async () => {
  const job = await market.delivered(buyer, worker);
  await uploaded(job, "unused");
  await app.advance(DAY - 60);
  expect(deleted).toEqual([]);
  await app.advance(120);
  expect(deleted).toEqual(["unused"]);
});

test("a file that was handed in stays", async () => {
  const job = await market.delivered(buyer, worker);
  const url = await uploaded(job, "used");
  const evidence_items = [{ type: "url", label: "Screenshot", content: url }];
  expect((await market.act(job, "dispute", buyer, { ...DELIVERY, evidence_items })).status).toBe(201);
  await app.advance(2 * DAY);
  expect(deleted).toEqual([]);
});
