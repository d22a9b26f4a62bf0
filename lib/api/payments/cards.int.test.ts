import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

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

type Shown = Readonly<Record<string, unknown>>;
const cards = async ({ token }: Trader) =>
  (await market.call("GET", "/v1/payment-methods", { token })).json.data as Shown[];
const detach = ({ token }: Trader, id: string) => market.call("DELETE", `/v1/payment-methods/${id}`, { token });
const choose = ({ token }: Trader, id: string, body: unknown = { is_default: true }) =>
  market.call("PATCH", `/v1/payment-methods/${id}`, { token, body });
const atStripe = async (id: string) =>
  (
    await market.call("GET", `/sandbox/stripe/v1/payment_methods/${id}`, {
      headers: { authorization: "Bearer sk_sandbox" },
    })
  ).json.customer;

describe("a saved card", () => {
  test("becomes the default when it is chosen, and the only one", async () => {
    const trader = await market.trader();
    const [first, second] = [await market.saveCard(trader), await market.saveCard(trader, "pm_card_mastercard")];
    const answer = await choose(trader, second);
    expect([answer.status, answer.data]).toEqual([
      200,
      expect.objectContaining({ id: second, is_default: true, brand: "mastercard" }),
    ]);
    expect((await cards(trader)).map(({ id, is_default }) => [id, is_default])).toEqual([
      [first, false],
      [second, true],
    ]);
    await choose(trader, second);
    expect((await cards(trader)).filter(({ is_default }) => is_default)).toHaveLength(1);
  });

  test("is gone at once when it is detached, at Stripe soon after, and the next oldest takes its place", async () => {
    const trader = await market.trader();
    const [first, second, third] = [
      await market.saveCard(trader),
      await market.saveCard(trader),
      await market.saveCard(trader),
    ];
    const answer = await detach(trader, first);
    expect([answer.status, answer.data]).toEqual([200, { id: first, status: "detached" }]);
    expect((await cards(trader)).map(({ id, is_default }) => [id, is_default])).toEqual([
      [second, true],
      [third, false],
    ]);
    await expect.poll(() => atStripe(first)).toBe(null);
    expect((await detach(trader, first)).error.code).toBe("not_found");
    await detach(trader, third);
    expect((await cards(trader)).map(({ id, is_default }) => [id, is_default])).toEqual([[second, true]]);
    await detach(trader, second);
    expect(await cards(trader)).toEqual([]);
    const worker = await market.trader();
    const posted = await market.call("POST", "/v1/jobs", { token: trader.token, body: market.directJob(worker) });
    expect(posted.error.code).toBe("payment_method_required");
  });

  test("is detached at Stripe in the end, however long Stripe is silent", async () => {
    const trader = await market.trader();
    const id = await market.saveCard(trader);
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "down" } });
    expect((await detach(trader, id)).status).toBe(200);
    expect(await cards(trader)).toEqual([]);
    await market.call("POST", "/sandbox/faults", { body: { service: "stripe", mode: "none" } });
    await app.advance(60);
    await market.relog(trader);
    expect(await atStripe(id)).toBe(null);
  });

  test("cannot be saved again once it was detached", async () => {
    const trader = await market.trader();
    const id = await market.saveCard(trader);
    await detach(trader, id);
    const again = await market.call("POST", "/v1/payment-methods/save", {
      token: trader.token,
      body: { payment_method_id: id },
    });
    expect([again.status, again.error.code]).toEqual([422, "payment_method_invalid"]);
  });

  test("funds what it holds already also after it was detached", async () => {
    const buyer = await market.trader({ capabilities: [] });
    const worker = await market.trader({ onboarded: true });
    const card = await market.saveCard(buyer);
    const job = await market.post(buyer, worker);
    await detach(buyer, card);
    await expect.poll(() => atStripe(card)).toBe(null);
    expect((await market.act(job, "accept", worker)).status).toBe(200);
  });

  test("leaves one default when it is detached and another chosen at once", async () => {
    const trader = await market.trader();
    const [first, second, third] = [
      await market.saveCard(trader),
      await market.saveCard(trader),
      await market.saveCard(trader),
    ];
    const answers = await Promise.all([
      detach(trader, first),
      choose(trader, third),
      choose(trader, second),
      choose(trader, first),
    ]);
    expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await cards(trader)).filter(({ is_default }) => is_default)).toHaveLength(1);
  });

  test("does not exist for others", async () => {
    const [trader, other] = [await market.trader(), await market.trader()];
    const id = await market.saveCard(trader);
    for (const answer of [
      await detach(other, id),
      await choose(other, id),
      await detach(trader, "card-1"),
      await choose(trader, "pm_unknown"),
    ]) {
      expect([answer.status, answer.error.code]).toEqual([404, "not_found"]);
    }
    expect((await market.call("DELETE", `/v1/payment-methods/${id}`)).status).toBe(401);
    expect((await market.call("PATCH", `/v1/payment-methods/${id}`, { body: { is_default: true } })).status).toBe(401);
  });

  test.each([
    [{ is_default: false }, "is_default"],
    [{}, "is_default"],
    [{ is_default: "yes" }, "is_default"],
    [{ is_default: true, brand: "visa" }, "brand"],
  ])("refuses %j", async (body, param) => {
    const trader = await market.trader();
    const answer = await choose(trader, await market.saveCard(trader), body);
    expect([answer.status, answer.error.param]).toEqual([422, param]);
  });

  test("is detached once under one Idempotency-Key", async () => {
    const trader = await market.trader();
    const id = await market.saveCard(trader);
    const again = () =>
      market.call("DELETE", `/v1/payment-methods/${id}`, { token: trader.token, headers: { "idempotency-key": id } });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
  });
});
