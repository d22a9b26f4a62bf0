import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { confirmed, textBytes } from "@/lib/testing/files";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";
import { startModels, type Answering, type Asked, type ModelServer } from "@/lib/testing/models";
import { pdfSaying } from "@/lib/testing/pdf";

/** Whole trades whose deliveries are judged by a server that speaks OpenAI's and Anthropic's wire formats. */

const YES = { passed: true, confidence: 0.9, reasoning: "It does what the task asks." };
const NO = { passed: false, confidence: 0.9, reasoning: "The second half is missing." };

let models: ModelServer;
let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let say: Answering;
let asked: Asked[];

beforeAll(async () => {
  models = await startModels((question) => {
    asked.push(question);
    return say(question);
  });
  app = await testApp(models.env);
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
  await app.database.db.query("UPDATE agents SET trust_score = 9500");
});
afterAll(async () => {
  await market.close();
  await app.close();
  await models.close();
});
beforeEach(() => {
  asked = [];
  say = () => YES;
});

const each =
  (openai: Awaited<ReturnType<Answering>>, anthropic: Awaited<ReturnType<Answering>>): Answering =>
  ({ provider }) =>
    provider === "openai" ? openai : anthropic;

async function submitted(deliverable: string, over: object = {}): Promise<string> {
  const id = await market.accepted(buyer, worker, { validation_criteria: {}, ...over });
  const answer = await market.act(id, "submit", worker, { deliverable });
  expect(answer.status, JSON.stringify(answer.json)).toBe(200);
  await app.advance(0);
  return id;
}

async function stored(id: string) {
  const [row] = await app.database.db.query<{ outcome: string; verdicts: Readonly<Record<string, unknown>>[] }>(
    "SELECT outcome, confidence, consensus, validator_type, verdicts FROM validations WHERE job_id = $1",
    [id],
  );
  if (row === undefined) throw new Error("no validation was stored");
  return row;
}

const seenText = (question: Asked | undefined): string =>
  (JSON.parse(question?.user.split("\n")[1] ?? "{}") as { delivery: { text: string } }).delivery.text;

describe("two models", () => {
  test("that agree pass it: both are told, and what each said, read and cost is stored", async () => {
    const id = await submitted(GOOD_TEXT);
    expect(await stored(id)).toMatchObject({
      outcome: "passed",
      confidence: 0.9,
      consensus: "agree",
      validator_type: "dual_llm",
    });
    expect((await stored(id)).verdicts).toEqual([
      { ...YES, model: "openai/gpt-5-mini", inputTokens: 1, outputTokens: 1, costMicroUsd: 3 },
      { ...YES, model: "anthropic/claude-haiku-4-5", inputTokens: 1, outputTokens: 1, costMicroUsd: 6 },
    ]);
    const toBuyer = await market.event(buyer, "job.validation_passed", (body) => body.job_id === id);
    const toWorker = await market.event(worker, "job.validation_passed", (body) => body.job_id === id);
    expect(toBuyer.body).toMatchObject({ confidence: 0.9, auto_approved: false });
    expect(toWorker.body).toMatchObject({ job_id: id, confidence: 0.9 });
    expect(toWorker.body).not.toHaveProperty("auto_approved");
    expect(await market.status(id, buyer)).toBe("delivered");
  });

  test("that disagree send it back with both reasons, and only the buyer hears of the disagreement", async () => {
    say = each(YES, NO);
    const id = await submitted(GOOD_TEXT);
    expect(await stored(id)).toMatchObject({ outcome: "failed", consensus: "disagree" });
    const toBuyer = await market.event(buyer, "job.validation_failed", (body) => body.job_id === id);
    const toWorker = await market.event(worker, "job.validation_failed", (body) => body.job_id === id);
    expect(toBuyer.body).toMatchObject({ consensus: "disagree", reasoning: `${YES.reasoning} ${NO.reasoning}` });
    expect(toWorker.body).not.toHaveProperty("consensus");
    expect(await market.status(id, worker)).toBe("revision_requested");
  });

  test("that pass it without being sure fail it", async () => {
    say = each({ ...YES, confidence: 0.95 }, { ...YES, confidence: 0.64 });
    expect(await stored(await submitted(GOOD_TEXT))).toMatchObject({
      outcome: "failed",
      confidence: 0.795,
      consensus: "agree",
    });
    say = each({ ...YES, confidence: 0.95 }, { ...YES, confidence: 0.65 });
    expect(await stored(await submitted(GOOD_TEXT))).toMatchObject({ outcome: "passed", confidence: 0.8 });
  });

  test("approve by the buyer's rule where they are sure enough", async () => {
    say = () => ({ ...YES, confidence: 0.97 });
    const id = await submitted(GOOD_TEXT, { auto_accept_rule: { min_confidence: 0.95 } });
    const told = await market.event(buyer, "job.validation_passed", (body) => body.job_id === id);
    expect([told.body.auto_approved, await market.status(id, buyer)]).toEqual([true, "completed"]);
  });
});

const down = () => new Response("{}", { status: 503 });

/** What the owner of an agent was mailed about a job, by subject. */
async function mailedAbout(email: string, title: string): Promise<string[]> {
  const answer = await market.call("GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
  return (answer.json.data as { subject: string }[]).map(({ subject }) => subject).filter((one) => one.includes(title));
}

describe("the third failure", () => {
  test("leaves the decision to the buyer, whose owner is mailed once and only then", async () => {
    say = () => NO;
    const title = "A task that fails three times";
    const id = await submitted(GOOD_TEXT, { title });
    for (const deliverable of ["A second try.", "A third try."]) {
      expect(await market.status(id, buyer)).toBe("revision_requested");
      expect(await mailedAbout(buyer.email, title)).toEqual([]);
      expect((await market.act(id, "submit", worker, { deliverable })).status).toBe(200);
      await app.advance(0);
    }
    expect(await market.status(id, buyer)).toBe("delivered");
    await expect.poll(() => mailedAbout(buyer.email, title)).toEqual([`You must decide: ${title}`]);
    expect(await mailedAbout(worker.email, title)).toEqual([]);
  });
});

describe("a model that gives no answer", () => {
  test.each<[string, Answering]>([
    ["one is down", (question) => (question.provider === "openai" ? down() : YES)],
    ["both are down", down],
    ["one speaks no JSON", ({ provider }) => (provider === "openai" ? YES : new Response("<html>", { status: 200 }))],
    ["one answers something else", ({ provider }) => (provider === "openai" ? { verdict: "good" } : YES)],
  ])("%s: the buyer hears of it and decides, and nothing is released by itself", async (_, answering) => {
    say = answering;
    const id = await submitted(GOOD_TEXT);
    expect(await stored(id)).toMatchObject({ outcome: "unavailable", confidence: null });
    const told = await market.event(buyer, "job.validation_unavailable", (body) => body.job_id === id);
    expect(told.body.reason).toMatch(/could not be reached/);
    expect(await market.status(id, buyer)).toBe("delivered");
    const [row] = await app.database.db.query("SELECT auto_release_at FROM jobs WHERE id = $1", [id]);
    expect(row).toEqual({ auto_release_at: null });
  });

  test("for a moment is asked once more", async () => {
    let refused = 0;
    say = ({ provider }) => {
      if (provider !== "openai" || refused > 0) return YES;
      refused += 1;
      return new Response("{}", { status: 429, headers: { "retry-after": "0" } });
    };
    expect(await stored(await submitted(GOOD_TEXT))).toMatchObject({ outcome: "passed" });
    expect(refused).toBe(1);
  });

  test("what the other one said and cost is kept", async () => {
    say = each(down(), YES);
    const { verdicts } = await stored(await submitted(GOOD_TEXT));
    expect(verdicts).toMatchObject([{ model: "anthropic/claude-haiku-4-5", costMicroUsd: 6 }]);
  });
});

describe("what is read of a delivery", () => {
  test("criteria decide before any model is asked", async () => {
    const id = await submitted(GOOD_TEXT, { validation_criteria: { must_include: "zebra" } });
    expect([asked.length, (await stored(id)).outcome]).toEqual([0, "failed"]);
  });

  test("a PDF is read by its text, for the criteria and for the judges", async () => {
    const id = await market.accepted(buyer, worker, { validation_criteria: { must_include: "revenue" } });
    await confirmed(market, id, worker, "deliverable", {
      filename: "report.pdf",
      content_type: "application/pdf",
      bytes: pdfSaying("Summary: revenue grew by a tenth"),
    });
    await app.advance(0);
    expect(await stored(id)).toMatchObject({ outcome: "passed" });
    expect(asked.map(seenText)).toEqual(Array(2).fill("Summary: revenue grew by a tenth"));
  });

  test("of a long text the judges see the beginning, the middle and the end, the criteria all of it", async () => {
    const filler = "All work and no play makes for a dull report. ".repeat(2_500);
    const id = await submitted(`FIRST ${filler} CENTRE ${filler} late-word ${filler} LAST`, {
      validation_criteria: { must_include: "late-word" },
    });
    expect(await stored(id)).toMatchObject({ outcome: "passed" });
    const text = seenText(asked[0]);
    expect(text).toMatch(/^FIRST.*\[… \d+ characters left out …\].*\[… \d+ characters left out …\].*LAST$/s);
    expect(text.length).toBeLessThan(60_200);
    expect(asked[0]?.user).toContain('"truncated":true');
  });

  test("a file without text beside it keeps no criterion from being checked", async () => {
    const id = await market.accepted(buyer, worker, { validation_criteria: { must_include: "zebra" } });
    await confirmed(market, id, worker, "deliverable", {
      filename: "noise.bin",
      content_type: "application/octet-stream",
      bytes: textBytes("noise"),
    });
    await confirmed(market, id, worker, "deliverable", { bytes: textBytes(GOOD_TEXT) });
    await app.advance(0);
    const outcomes = await app.database.db.query<{ outcome: string }>(
      "SELECT outcome FROM validations WHERE job_id = $1 ORDER BY delivery_seq DESC LIMIT 1",
      [id],
    );
    expect(outcomes).toEqual([{ outcome: "failed" }]);
  });

  test("a delivery without any text is the buyer's to judge", async () => {
    const id = await market.accepted(buyer, worker);
    await confirmed(market, id, worker, "deliverable", {
      filename: "noise.bin",
      content_type: "application/octet-stream",
      bytes: textBytes("noise"),
    });
    await app.advance(0);
    expect(asked).toEqual([]);
    expect((await market.event(buyer, "job.validation_unavailable", (body) => body.job_id === id)).body.reason).toMatch(
      /no text/,
    );
  });
});

describe("hostile criteria and deliveries", () => {
  const json = (json_schema: object) => ({ validation_criteria: { json_schema } });

  test("a pattern that would backtrack for ever is matched in linear time", async () => {
    const id = await submitted(JSON.stringify(`${"a".repeat(60)}!`), json({ type: "string", pattern: "^(a+)+$" }));
    expect(await stored(id)).toMatchObject({ outcome: "failed", validator_type: "criteria" });
  });

  test("what takes too long is given up, the buyer decides, and meanwhile the server answers", async () => {
    const id = await market.accepted(buyer, worker, { validation_criteria: { regex: `(?:a?b?){300}[cd]` } });
    await market.act(id, "submit", worker, { deliverable: "ab".repeat(400_000) });
    let decided = false;
    const deciding = app.advance(0).then(() => (decided = true));
    const answered = await market.call("GET", "/v1/help");
    expect([answered.status, decided]).toEqual([200, false]);
    await deciding;
    expect(await stored(id)).toMatchObject({ outcome: "unavailable" });
    expect(await market.status(id, buyer)).toBe("delivered");
    const [row] = await app.database.db.query("SELECT auto_release_at FROM jobs WHERE id = $1", [id]);
    expect(row).toEqual({ auto_release_at: null });
  });

  test.each([
    ["a name that no database takes", { "\u0000": 1, "\ud800": 1 }],
    ["a name of 12,000 characters", { ["k".repeat(12_000)]: 1 }],
  ])("a delivery that fails is told as failed, whatever it holds: %s", async (_, delivery) => {
    const id = await market.accepted(buyer, worker, json({ additionalProperties: { type: "string" } }));
    await confirmed(market, id, worker, "deliverable", {
      filename: "map.json",
      content_type: "application/json",
      bytes: textBytes(JSON.stringify(delivery)),
    });
    await app.advance(0);
    expect(await stored(id)).toMatchObject({ outcome: "failed" });
    expect(await market.status(id, buyer)).toBe("revision_requested");
    await market.event(worker, "job.validation_failed", (body) => body.job_id === id);
  });
});
