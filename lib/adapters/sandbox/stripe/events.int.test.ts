import http from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SUBSCRIBED_EVENTS } from "@/lib/adapters/stripe";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { EVENT_TASK } from "./index";
import { sandboxStripe, TEST_WEBHOOK_SECRET, type SandboxStripe } from "./testing";

interface Delivery {
  readonly body: string;
  readonly signature: string;
}

describe("events of the sandbox's Stripe", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;
  let endpoint: http.Server;
  let answer = 200;
  let deliveries: Delivery[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    endpoint = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        deliveries.push({ body, signature: String(request.headers["stripe-signature"]) });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
    const { port } = endpoint.address() as AddressInfo;
    sandbox = sandboxStripe(database.db, {
      webhookUrl: `http://127.0.0.1:${port}/`,
      subscribedEvents: SUBSCRIBED_EVENTS,
    });
  });
  beforeEach(() => {
    answer = 200;
    deliveries = [];
  });
  afterAll(async () => {
    await new Promise((resolve) => endpoint.close(resolve));
    await database.close();
  });

  async function queued(): Promise<readonly string[]> {
    const jobs = await database.db.query<{ id: string }>(
      "SELECT payload ->> 'event_id' AS id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = $1 ORDER BY j.id",
      [EVENT_TASK],
    );
    return jobs.map((job) => job.id);
  }

  async function accountUpdated(): Promise<{ readonly accountId: string; readonly eventId: string }> {
    const account = await sandbox.stripe.accounts.create({
      type: "express",
      capabilities: { transfers: { requested: true } },
    });
    const link = await sandbox.stripe.accountLinks.create({
      account: account.id,
      type: "account_onboarding",
      refresh_url: "http://a.example",
      return_url: "http://a.example",
    });
    await sandbox.complete(link.url);
    return { accountId: account.id, eventId: (await queued()).at(-1) ?? "" };
  }

  it("are queued in the transaction of the change, for the types the endpoint takes alone", async () => {
    const before = await queued();
    await sandbox.stripe.customers.create({});
    expect(await queued()).toEqual(before);
    const { eventId } = await accountUpdated();
    expect(await queued()).toEqual([...before, eventId]);
    expect((await sandbox.stripe.events.list({ type: "customer.created", limit: 1 })).data[0]).toMatchObject({
      pending_webhooks: 0,
    });
  });

  it("arrive signed so that the SDK accepts them, and read as the port says", async () => {
    const { accountId, eventId } = await accountUpdated();
    expect((await sandbox.stripe.events.retrieve(eventId)).pending_webhooks).toBe(1);
    await sandbox.emulator.deliverEvent(eventId);
    const [delivery] = deliveries;
    const event = sandbox.stripe.webhooks.constructEvent(
      delivery?.body ?? "",
      delivery?.signature ?? "",
      TEST_WEBHOOK_SECRET,
    );
    expect(event).toMatchObject({ id: eventId, type: "account.updated", account: accountId, livemode: false });
    expect(delivery?.body).toContain('{\n  "id": "evt_');
    expect(sandbox.payments.readEvent(delivery?.body ?? "", delivery?.signature ?? "")).toMatchObject({
      id: eventId,
      kind: "account",
      account: { accountId, ready: true },
    });
    expect((await sandbox.stripe.events.retrieve(eventId)).pending_webhooks).toBe(0);
  });

  it("are read by nobody whose signature does not hold", async () => {
    const { eventId } = await accountUpdated();
    await sandbox.emulator.deliverEvent(eventId);
    const { body = "", signature = "" } = deliveries[0] ?? {};
    expect(sandbox.payments.readEvent(`${body} `, signature)).toBeNull();
    expect(sandbox.payments.readEvent(body, "nonsense")).toBeNull();
    const stale = Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: TEST_WEBHOOK_SECRET,
      timestamp: 1_000_000,
    });
    expect(sandbox.payments.readEvent(body, stale)).toBeNull();
    const foreign = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: "whsec_other" });
    expect(sandbox.payments.readEvent(body, foreign)).toBeNull();
  });

  it("are signed with the wall clock, wherever the application's stands", async () => {
    await sandbox.advance(30 * 86_400);
    const { eventId } = await accountUpdated();
    await sandbox.emulator.deliverEvent(eventId);
    const { body = "", signature = "" } = deliveries[0] ?? {};
    expect(sandbox.payments.readEvent(body, signature)).toMatchObject({ id: eventId });
  });

  it("go to the queue again when the application does not take them", async () => {
    const { eventId } = await accountUpdated();
    answer = 500;
    await expect(sandbox.emulator.deliverEvent(eventId)).rejects.toThrow(/500/);
    answer = 302;
    await expect(sandbox.emulator.deliverEvent(eventId)).rejects.toThrow(/302/);
    expect((await sandbox.stripe.events.retrieve(eventId)).pending_webhooks).toBe(1);
  });

  it("of every kind we act on read as that kind", async () => {
    const kinds = new Map<string, string>();
    const intent = await sandbox.stripe.paymentIntents.create({
      amount: 500,
      currency: "eur",
      payment_method: "pm_card_createDispute",
      confirm: true,
    });
    const refundable = await sandbox.stripe.paymentIntents.create({
      amount: 500,
      currency: "eur",
      payment_method: "pm_card_refundFail",
      confirm: true,
    });
    const refund = await sandbox.stripe.refunds.create({ payment_intent: refundable.id });
    await sandbox.emulator.expire(refund.id);
    const held = await sandbox.stripe.paymentIntents.create({
      amount: 500,
      currency: "eur",
      payment_method: "pm_card_visa",
      capture_method: "manual",
      confirm: true,
    });
    await sandbox.stripe.paymentIntents.cancel(held.id);
    const check = await sandbox.payments.startIdentityCheck({
      operationId: "op-check",
      ownerId: "o",
      returnUrl: "http://a.example",
    });
    await sandbox.complete(check.url ?? "");
    for (const eventId of await queued()) await sandbox.emulator.deliverEvent(eventId);
    for (const { body, signature } of deliveries) {
      const event = sandbox.payments.readEvent(body, signature);
      if (event !== null) kinds.set(event.type, event.kind);
    }
    expect(Object.fromEntries(kinds)).toMatchObject({
      "charge.dispute.created": "chargeback",
      "charge.dispute.funds_withdrawn": "chargeback",
      "refund.failed": "refund",
      "payment_intent.canceled": "payment_intent",
      "identity.verification_session.verified": "identity",
      "account.updated": "account",
    });
    expect(intent.status).toBe("succeeded");
  });
});
