import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { cents } from "@/lib/kernel/money";
import type { HoldRequest } from "@/lib/ports/payments";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { sandboxStripe, type SandboxStripe } from "./testing";

/** One call and the SDK's two retries. */
const ATTEMPTS = 3;

describe("faults of the sandbox's Stripe (sandbox.md, controls)", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;
  let customerId: string;
  let paymentMethodId: string;

  beforeAll(async () => {
    database = await testDatabase();
    sandbox = sandboxStripe(database.db);
    customerId = await sandbox.payments.createCustomer({
      operationId: randomUUID(),
      ownerId: randomUUID(),
      email: "f@example.com",
    });
    const card = await sandbox.payments.attachCard({ paymentMethodId: "pm_card_visa", customerId });
    if ("status" in card) throw new Error(card.message);
    paymentMethodId = card.paymentMethodId;
  });
  afterEach(() => sandbox.fault("none"));
  afterAll(() => database.close());

  const request = (): HoldRequest => ({
    operationId: randomUUID(),
    jobId: randomUUID(),
    customerId,
    paymentMethodId,
    amount: cents(900),
  });

  async function chargesOf(jobId: string): Promise<number> {
    return (await sandbox.stripe.charges.list({ transfer_group: jobId })).data.length;
  }

  it("down: nobody knows, and nothing was done", async () => {
    sandbox.fault("down");
    const wanted = request();
    await expect(sandbox.payments.hold(wanted)).rejects.toBeInstanceOf(ProviderUnavailable);
    sandbox.fault("none");
    expect(await chargesOf(wanted.jobId)).toBe(0);
  });

  it("one failure of the server is overcome without a second effect", async () => {
    sandbox.fault("error_once", 1);
    const wanted = request();
    expect(await sandbox.payments.hold(wanted)).toMatchObject({ status: "held" });
    expect(await chargesOf(wanted.jobId)).toBe(1);
  });

  it("one lost answer is overcome: the retry replays what was done", async () => {
    sandbox.fault("lost_response", 1);
    const wanted = request();
    expect(await sandbox.payments.hold(wanted)).toMatchObject({ status: "held" });
    expect(await chargesOf(wanted.jobId)).toBe(1);
  });

  it("answers lost for ever: nobody knows, but the work was done once and is found again", async () => {
    sandbox.fault("lost_response", ATTEMPTS);
    const wanted = request();
    await expect(sandbox.payments.hold(wanted)).rejects.toBeInstanceOf(ProviderUnavailable);
    expect(await chargesOf(wanted.jobId)).toBe(1);
    const found = await sandbox.payments.findHold(wanted.operationId, wanted);
    expect(found).toMatchObject({ status: "held" });
    expect(await sandbox.payments.hold(wanted)).toEqual(found);
  });

  it("a lost capture counts as captured when the key is long forgotten", async () => {
    const held = await sandbox.payments.hold(request());
    if (held.status !== "held") throw new Error(held.message);
    const capture = { operationId: randomUUID(), paymentIntentId: held.paymentIntentId };
    sandbox.fault("lost_response", ATTEMPTS);
    await expect(sandbox.payments.capture(capture)).rejects.toBeInstanceOf(ProviderUnavailable);
    await sandbox.advance(25 * 3_600);
    expect(await sandbox.payments.capture(capture)).toMatchObject({ status: "captured", chargeId: held.chargeId });
  });

  it("silence ends with the caller's time-out", async () => {
    sandbox.fault("timeout");
    await expect(sandbox.stripe.balance.retrieve({}, { timeout: 50 })).rejects.toThrow(/timeout/);
  });

  it("over HTTP, down is 503 without a body, and a lost answer breaks off after the work", async () => {
    const serve = (path: string, init: RequestInit = {}) =>
      sandbox.emulator.serve(
        new Request(`http://localhost/sandbox/stripe${path}`, {
          ...init,
          headers: { authorization: "Bearer sk_sandbox" },
        }),
      );
    sandbox.fault("down", 1);
    const down = await serve("/v1/balance");
    expect([down.status, await down.text()]).toEqual([503, ""]);
    sandbox.fault("lost_response", 1);
    const lost = await serve("/v1/customers", { method: "POST", body: "email=lost@example.com" });
    await expect(lost.text()).rejects.toThrow();
    expect((await sandbox.stripe.customers.list({ email: "lost@example.com" })).data).toHaveLength(1);
  });
});
