import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type AppDatabase } from "@/lib/platform/db";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { refOf, sandboxStripe, type SandboxStripe } from "./testing";

const ROUNDS = 25;

/** Two processes in front of one database: each has its own pool and its own emulator. */
describe("two processes of the sandbox's Stripe", () => {
  let database: TestDatabase;
  let otherDb: AppDatabase;
  let here: SandboxStripe;
  let there: SandboxStripe;

  beforeAll(async () => {
    database = await testDatabase();
    otherDb = createDatabase(database.url);
    here = sandboxStripe(database.db);
    there = sandboxStripe(otherDb);
  });
  afterAll(async () => {
    await otherDb.close();
    await database.close();
  });

  const pay = (over: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    here.stripe.paymentIntents.create({
      amount: 2_000,
      currency: "eur",
      payment_method: "pm_card_visa",
      confirm: true,
      ...over,
    });

  async function winners(work: readonly Promise<unknown>[]): Promise<number> {
    return (await Promise.allSettled(work)).filter((outcome) => outcome.status === "fulfilled").length;
  }

  it("let exactly one of a capture and a cancellation win", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const intent = await pay({ capture_method: "manual" });
      const race = [here.stripe.paymentIntents.capture(intent.id), there.stripe.paymentIntents.cancel(intent.id)];
      expect(await winners(round % 2 === 0 ? race : race.reverse())).toBe(1);
      const { status, amount_received } = await there.stripe.paymentIntents.retrieve(intent.id);
      expect([
        ["succeeded", 2_000],
        ["canceled", 0],
      ]).toContainEqual([status, amount_received]);
      const booked = await here.stripe.balanceTransactions.list({ source: refOf(intent.latest_charge) });
      expect(booked.data).toHaveLength(status === "succeeded" ? 1 : 0);
    }
  });

  it("refund no more than was captured", async () => {
    const intent = await pay();
    const refunds = Array.from({ length: 8 }, (_, n) =>
      (n % 2 === 0 ? here : there).stripe.refunds.create({ payment_intent: intent.id, amount: 500 }),
    );
    expect(await winners(refunds)).toBe(4);
    expect((await here.stripe.charges.retrieve(refOf(intent.latest_charge))).amount_refunded).toBe(2_000);
  });

  it("spend the available balance once", async () => {
    await pay({ amount: 100_000, payment_method: "pm_card_bypassPending" });
    const account = await here.stripe.accounts.create({
      type: "express",
      capabilities: { transfers: { requested: true } },
    });
    const link = await here.stripe.accountLinks.create({
      account: account.id,
      type: "account_onboarding",
      refresh_url: "http://a.example",
      return_url: "http://a.example",
    });
    await here.complete(link.url);
    await here.stripe.transfers.create({ amount: 1, currency: "eur", destination: account.id });
    const available = (await here.stripe.balance.retrieve()).available[0]?.amount ?? 0;
    const amount = Math.floor(available / 2) - 1;
    const transfers = Array.from({ length: 8 }, (_, n) =>
      (n % 2 === 0 ? here : there).stripe.transfers.create({ amount, currency: "eur", destination: account.id }),
    );
    expect(await winners(transfers)).toBe(2);
    expect((await here.stripe.balance.retrieve()).available[0]?.amount).toBeGreaterThanOrEqual(0);
  });

  it("do the work of one idempotency key once, and answer the other with 409 or the same", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const request = {
        amount: 700,
        currency: "eur",
        payment_method: "pm_card_visa",
        confirm: true,
        transfer_group: `key-${round}`,
      };
      const options = { idempotencyKey: `race-${round}` };
      const outcomes = await Promise.allSettled([
        here.stripe.paymentIntents.create(request, options),
        there.stripe.paymentIntents.create(request, options),
      ]);
      const made = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.id] : []));
      const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
      expect(new Set(made).size).toBe(1);
      for (const error of errors) expect(error).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
      expect((await here.stripe.charges.list({ transfer_group: `key-${round}` })).data).toHaveLength(1);
    }
  });

  it("see what the other did, and go on after a restart", async () => {
    const customer = await here.stripe.customers.create({ email: "restart@example.com" });
    const intent = await pay({ capture_method: "manual", customer: customer.id });
    const restartedDb = createDatabase(database.url);
    const restarted = sandboxStripe(restartedDb);
    const captured = await restarted.stripe.paymentIntents.capture(intent.id);
    await restartedDb.close();
    expect(captured).toMatchObject({ status: "succeeded", customer: customer.id });
    expect(await there.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
  });
});
