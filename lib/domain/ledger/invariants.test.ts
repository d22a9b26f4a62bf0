import { expect, test } from "vitest";
import { broken, type JobBalance } from "./invariants";

const settled: JobBalance = {
  job_id: "j",
  closed: true,
  at: new Date(0),
  job_captured: 2000,
  job_net: 1800,
  job_fees: 200,
  job_refunded: 0,
  job_forfeited: 0,
  payout_status: "paid",
  captured: 2000,
  held: 0,
  net: 1800,
  fees: 200,
  refunded: 0,
  forfeited: 0,
  transferred: 1800,
};

test.each<[string, Partial<JobBalance>]>([
  ["a job that is paid out", {}],
  ["a payout that waits", { payout_status: "pending_onboarding", transferred: 0 }],
  ["a payout that was taken back", { payout_status: "reversed" }],
  ["a payout that never left", { payout_status: "reversed", transferred: 0, job_forfeited: 1800, forfeited: 1800 }],
  ["a payout of what was not forfeited", { transferred: 1300, job_forfeited: 500, forfeited: 500 }],
  [
    "an open job",
    { closed: false, held: 2000, net: 0, fees: 0, job_net: 0, job_fees: 0, payout_status: "none", transferred: 0 },
  ],
])("finds nothing wrong with %s", (_, over) => {
  expect(broken({ ...settled, ...over })).toEqual([]);
});

test.each<[string, Partial<JobBalance>, string]>([
  [
    "money from nowhere",
    { net: 1801, job_net: 1801, transferred: 1801 },
    "captured = held + worker's net + fees + refunded",
  ],
  ["a closed job that still holds", { held: 1 }, "a closed job holds nothing"],
  ["an open job that holds too little", { closed: false, held: 0 }, "an open job holds what was captured"],
  ["another captured amount", { job_captured: 1999 }, "the job's captured amount is the ledger's"],
  ["another net", { job_net: 1799 }, "the job's net is the ledger's"],
  ["another fee", { job_fees: 199 }, "the job's fees are the ledger's"],
  ["another refund", { job_refunded: 1 }, "the job's refund is the ledger's"],
  ["another forfeited amount", { job_forfeited: 1 }, "the job's forfeited payout is the ledger's"],
  ["a payout that was forfeited", { job_forfeited: 500, forfeited: 500 }, "what was transferred is what was paid out"],
  ["a payout that was never sent", { transferred: 0 }, "what was transferred is what was paid out"],
  ["a payout before its time", { payout_status: "pending" }, "what was transferred is what was paid out"],
])("finds %s", (_, over, rule) => {
  expect(broken({ ...settled, ...over }).map((one) => one.rule)).toContain(rule);
});
