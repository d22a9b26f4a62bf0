import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { EXPIRY_TASK } from "./index";
import { refOf, sandboxStripe, type SandboxStripe } from "./testing";

const DAY = 86_400;

describe("what happens to payments in time", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;
  let stripe: Stripe;

  beforeAll(async () => {
    database = await testDatabase();
    sandbox = sandboxStripe(database.db);
    stripe = sandbox.stripe;
  });
  afterAll(() => database.close());

  function pay(over: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<Stripe.PaymentIntent> {
    return stripe.paymentIntents.create({
      amount: 2_000,
      currency: "eur",
      payment_method: "pm_card_visa",
      confirm: true,
      ...over,
    });
  }

  const hold = (over: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    pay({ capture_method: "manual", off_session: true, ...over });

  async function timers(id: string): Promise<readonly { readonly run_at: Date }[]> {
    return database.db.query("SELECT run_at FROM graphile_worker.jobs WHERE task_identifier = $1 AND key = $2", [
      EXPIRY_TASK,
      `${EXPIRY_TASK}:${id}`,
    ]);
  }

  async function eventTypes(id: string): Promise<readonly string[]> {
    const rows = await database.db.query<{ type: string }>(
      "SELECT type FROM sandbox.stripe_events WHERE data -> 'data' -> 'object' ->> 'id' = $1 ORDER BY seq",
      [id],
    );
    return rows.map((row) => row.type);
  }

  describe("a hold", () => {
    it("rings a timer when it lapses, in the machine's time, and none once it is captured or cancelled", async () => {
      const [captured, cancelled, waiting] = await Promise.all([hold(), hold(), hold()]);
      const [clock] = await database.db.query<{ due: Date }>("SELECT app_run_at(to_timestamp($1)) AS due", [
        waiting.created + 4.75 * DAY,
      ]);
      expect((await timers(waiting.id))[0]?.run_at).toEqual(clock?.due);
      await stripe.paymentIntents.capture(captured.id);
      await stripe.paymentIntents.cancel(cancelled.id);
      expect([await timers(captured.id), await timers(cancelled.id)]).toEqual([[], []]);
    });

    it("is cancelled by Stripe when its timer rings, and not before", async () => {
      const intent = await hold();
      await sandbox.emulator.expire(intent.id);
      expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
      await sandbox.advance(4.75 * DAY);
      await sandbox.emulator.expire(intent.id);
      expect(await eventTypes(intent.id)).toContain("payment_intent.canceled");
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: "canceled",
        cancellation_reason: "automatic",
        amount_capturable: 0,
      });
      expect(await stripe.charges.retrieve(refOf(intent.latest_charge))).toMatchObject({
        captured: false,
        refunded: true,
      });
    });

    it("cannot be captured after its time, even if the timer is late", async () => {
      const intent = await hold();
      await sandbox.advance(5 * DAY);
      await expect(stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
        code: "payment_intent_unexpected_state",
      });
      expect((await stripe.paymentIntents.list({ limit: 1 })).data[0]).toMatchObject({
        id: intent.id,
        status: "canceled",
      });
    });

    it("lasts seven days on other cards, and on a Visa whose owner is there", async () => {
      const capture = async (intent: Promise<Stripe.PaymentIntent>) => {
        const made = await intent;
        const charge = await stripe.charges.retrieve(refOf(made.latest_charge));
        return (charge.payment_method_details?.card?.capture_before ?? 0) - made.created;
      };
      expect(await capture(hold({ payment_method: "pm_card_mastercard" }))).toBe(7 * DAY);
      expect(await capture(hold({ off_session: false }))).toBe(7 * DAY);
    });

    it("takes part of the money and lets the rest go", async () => {
      const intent = await hold();
      await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1_200 });
      expect(await stripe.charges.retrieve(refOf(intent.latest_charge))).toMatchObject({
        amount_captured: 1_200,
        amount_refunded: 800,
      });
      await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 1_201 })).rejects.toMatchObject({
        param: "amount",
      });
    });
  });

  describe("a refund", () => {
    it("that the bank sends back turns failed later, and the money can be refunded again", async () => {
      const intent = await pay({ payment_method: "pm_card_refundFail" });
      const refund = await stripe.refunds.create({ payment_intent: intent.id });
      expect(refund.status).toBe("succeeded");
      await sandbox.emulator.expire(refund.id);
      expect((await stripe.refunds.retrieve(refund.id)).status).toBe("failed");
      expect(await eventTypes(refund.id)).toEqual([
        "refund.created",
        "refund.updated",
        "charge.refund.updated",
        "refund.failed",
      ]);
      expect(await stripe.charges.retrieve(refOf(intent.latest_charge))).toMatchObject({
        refunded: false,
        amount_refunded: 0,
      });
    });

    it("may be pending first", async () => {
      const intent = await pay({ payment_method: "pm_card_pendingRefund" });
      const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
      expect(refund.status).toBe("pending");
      expect(await timers(refund.id)).toHaveLength(1);
      await sandbox.emulator.expire(refund.id);
      expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
    });
  });

  describe("the platform's balance", () => {
    it("counts card money as pending for four days, less Stripe's fee, and lets nobody spend it before", async () => {
      const before = (await stripe.balance.retrieve()).pending[0]?.amount ?? 0;
      await pay({ amount: 10_000 });
      const after = await stripe.balance.retrieve();
      expect((after.pending[0]?.amount ?? 0) - before).toBe(10_000 - 175);
      const account = await onboarded();
      const transfer = () => stripe.transfers.create({ amount: 1_000_000, currency: "eur", destination: account });
      await expect(transfer()).rejects.toMatchObject({ code: "balance_insufficient" });
      await pay({ amount: 2_000_000, payment_method: "pm_card_bypassPending" });
      expect(await transfer()).toMatchObject({ amount: 1_000_000, source_transaction: null });
    });

    it("shows a balance transaction as available once its day has come", async () => {
      const intent = await pay();
      const charge = await stripe.charges.retrieve(refOf(intent.latest_charge));
      const id = refOf(charge.balance_transaction);
      expect((await stripe.balanceTransactions.retrieve(id)).status).toBe("pending");
      await sandbox.advance(4 * DAY);
      expect((await stripe.balanceTransactions.retrieve(id)).status).toBe("available");
    });
  });

  async function onboarded(): Promise<string> {
    const account = await stripe.accounts.create({ type: "express", capabilities: { transfers: { requested: true } } });
    const link = await stripe.accountLinks.create({
      account: account.id,
      type: "account_onboarding",
      refresh_url: "http://a.example/r",
      return_url: "http://a.example/b",
    });
    expect(await sandbox.complete(link.url)).toMatchObject({ ok: true, nextUrl: "http://a.example/b" });
    return account.id;
  }

  describe("a connected account", () => {
    it("can be paid only while Stripe asks nothing of it", async () => {
      const account = await onboarded();
      const intent = await pay();
      const transfer = () =>
        stripe.transfers.create({
          amount: 500,
          currency: "eur",
          destination: account,
          source_transaction: refOf(intent.latest_charge),
        });
      await stripe.rawRequest("POST", `/v1/test_helpers/accounts/${account}/restrict`);
      await expect(transfer()).rejects.toMatchObject({ code: "insufficient_capabilities_for_transfer" });
      expect(await stripe.accounts.retrieve(account)).toMatchObject({
        payouts_enabled: false,
        requirements: { currently_due: ["individual.verification.document"] },
      });
      await stripe.rawRequest("POST", `/v1/test_helpers/accounts/${account}/unrestrict`);
      expect(await transfer()).toMatchObject({ amount: 500 });
    });

    it("keeps what it was paid out", async () => {
      const account = await onboarded();
      const intent = await pay();
      const transfer = await stripe.transfers.create({
        amount: 500,
        currency: "eur",
        destination: account,
        source_transaction: refOf(intent.latest_charge),
      });
      await stripe.rawRequest("POST", `/v1/test_helpers/accounts/${account}/pay_out`);
      await expect(stripe.transfers.createReversal(transfer.id)).rejects.toMatchObject({
        code: "balance_insufficient",
      });
    });
  });

  describe("a chargeback", () => {
    async function disputed(): Promise<{ readonly intent: Stripe.PaymentIntent; readonly dispute: Stripe.Dispute }> {
      const intent = await pay();
      await stripe.rawRequest("POST", "/v1/test_helpers/disputes", { payment_intent: intent.id });
      const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
      if (dispute === undefined) throw new Error("the dispute was not opened");
      return { intent, dispute };
    }

    it("takes the money and a fee, and forbids refunds while it is open and once it is lost", async () => {
      const before = (await stripe.balance.retrieve()).available[0]?.amount ?? 0;
      const { intent, dispute } = await disputed();
      expect(dispute).toMatchObject({ status: "needs_response", amount: 2_000, is_charge_refundable: false });
      expect(((await stripe.balance.retrieve()).available[0]?.amount ?? 0) - before).toBe(-2_000 - 2_000);
      await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
        code: "charge_disputed",
      });
      await stripe.disputes.close(dispute.id);
      await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
        code: "charge_disputed",
      });
      expect(await eventTypes(dispute.id)).toEqual([
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
      ]);
    });

    it("gives the money back when it is won with evidence, and then takes refunds again", async () => {
      const { intent, dispute } = await disputed();
      const before = (await stripe.balance.retrieve()).available[0]?.amount ?? 0;
      const won = await stripe.disputes.update(dispute.id, {
        evidence: { uncategorized_text: "winning_evidence" },
        submit: true,
      });
      expect(won.status).toBe("won");
      expect(((await stripe.balance.retrieve()).available[0]?.amount ?? 0) - before).toBe(4_000);
      expect((await eventTypes(dispute.id)).slice(2)).toEqual([
        "charge.dispute.updated",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
      ]);
      await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ statusCode: 400 });
      expect(await stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 2_000 });
    });

    it("comes by itself with the card that is made for it", async () => {
      const intent = await pay({ payment_method: "pm_card_createDispute" });
      const disputes = await stripe.disputes.list({ payment_intent: intent.id });
      expect(disputes.data).toMatchObject([{ reason: "fraudulent", status: "needs_response" }]);
    });
  });
});
