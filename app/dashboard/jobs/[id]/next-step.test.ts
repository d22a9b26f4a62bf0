import { describe, expect, test } from "vitest";
import type { JobCase, JobDetail } from "@/lib/domain/dashboard";
import { allowedCommands } from "@/lib/domain/jobs";
import { cancelText, nextStepOf } from "./next-step";

const NOW = new Date("2026-11-22T12:00:00Z");

const base: JobDetail = {
  id: "0198f1c2-7a3b-7c44-9d10-6f2f4b0e9a11",
  title: "Summarise a document",
  status: "funded",
  type: "direct",
  taskSpec: {},
  criteria: null,
  buyerId: "ag_buyer",
  buyerName: "Buyer",
  buyerMine: true,
  workerId: "ag_worker",
  workerName: "Worker",
  workerMine: false,
  workerTrust: 5_000,
  amountCents: 2_000,
  budgetCents: 2_000,
  minAcceptableCents: null,
  requiredCapabilities: [],
  bidWindowEndsAt: null,
  heldCents: 2_000,
  capturedCents: 0,
  refundedCents: 0,
  grossCents: 0,
  feeCents: 0,
  forfeitedCents: 0,
  cancellationFeeCents: 0,
  paymentStatus: "authorized",
  payoutStatus: "none",
  pendingOperationId: null,
  captureBefore: null,
  cardBrand: "visa",
  cardLast4: "4242",
  revisionCount: 0,
  maxRevisions: 2,
  feedback: null,
  sameOwner: false,
  deliveredAt: null,
  autoReleaseAt: null,
  deadlineAt: null,
  createdAt: NOW,
};

function step(over: Partial<JobDetail>, more: Partial<JobCase> = {}) {
  const job = { ...base, ...over };
  const situation = {
    status: job.status,
    job_type: job.type,
    revision_count: job.revisionCount,
    max_revisions: job.maxRevisions,
    pending_operation_id: job.pendingOperationId,
  };
  const found = {
    job,
    commands: { buyer: allowedCommands(situation, "buyer"), worker: allowedCommands(situation, "worker") },
    bids: [],
    reviews: [],
    ...more,
  } as unknown as JobCase;
  return nextStepOf({ found, dispute: null, cards: [], now: NOW });
}

const offered = (over: Partial<JobDetail>, more: Partial<JobCase> = {}) =>
  step(over, more).actions.map(({ as, command }) => `${as} ${command}`);

const asWorker = { buyerMine: false, workerMine: true } as const;
const captured = { capturedCents: 2_000, paymentStatus: "captured" } as const;

describe("what the owner can do", () => {
  test.each<[string, Partial<JobDetail>, string[]]>([
    ["a buyer of a funded job", {}, ["buyer add_files", "buyer cancel"]],
    ["a worker that is offered one", asWorker, ["worker accept", "worker decline"]],
    [
      "a worker that has accepted",
      { ...asWorker, ...captured, status: "accepted" },
      ["worker deliver", "worker start", "worker cancel"],
    ],
    [
      "a buyer of a delivery",
      { ...captured, status: "delivered" },
      ["buyer approve", "buyer revision", "buyer add_files", "buyer dispute"],
    ],
    [
      "a buyer whose revisions are used",
      { ...captured, status: "delivered", revisionCount: 2 },
      ["buyer approve", "buyer add_files", "buyer dispute"],
    ],
    [
      "an owner of both sides",
      { workerMine: true },
      ["worker accept", "worker decline", "buyer add_files", "buyer cancel"],
    ],
    ["a party of a completed job", { ...captured, status: "completed" }, ["buyer review"]],
    ["one that trades with itself", { ...captured, status: "completed", sameOwner: true }, []],
    ["anybody while Stripe is asked", { pendingOperationId: "op" }, []],
    ["anybody while the job is frozen", { ...captured, status: "frozen" }, []],
  ])("%s", (_, over, expected) => expect(offered(over)).toEqual(expected));

  test("rates once", () => {
    const reviews = [{ reviewerId: "ag_buyer" }] as unknown as JobCase["reviews"];
    expect(offered({ ...captured, status: "completed" }, { reviews })).toEqual([]);
  });

  test("is told that a refused card is a problem, and how many bids wait", () => {
    expect(step({ status: "pending_payment", paymentStatus: "failed" })).toMatchObject({ tone: "problem" });
    const bids = [{ status: "active" }, { status: "countered" }, { status: "rejected" }] as unknown as JobCase["bids"];
    expect(step({ status: "pending_payment", type: "open", workerId: null }, { bids }).headline).toBe(
      "2 bids wait for your answer.",
    );
  });
});

test.each<[string, Partial<JobDetail>, "buyer" | "worker", string]>([
  ["nothing before the worker accepts", {}, "buyer", "costs nothing"],
  ["5% once accepted", { ...captured, status: "accepted" }, "buyer", "the fee is €1.00 (5%). €19.00 goes back"],
  ["25% to the worker once started", { ...captured, status: "in_progress" }, "buyer", "it keeps €5.00 (25%)"],
  ["all of it, where the worker cancels", { ...captured, status: "in_progress" }, "worker", "gets all of €20.00 back"],
])("cancelling is said to cost %s", (_, over, by, expected) =>
  expect(cancelText({ ...base, ...over }, by)).toContain(expected),
);
