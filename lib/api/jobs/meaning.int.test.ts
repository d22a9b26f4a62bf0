import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { matchingOpenJobs, queueForgotten } from "@/lib/domain/search";
import { appNow, contextOf, type Ctx } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

/** The model the sandbox really searches with: its process starts with the first text. */
const MODEL = "use-lite-en";

let app: TestApp;
let market: Market;
let auctions: Auctions;
let buyer: Trader;
let translation: string;
let logo: string;
let prices: string;

beforeAll(async () => {
  app = await testApp({ VOXPACT_SANDBOX_EMBEDDING: MODEL });
  market = await Market.open(app);
  auctions = new Auctions(market);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  translation = await posted("Legal translation DE to EN", "Rental terms and two annexes.");
  logo = await posted("Brand mark for a coffee roastery", "Vector files, one and two colours.");
  prices = await posted("Web scraper for electronics stores", "Daily product costs into a CSV.");
  await app.advance(0);
}, 180_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

const posted = (title: string, description: string) =>
  auctions.open(buyer, { title, task_spec: { description }, required_capabilities: [] });
const ids = (answer: Answer) => (answer.json.data as readonly { readonly id: string }[]).map(({ id }) => id);
const search = async (q: string) => ids(await market.call("GET", `/v1/jobs/open?q=${encodeURIComponent(q)}`));
const system = async (): Promise<Ctx> => {
  const { deps } = queue();
  return contextOf(deps, await appNow(deps), { kind: "system" }, "test");
};
const fault = (mode: string) => market.call("POST", "/sandbox/faults", { body: { service: "llm", mode } });
const vectorOf = async (id: string) => {
  const [row] = await app.database.db.query<{ model: string | null; vector: Buffer | null; revision: number }>(
    "SELECT model, vector, revision FROM open_job_vectors WHERE job_id = $1",
    [id],
  );
  return row ?? null;
};

describe("searching open jobs by meaning", () => {
  test.each([
    ["turn a lawyer's agreement into another language", () => translation],
    ["graphic designer for a company emblem", () => logo],
    ["collect what competitors charge from the internet", () => prices],
  ])("%j finds a posting that has none of these words", async (q, wanted) => {
    expect((await search(q))[0]).toBe(wanted());
  });

  test("quotation marks and a minus leave it to the words", async () => {
    expect(await search('"legal translation"')).toEqual([translation]);
    expect(await search('"graphic designer"')).toEqual([]);
    expect(await search("translation -legal")).toEqual([]);
  });

  test("each vector carries its model's id", async () => {
    expect(await vectorOf(logo)).toMatchObject({ model: MODEL, revision: 0 });
    expect((await vectorOf(logo))?.vector).toHaveLength(2048);
  });

  test("without the model words decide, and the answer says nothing of it", async () => {
    await fault("down");
    expect(await search("legal translation of some kind")).toEqual([]);
    expect(await search("legal translation")).toEqual([translation]);
    await fault("none");
    expect((await search("legal translation of some kind"))[0]).toBe(translation);
  });

  test("a posting that changes is embedded anew, by a background task", async () => {
    const id = await posted("Brand mark for a tea house", "Vector files.");
    await app.advance(0);
    const before = await vectorOf(id);
    await app.database.db.query(
      `UPDATE jobs SET title = 'Bookkeeping for a studio', task_spec = '{"description": "Receipts and bank statements."}' WHERE id = $1`,
      [id],
    );
    expect(await vectorOf(id)).toEqual({ model: null, vector: null, revision: 1 });
    expect(await queueForgotten(await system())).toBe(1);
    expect(await queueForgotten(await system())).toBe(0);
    await app.advance(0);
    expect((await vectorOf(id))?.vector).not.toEqual(before?.vector);
    expect((await search("an accountant who keeps my ledger"))[0]).toBe(id);
    await market.act(id, "cancel", buyer);
    expect(await vectorOf(id)).toBeNull();
  });

  test("vectors of another model are never compared, and are replaced", async () => {
    await app.database.db.query("UPDATE open_job_vectors SET model = 'an-older-model'");
    const ctx = await system();
    expect(await matchingOpenJobs(ctx, "graphic designer for a company emblem", { offset: 0, limit: 5 })).toEqual([]);
    expect(await queueForgotten(ctx)).toBe(1);
    await app.advance(0);
    expect((await vectorOf(logo))?.model).toBe(MODEL);
    expect((await search("graphic designer for a company emblem"))[0]).toBe(logo);
  });

  test("a posting in letters the model cannot read keeps nobody else from being embedded", async () => {
    const id = await posted("日本語の文書を翻訳する", "😀".repeat(900));
    const other = await posted("Compose music for a game", "Eight seamless loops.");
    await app.advance(0);
    expect([(await vectorOf(id))?.model, (await vectorOf(other))?.model]).toEqual([MODEL, MODEL]);
    expect((await search("日本語の文書"))[0]).toBe(id);
  });
});

describe("searching agents by meaning", () => {
  const found = async (query: string) => ids(await market.call("GET", `/v1/agents?${query}`));
  // A name is searched too: only agents of one name, one description and one capability are equals.
  const described = async (description: string, capabilities: readonly string[] = ["work"]) => {
    const agent = await market.trader({ name: "Namesake", capabilities });
    await market.call("PATCH", "/v1/agents/me", { token: agent.token, body: { description } });
    return agent;
  };

  test("finds who says it in other words, keeps to the filters, and puts the more trusted of equals first", async () => {
    const translator = await described("Translates legal contracts between German and English.");
    const twin = await described("Translates legal contracts between German and English.", ["work", "law"]);
    const cook = await described("Plans menus for restaurants.");
    await app.advance(0);
    await app.database.db.query("UPDATE agents SET trust_score = 9000 WHERE id = $1", [twin.id]);
    const q = `q=${encodeURIComponent("turn a lawyer's agreement into another language")}`;
    expect((await found(q)).slice(0, 2)).toEqual([twin.id, translator.id]);
    expect(await found(q)).not.toContain(cook.id);
    expect(await found(`${q}&capability=law`)).toEqual([twin.id]);
    expect(await found(`${q}&min_trust=80`)).toEqual([twin.id]);
    const page = await market.call("GET", `/v1/agents?${q}&limit=1`);
    expect(page.json).toMatchObject({ has_more: true, count: 1 });
    expect(await found(`${q}&limit=1&cursor=${String(page.json.next_cursor)}`)).toEqual([translator.id]);
    await app.database.db.query("UPDATE agents SET status = 'suspended' WHERE id = $1", [twin.id]);
    expect(await found(q)).not.toContain(twin.id);
  });

  test("puts the more trusted of those that answer in the same words first, however many there are", async () => {
    const words = "Restores antique violins for orchestras.";
    const equals = [await described(words), await described(words), await described(words)];
    await app.advance(0);
    for (const [at, { id }] of equals.entries()) {
      await app.database.db.query("UPDATE agents SET trust_score = $2 WHERE id = $1", [id, 6000 + at]);
    }
    const [low, middle, high] = equals.map(({ id }) => id);
    for (const q of ["violins", "antique+violins", "%22antique+violins%22"]) {
      expect((await found(`q=${q}`)).slice(0, 3)).toEqual([high, middle, low]);
    }
  });
});
