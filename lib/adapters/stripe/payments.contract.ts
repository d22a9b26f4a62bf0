import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addHours, fromEpochSeconds } from "@/lib/kernel/clock";
import { cents } from "@/lib/kernel/money";
import type { Refunded, Transferred } from "@/lib/ports/payments";
import { idOf } from "./ids";
import { AMOUNT, expectStatus, Market, type PaymentsSubject } from "./market.contract";

const MORE_THAN_A_PAGE = 105;

/** What every implementation of the payments port keeps (lib/ports/payments.ts). */
export function paymentsContract(open: () => Promise<PaymentsSubject>): void {
  let subject: PaymentsSubject;
  let market: Market;

  beforeAll(async () => {
    subject = await open();
    market = new Market(subject);
  });

  cardsContract(
    () => subject,
    () => market,
  );
  holdsContract(
    () => subject,
    () => market,
  );
  refundsContract(
    () => subject,
    () => market,
  );
  transfersContract(
    () => subject,
    () => market,
  );
  lookupContract(
    () => subject,
    () => market,
  );
}

type Given<T> = () => T;

function cardsContract(subject: Given<PaymentsSubject>, market: Given<Market>): void {
  describe("cards", () => {
    it("makes one customer of one operation", async () => {
      const request = { operationId: randomUUID(), ownerId: randomUUID(), email: "once@example.com" };
      const first = await subject().payments.createCustomer(request);
      expect(await subject().payments.createCustomer(request)).toBe(first);
    });

    it("gives a client secret with which a browser saves a card", async () => {
      const customerId = await subject().payments.createCustomer({
        operationId: randomUUID(),
        ownerId: randomUUID(),
        email: "s@example.com",
      });
      const setup = await subject().payments.createSetupIntent({ operationId: randomUUID(), customerId });
      expect(setup.clientSecret).toMatch(/^seti_\w+_secret_\w+$/);
      const confirmed = await subject().stripe.setupIntents.confirm(setup.setupIntentId, {
        payment_method: "pm_card_visa",
      });
      expect(await subject().payments.getCard(idOf(confirmed.payment_method) ?? "")).toMatchObject({
        customerId,
        last4: "4242",
        brand: "visa",
      });
    });

    it("attaches a card twice without complaint", async () => {
      const buyer = await market().buyer();
      const again = await subject().payments.attachCard({
        paymentMethodId: buyer.paymentMethodId,
        customerId: buyer.customerId,
      });
      expect(again).toMatchObject({ paymentMethodId: buyer.paymentMethodId });
    });

    it("refuses to attach a card that the bank declines", async () => {
      const buyer = await market().buyer();
      const refused = await subject().payments.attachCard({
        paymentMethodId: "pm_card_chargeDeclined",
        customerId: buyer.customerId,
      });
      expect(refused).toMatchObject({ status: "refused", code: "card_declined", declineCode: "generic_decline" });
    });

    it("detaches a card twice without complaint, and does not charge it afterwards", async () => {
      const buyer = await market().buyer();
      await subject().payments.detachCard(buyer.paymentMethodId);
      await subject().payments.detachCard(buyer.paymentMethodId);
      expectStatus(await market().hold(buyer), "refused");
    });

    it("knows no card of a made-up id", async () => {
      expect(await subject().payments.getCard("pm_doesnotexist")).toBeNull();
    });
  });
}

function holdsContract(subject: Given<PaymentsSubject>, market: Given<Market>): void {
  describe("holds", () => {
    it("holds an off-session Visa payment for 4 days and 18 hours", async () => {
      const held = await market().held();
      const intent = await subject().stripe.paymentIntents.retrieve(held.paymentIntentId);
      expect(held.captureBefore.getTime() / 1000 - intent.created).toBe((4 * 24 + 18) * 3600);
      expect(intent).toMatchObject({ status: "requires_capture", amount_capturable: AMOUNT });
    });

    it("holds the money of one operation once", async () => {
      const buyer = await market().buyer();
      const request = { operationId: randomUUID(), jobId: randomUUID() };
      const first = expectStatus(await market().hold(buyer, request), "held");
      const second = expectStatus(await market().hold(buyer, request), "held");
      expect(second).toEqual(first);
      const charges = await subject().stripe.charges.list({ transfer_group: request.jobId });
      expect(charges.data).toHaveLength(1);
    });

    it("throws when an operation's id is used for another amount", async () => {
      const buyer = await market().buyer();
      const request = { operationId: randomUUID(), jobId: randomUUID() };
      await market().hold(buyer, request);
      await expect(market().hold(buyer, { ...request, amount: cents(2_001) })).rejects.toThrow(/same parameters/);
    });

    it("gives a decline as a refusal that names the intent", async () => {
      const refused = expectStatus(await market().hold(await market().buyer("pm_card_chargeCustomerFail")), "refused");
      expect(refused).toMatchObject({ code: "card_declined", declineCode: "generic_decline" });
      expect(refused.paymentIntentId).toMatch(/^pi_/);
    });

    it("gives a bank's wish for authentication as a refusal", async () => {
      const refused = await market().hold(await market().buyer("pm_card_authenticationRequired"));
      expect(refused).toMatchObject({ status: "refused", code: "authentication_required" });
    });

    it("captures what is held, and says so again to the same operation", async () => {
      const held = await market().held();
      const request = { operationId: randomUUID(), paymentIntentId: held.paymentIntentId };
      const captured = await subject().payments.capture(request);
      expect(captured).toEqual({ status: "captured", chargeId: held.chargeId, amount: AMOUNT });
      expect(await subject().payments.capture(request)).toEqual(captured);
    });

    it("refuses a second operation's capture", async () => {
      const { paymentIntentId } = await market().captured();
      const refused = await subject().payments.capture({ operationId: randomUUID(), paymentIntentId });
      expect(refused).toMatchObject({ status: "refused", code: "payment_intent_unexpected_state", paymentIntentId });
    });

    it("voids a hold, and counts a voided one as voided", async () => {
      const { paymentIntentId } = await market().held();
      expect(await subject().payments.void({ operationId: randomUUID(), paymentIntentId })).toEqual({
        status: "voided",
      });
      expect(await subject().payments.void({ operationId: randomUUID(), paymentIntentId })).toEqual({
        status: "voided",
      });
    });

    it("refuses to void what is captured, and to capture what is voided", async () => {
      const captured = await market().captured();
      expectStatus(
        await subject().payments.void({ operationId: randomUUID(), paymentIntentId: captured.paymentIntentId }),
        "refused",
      );
      const voided = await market().held();
      await subject().payments.void({ operationId: randomUUID(), paymentIntentId: voided.paymentIntentId });
      expectStatus(
        await subject().payments.capture({ operationId: randomUUID(), paymentIntentId: voided.paymentIntentId }),
        "refused",
      );
    });
  });
}

function refundsContract(subject: Given<PaymentsSubject>, market: Given<Market>): void {
  describe("refunds", () => {
    it("refunds in parts, but never more than was captured", async () => {
      const { paymentIntentId, jobId } = await market().captured();
      const refund = (amount: number) =>
        subject().payments.refund({ operationId: randomUUID(), jobId, paymentIntentId, amount: cents(amount) });
      expect(await refund(1_500)).toMatchObject({ status: "refunded", amount: 1_500 });
      expectStatus(await refund(501), "refused");
      expectStatus(await refund(500), "refunded");
      expect(await refund(1)).toMatchObject({ status: "refused", code: "charge_already_refunded" });
    });

    it("refunds one operation once", async () => {
      const { paymentIntentId, jobId } = await market().captured();
      const request = { operationId: randomUUID(), jobId, paymentIntentId, amount: cents(700) };
      const first = await subject().payments.refund(request);
      expect(await subject().payments.refund(request)).toEqual(first);
      expect((await subject().stripe.refunds.list({ payment_intent: paymentIntentId })).data).toHaveLength(1);
    });

    it("refuses to refund what is only held", async () => {
      const { paymentIntentId } = await market().held();
      expectStatus(
        await subject().payments.refund({ operationId: randomUUID(), jobId: null, paymentIntentId, amount: AMOUNT }),
        "refused",
      );
    });
  });
}

function transfersContract(subject: Given<PaymentsSubject>, market: Given<Market>): void {
  describe("transfers", () => {
    it("refuses to send money to an account that is not onboarded", async () => {
      const trade = await market().captured();
      const account = await subject().payments.createAccount({
        operationId: randomUUID(),
        ownerId: randomUUID(),
        email: "n@example.com",
      });
      expect(account).toMatchObject({ ready: false, detailsSubmitted: false });
      const refused = await subject().payments.transfer({
        operationId: randomUUID(),
        jobId: trade.jobId,
        accountId: account.accountId,
        chargeId: trade.chargeId,
        amount: cents(1_800),
      });
      expect(refused).toMatchObject({ status: "refused", code: "insufficient_capabilities_for_transfer" });
    });

    it("sends a charge's money while it is still pending, but no more than the charge", async () => {
      const [trade, accountId] = [await market().captured(), await market().worker()];
      expect(await subject().payments.getAccount(accountId)).toMatchObject({
        ready: true,
        payoutsEnabled: true,
        chargesEnabled: true,
      });
      const send = (amount: number) =>
        subject().payments.transfer({
          operationId: randomUUID(),
          jobId: trade.jobId,
          accountId,
          chargeId: trade.chargeId,
          amount: cents(amount),
        });
      expect(await send(1_800)).toMatchObject({ status: "transferred", amount: 1_800 });
      expect(await send(201)).toMatchObject({ status: "refused" });
      expectStatus(await send(200), "transferred");
    });

    it("sends the money of one operation once", async () => {
      const [trade, accountId] = [await market().captured(), await market().worker()];
      const request = {
        operationId: randomUUID(),
        jobId: trade.jobId,
        accountId,
        chargeId: trade.chargeId,
        amount: cents(1_800),
      };
      const first = await subject().payments.transfer(request);
      expect(await subject().payments.transfer(request)).toEqual(first);
      expect((await subject().stripe.transfers.list({ transfer_group: trade.jobId })).data).toHaveLength(1);
    });

    it("takes a transfer back in parts, but never more than was sent", async () => {
      const [trade, accountId] = [await market().captured(), await market().worker()];
      const request = {
        operationId: randomUUID(),
        jobId: trade.jobId,
        accountId,
        chargeId: trade.chargeId,
        amount: cents(1_000),
      };
      const { transferId } = expectStatus(await subject().payments.transfer(request), "transferred");
      const reverse = (amount: number) =>
        subject().payments.reverseTransfer({ operationId: randomUUID(), transferId, amount: cents(amount) });
      expect(await reverse(600)).toMatchObject({ status: "reversed", amount: 600 });
      expectStatus(await reverse(401), "refused");
      expectStatus(await reverse(400), "reversed");
    });

    it("delays an account's payouts, and gives them back their pace", async () => {
      const accountId = await market().worker();
      await subject().payments.setPayoutDelay(accountId, 14);
      expect((await subject().stripe.accounts.retrieve(accountId)).settings?.payouts?.schedule.delay_days).toBe(14);
      await subject().payments.setPayoutDelay(accountId, "minimum");
      expect((await subject().stripe.accounts.retrieve(accountId)).settings?.payouts?.schedule.delay_days).toBeLessThan(
        14,
      );
    });
  });
}

function lookupContract(subject: Given<PaymentsSubject>, market: Given<Market>): void {
  describe("operations whose key is forgotten", () => {
    it("finds a hold, or its decline, by its operation", async () => {
      const buyer = await market().buyer();
      const request = { operationId: randomUUID(), jobId: randomUUID(), ...buyer, amount: AMOUNT };
      expect(await subject().payments.findHold(request.operationId, request)).toBeNull();
      const held = await subject().payments.hold(request);
      expect(await subject().payments.findHold(request.operationId, request)).toEqual(held);
      expect(await subject().payments.findHold(randomUUID(), request)).toBeNull();

      const poor = await market().buyer("pm_card_chargeCustomerFail");
      const declined = { operationId: randomUUID(), jobId: randomUUID(), ...poor, amount: AMOUNT };
      const refused = await subject().payments.hold(declined);
      expect(await subject().payments.findHold(declined.operationId, declined)).toEqual(refused);
    });

    it("finds refunds, transfers and reversals by their operations", async () => {
      const [trade, accountId] = [await market().captured(), await market().worker()];
      const { paymentIntentId, jobId, chargeId } = trade;
      const refund = { operationId: randomUUID(), jobId, paymentIntentId, amount: cents(100) };
      const transfer = { operationId: randomUUID(), jobId, accountId, chargeId, amount: cents(900) };
      expect(await subject().payments.findRefund(refund.operationId, refund)).toBeNull();
      expect(await subject().payments.findTransfer(transfer.operationId, transfer)).toBeNull();

      const refunded: Refunded = expectStatus(await subject().payments.refund(refund), "refunded");
      const transferred: Transferred = expectStatus(await subject().payments.transfer(transfer), "transferred");
      expect(await subject().payments.findRefund(refund.operationId, refund)).toEqual(refunded);
      expect(await subject().payments.findTransfer(transfer.operationId, transfer)).toEqual(transferred);

      const reversal = { operationId: randomUUID(), transferId: transferred.transferId, amount: cents(300) };
      expect(await subject().payments.findReversal(reversal.operationId, reversal)).toBeNull();
      const reversed = await subject().payments.reverseTransfer(reversal);
      expect(await subject().payments.findReversal(reversal.operationId, reversal)).toEqual(reversed);
    });

    it("lists every movement of a job with its operation", async () => {
      const jobId = randomUUID();
      const [trade, accountId] = [await market().captured(jobId), await market().worker()];
      const refund = { operationId: randomUUID(), jobId, paymentIntentId: trade.paymentIntentId, amount: cents(100) };
      const transfer = { operationId: randomUUID(), jobId, accountId, chargeId: trade.chargeId, amount: cents(900) };
      await subject().payments.refund(refund);
      const { transferId } = expectStatus(await subject().payments.transfer(transfer), "transferred");
      await subject().payments.reverseTransfer({
        operationId: "reversal-of-" + transferId,
        transferId,
        amount: cents(50),
      });

      const movements = await subject().payments.movementsOfJob(jobId);
      expect(movements.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
        ["capture", AMOUNT],
        ["refund", 100],
        ["reversal", 50],
        ["transfer", 900],
      ]);
      expect(movements.every(({ transferGroup, operationId }) => transferGroup === jobId && operationId !== null)).toBe(
        true,
      );
    });

    it("lists the movements of a span of time, over many pages, each once", async () => {
      const { payments } = subject();
      const [trade, accountId] = [await market().captured(), await market().worker()];
      const { jobId, paymentIntentId, chargeId } = trade;
      const done = new Set<string>([chargeId]);
      for (let n = 0; n < MORE_THAN_A_PAGE; n++) {
        const refund = { operationId: randomUUID(), jobId, paymentIntentId, amount: cents(1) };
        done.add(expectStatus(await payments.refund(refund), "refunded").refundId);
      }
      const transfer = { operationId: randomUUID(), jobId, accountId, chargeId, amount: cents(900) };
      const { transferId } = expectStatus(await payments.transfer(transfer), "transferred");
      const reversal = { operationId: randomUUID(), transferId, amount: cents(900) };
      const { reversalId } = expectStatus(await payments.reverseTransfer(reversal), "reversed");
      done.add(transferId).add(reversalId);

      const { created } = await subject().stripe.charges.retrieve(chargeId);
      const from = fromEpochSeconds(created);
      const seen: string[] = [];
      for await (const movement of payments.movements({ from, to: addHours(from, 1) })) {
        if (movement.transferGroup === jobId) seen.push(movement.id);
      }
      expect(seen.toSorted()).toEqual([...done].toSorted());
      const before: unknown[] = [];
      for await (const movement of payments.movements({ from: addHours(from, -2), to: addHours(from, -1) }))
        before.push(movement);
      expect(before).toEqual([]);
    });
  });
}
