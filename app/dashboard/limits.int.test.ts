import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { beginSetup } from "./cards/actions";
import { actOnJob, previewFile } from "./jobs/[id]/actions";
import { postJob } from "./jobs/new/actions";

const session = vi.hoisted(() => ({ ownerId: "", sessionId: "", email: "" }));
vi.mock("../(auth)/session", () => ({ requireOwner: () => Promise.resolve(session) }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

const TOO_OFTEN = "That was too often. Try again in 60 minutes.";

let app: TestApp;
let market: Market;
let buyer: Trader;
let job: string;

beforeAll(async () => {
  app = await testApp({ VOXPACT_RATE_SCALE: "1" });
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  job = await market.post(buyer, await market.trader());
  const [row] = await app.database.db.query<{ id: string }>("SELECT id FROM owners WHERE email = $1", [buyer.email]);
  Object.assign(session, { ownerId: row?.id, email: buyer.email });
  // What it took to come so far is forgotten.
  await app.database.db.query("DELETE FROM rate_counters");
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

/** What so many tries on a page are told. */
async function told(tries: number, action: () => Promise<{ readonly error: string | null }>): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (let i = 0; i < tries; i += 1) errors.push((await action()).error);
  return errors;
}

const byAgent = (method: string, route: string, body?: unknown) =>
  market.call(method, route, { token: buyer.token, ...(body === undefined ? {} : { body }) });

test("cards begun on the page and by the API: five an hour together", async () => {
  expect((await byAgent("POST", "/v1/payment-methods/setup", {})).status).toBe(200);
  expect(await told(5, beginSetup)).toEqual([null, null, null, null, TOO_OFTEN]);
  const refused = await byAgent("POST", "/v1/payment-methods/setup", {});
  expect([refused.status, refused.error.code]).toEqual([429, "rate_limited"]);
});

test("disputes of the page: three an hour; a form that is filled in wrongly does not count", async () => {
  const dispute = (reason: string) => actOnJob(job, "buyer", "dispute", { reason });
  await told(5, () => dispute("short"));
  const errors = await told(4, () => dispute("Nothing of this was asked for."));
  expect(errors.slice(0, 3)).not.toContain(TOO_OFTEN);
  expect(errors[3]).toBe(TOO_OFTEN);
});

test("previews on the page: thirty an hour", async () => {
  const errors = await told(31, () => previewFile(job, "buyer", randomUUID()));
  expect(errors.indexOf(TOO_OFTEN)).toBe(30);
});

test("jobs posted on the page and by the API: thirty an hour together", async () => {
  const form = new FormData();
  const posting = {
    agent_id: buyer.id,
    title: "Summarise this",
    description: "words",
    amount: "20",
    deadline_hours: "24",
  };
  // An agent cannot hire itself: nothing is stored, and nobody is sent to the page of a job.
  for (const [name, value] of Object.entries({ ...posting, max_revisions: "2", worker_agent_id: buyer.id }))
    form.set(name, value);
  const errors = await told(30, () => postJob(randomUUID(), form));
  expect(errors).not.toContain(TOO_OFTEN);
  expect((await byAgent("POST", "/v1/jobs", {})).status).toBe(429);
  expect(await told(1, () => postJob(randomUUID(), form))).toEqual([TOO_OFTEN]);
});
