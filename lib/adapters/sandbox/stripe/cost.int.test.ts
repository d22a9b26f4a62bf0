import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cents } from "@/lib/kernel/money";
import type { Database } from "@/lib/ports/sql";
import { expectStatus, Market } from "@/lib/adapters/stripe/market.contract";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { sandboxStripe, type SandboxStripe } from "./testing";

/** One to read, one to write: trades are measured through the emulator, so it must cost little. */
const STATEMENTS = 2;

describe("what a call to the sandbox's Stripe costs", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;
  let market: Market;
  let statements = 0;

  beforeAll(async () => {
    database = await testDatabase();
    const counted: Database = {
      query: (text, params, name) => {
        statements += 1;
        return database.db.query(text, params, name);
      },
      transaction: () => {
        throw new Error("the emulator opens no transactions");
      },
    };
    sandbox = sandboxStripe(counted);
    market = new Market({ ...sandbox, finishOnboarding: (url) => sandbox.complete(url) });
  });
  afterAll(() => database.close());

  async function cost(work: () => Promise<unknown>): Promise<number> {
    const before = statements;
    await work();
    return statements - before;
  }

  it("is one statement to read and one to write, for every verb of a trade", async () => {
    const { payments } = sandbox;
    const buyer = await market.buyer();
    expect(await cost(() => market.hold(buyer))).toBe(STATEMENTS);

    const { paymentIntentId, chargeId } = expectStatus(await market.hold(buyer), "held");
    expect(await cost(() => payments.capture({ operationId: randomUUID(), paymentIntentId }))).toBe(STATEMENTS);

    const [jobId, accountId, amount] = [randomUUID(), await market.worker(), cents(100)];
    const transfer = { operationId: randomUUID(), jobId, accountId, chargeId, amount };
    expect(await cost(() => payments.transfer(transfer))).toBe(STATEMENTS);
    const refund = { operationId: randomUUID(), jobId, paymentIntentId, amount };
    expect(await cost(() => payments.refund(refund))).toBe(STATEMENTS);

    const voided = expectStatus(await market.hold(buyer), "held");
    const cancel = { operationId: randomUUID(), paymentIntentId: voided.paymentIntentId };
    expect(await cost(() => payments.void(cancel))).toBe(STATEMENTS);
  });

  it("is one statement for an answer that is remembered", async () => {
    const buyer = await market.buyer();
    const request = { operationId: randomUUID(), jobId: randomUUID() };
    await market.hold(buyer, request);
    expect(await cost(() => market.hold(buyer, request))).toBe(1);
  });
});
