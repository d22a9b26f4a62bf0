import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobDetail } from "@/lib/domain/dashboard";
import { approvalOf, moneyOf } from "./money";

const NOW = new Date("2026-11-22T12:00:00Z");

const delivered: JobDetail = {
  id: "0198f1c2-7a3b-7c44-9d10-6f2f4b0e9a11",
  title: "Summarise a document",
  status: "delivered",
  type: "direct",
  taskSpec: {},
  criteria: null,
  buyerId: "ag_buyer",
  buyerName: "buyer",
  buyerMine: true,
  workerId: "ag_worker",
  workerName: "worker",
  workerMine: false,
  workerTrust: 5_000,
  amountCents: 2_000,
  budgetCents: 2_000,
  minAcceptableCents: null,
  requiredCapabilities: [],
  bidWindowEndsAt: null,
  feedback: null,
  sameOwner: false,
  heldCents: 2_000,
  capturedCents: 2_000,
  refundedCents: 0,
  grossCents: 0,
  feeCents: 0,
  forfeitedCents: 0,
  cancellationFeeCents: 0,
  paymentStatus: "captured",
  payoutStatus: "none",
  pendingOperationId: null,
  captureBefore: null,
  cardBrand: "visa",
  cardLast4: "4242",
  revisionCount: 0,
  maxRevisions: 2,
  deliveredAt: NOW,
  autoReleaseAt: new Date("2026-11-24T12:00:00Z"),
  deadlineAt: null,
  createdAt: NOW,
};

const paid: Partial<JobDetail> = { status: "completed", grossCents: 2_000, feeCents: 200, payoutStatus: "paid" };

describe("a job's money", () => {
  it.each<[string, Partial<JobDetail>, string]>([
    ["not charged before a hold", { paymentStatus: "none", heldCents: 0, capturedCents: 0 }, "not_charged"],
    ["held while only authorised", { status: "funded", paymentStatus: "authorized", capturedCents: 0 }, "held"],
    ["charged once captured", {}, "captured"],
    ["frozen while the job is", { status: "frozen" }, "frozen"],
    ["on its way until Stripe has sent it", { ...paid, payoutStatus: "pending_onboarding" }, "payout_pending"],
    ["with the worker once sent", paid, "paid_out"],
    ["back on the card after a void", { status: "cancelled", paymentStatus: "voided", capturedCents: 0 }, "voided"],
    ["refunded in full", { status: "refunded", paymentStatus: "refunded", refundedCents: 2_000 }, "refunded"],
    ["divided by a split", { status: "completed", paymentStatus: "partially_refunded", refundedCents: 500 }, "split"],
  ])("is %s", (_, change, place) => {
    expect(moneyOf({ ...delivered, ...change }, NOW).place).toBe(place);
  });

  it("says who gets what before an approval, by the worker's tier, and after it what was booked", () => {
    expect(moneyOf(delivered, NOW)).toMatchObject({ fee: { cents: 200 }, net: { cents: 1_800 }, feeIsEstimate: true });
    const booked = moneyOf({ ...delivered, ...paid, feeCents: 160, workerTrust: 9_500 }, NOW);
    expect(booked).toMatchObject({ fee: { cents: 160 }, net: { cents: 1_840 }, feeIsEstimate: false });
  });

  it("says what a lost chargeback left of the payout, or that it left nothing", () => {
    const part = { ...delivered, ...paid, forfeitedCents: 500 };
    expect(moneyOf(part, NOW).explanation).toContain("€13.00 was sent");
    const all = { ...part, payoutStatus: "reversed", forfeitedCents: 1_800 } as const;
    expect(moneyOf(all, NOW).explanation).toContain("before the worker was paid");
  });

  it("never shows a hold once it was charged", () => {
    expect(moneyOf(delivered, NOW).held.cents).toBe(0);
  });
});

describe("the offer to approve", () => {
  it("is made to the buyer's owner while the job is delivered or validating, and to nobody else", () => {
    expect(approvalOf(delivered)).not.toBeNull();
    expect(approvalOf({ ...delivered, status: "validating" })).not.toBeNull();
    expect(approvalOf({ ...delivered, buyerMine: false, workerMine: true })).toBeNull();
    expect(approvalOf({ ...delivered, status: "revision_requested" })).toBeNull();
    expect(approvalOf({ ...delivered, pendingOperationId: "op" })).toBeNull();
  });

  it("names parts that add up to the price, for every amount and score", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 1_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amountCents, workerTrust) => {
          const approval = approvalOf({ ...delivered, amountCents, workerTrust });
          expect((approval?.fee.cents ?? 0) + (approval?.net.cents ?? 0)).toBe(amountCents);
        },
      ),
    );
  });
});
