import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GOOD_TEXT } from "@/lib/testing/market";
import { Stage } from "@/lib/testing/model/stage";
import { recordStatements } from "@/lib/testing/statements";

/** The hot verbs' round trips: what a trade costs is mostly how often it goes to the database. */

const SETUP = {
  startsAt: new Date("2027-01-10T12:00:00Z").getTime(),
  traders: {
    ann: { trust: 5_000, monthlyLimit: null, onboarded: true },
    bob: { trust: 5_000, monthlyLimit: null, onboarded: true },
  },
};
const CLAIMED = ["commit-change", "commit-change"];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset(SETUP));
afterAll(() => stage.close());

type By = "ann" | "bob";

/** The names of our own statements; what the stand-ins of Stripe and R2 ask of the database is theirs. */
const isOurs = (name: string | null, text: string): boolean =>
  name !== null ? !name.startsWith("sandbox_") : !/\bsandbox\.|app_now\(\)/.test(text);

async function sent(route: string, by: By, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const recorder = recordStatements();
  const { apiKey } = stage.traders[by];
  const answer = await stage.market.call("POST", route, { apiKey, body, headers });
  recorder.stop();
  expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
  const names = recorder.taken.filter(({ name, text }) => isOurs(name, text)).map(({ name, text }) => name ?? text);
  // The object store's stand-in asks for the time.
  return { id: String(answer.data.id), names: names.filter((name) => name !== "app-now") };
}

const create = () => sent("/v1/jobs", "ann", stage.market.directJob(stage.traders.bob));
const act = (id: string, verb: string, by: By, body: unknown = {}) => sent(`/v1/jobs/${id}/${verb}`, by, body);
const submit = (id: string) => act(id, "submit", "bob", { deliverable: GOOD_TEXT });

describe("the round trips of", () => {
  test("create: gate, parties, and one transaction on either side of Stripe", async () => {
    expect((await create()).names).toEqual(["gate", "posting-parties", ...CLAIMED]);
  });

  test("accept: gate, job, and one transaction on either side of Stripe", async () => {
    const { id } = await create();
    expect((await act(id, "accept", "bob")).names).toEqual(["gate", "job-facts", ...CLAIMED]);
  });

  test("submit and approve: gate, job, one transaction", async () => {
    const { id } = await create();
    await act(id, "accept", "bob");
    expect((await submit(id)).names).toEqual(["gate", "job-facts", "commit-change"]);
    expect((await act(id, "approve", "ann")).names).toEqual(["gate", "job-facts", "commit-change"]);
  });

  test("cancel: gate, job, and one transaction on either side of Stripe, whether it voids or refunds", async () => {
    const funded = await create();
    expect((await act(funded.id, "cancel", "ann")).names).toEqual(["gate", "job-facts", ...CLAIMED]);
    const accepted = await create();
    await act(accepted.id, "accept", "bob");
    expect((await act(accepted.id, "cancel", "ann")).names).toEqual(["gate", "job-facts", ...CLAIMED]);
  });

  test("a request with an Idempotency-Key: one more on the way in, one to keep the answer", async () => {
    const { names } = await sent("/v1/jobs", "ann", stage.market.directJob(stage.traders.bob), {
      "idempotency-key": randomUUID(),
    });
    expect(names).toEqual(["gate", "idempotency-claim", "posting-parties", ...CLAIMED, "idempotency-settle"]);
  });
});
