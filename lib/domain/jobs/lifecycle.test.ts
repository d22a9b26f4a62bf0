import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents } from "@/lib/kernel/money";
import { allowedCommands, CLOSED, RULES, ruleFor } from "./lifecycle";
import { cancellationFee, cancellationTerms } from "./terms";
import { nextTimer } from "./timers";
import { JOB_STATUSES, type Job, type JobStatus, type Role } from "./types";

const ROLES: readonly Role[] = ["buyer", "worker", "system", "admin"];
const job = (over: Partial<Job>): Job =>
  ({
    status: "funded",
    job_type: "direct",
    revision_count: 0,
    max_revisions: 2,
    pending_operation_id: null,
    ...over,
  }) as Job;

function reachable(from: JobStatus): Set<JobStatus> {
  const seen = new Set<JobStatus>([from]);
  for (const status of seen) for (const rule of RULES) if (rule.from.includes(status)) seen.add(rule.to);
  return seen;
}

describe("the state machine", () => {
  test("reaches every status from pending_payment", () => {
    expect([...reachable("pending_payment")].sort()).toEqual([...JOB_STATUSES].sort());
  });

  test("always leads from an open status to a closed one", () => {
    for (const status of JOB_STATUSES) expect(CLOSED.some((closed) => reachable(status).has(closed))).toBe(true);
  });

  test("never leaves a closed status", () => {
    for (const closed of CLOSED) expect(RULES.filter(({ from }) => from.includes(closed))).toEqual([]);
  });

  test("names one rule for each status, command and party", () => {
    const keys = RULES.flatMap(({ command, by, from }) => from.map((status) => `${status} ${command} ${by}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("offers exactly the commands that it would carry out", () => {
    for (const status of JOB_STATUSES) {
      for (const role of ROLES) {
        for (const command of allowedCommands(job({ status }), role))
          expect(ruleFor(job({ status }), command, role)).not.toBeNull();
      }
    }
  });

  test("offers nothing while Stripe is asked", () => {
    for (const status of JOB_STATUSES)
      expect(allowedCommands(job({ status, pending_operation_id: "x" }), "buyer")).toEqual([]);
  });

  test("offers no revision beyond the last", () => {
    expect(allowedCommands(job({ status: "delivered", revision_count: 2 }), "buyer")).toEqual(["approve", "dispute"]);
  });
});

describe("cancelling", () => {
  const amounts = fc.integer({ min: 500, max: 1_000_000_000 }).map(cents);

  test("divides the whole amount, to the cent, in every state and for every party", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...JOB_STATUSES), fc.constantFrom(...ROLES), (amount, status, role) => {
        const { compensation, kept, refund } = cancellationTerms(amount, status, role);
        return compensation + kept + refund === amount && compensation >= 0 && kept >= 0 && refund >= 0;
      }),
    );
  });

  test.each([
    ["funded", "buyer", 0],
    ["accepted", "buyer", 100],
    ["in_progress", "buyer", 500],
    ["accepted", "worker", 0],
    ["in_progress", "worker", 0],
    ["accepted", "system", 0],
  ] as const)("costs a %s job's %s %d of 2,000 cents", (status, role, fee) => {
    expect(cancellationFee(cancellationTerms(cents(2_000), status, role))).toBe(fee);
  });
});

describe("time", () => {
  const at = new Date("2026-01-02T00:00:00Z");
  const later = new Date("2026-01-05T00:00:00Z");
  const timed = (over: Partial<Job>) =>
    nextTimer({
      status: "funded",
      job_type: "direct",
      deadline_at: later,
      capture_before: null,
      bid_window_ends_at: null,
      auto_release_at: null,
      timer_not_before: null,
      ...over,
    });

  test("lets a funded job expire at its deadline or when its authorization lapses, whichever is first", () => {
    expect(timed({ capture_before: at })).toEqual({ at, command: "expire" });
    expect(timed({ deadline_at: at, capture_before: later })).toEqual({ at, command: "expire" });
  });

  test("stands still for frozen, disputed, validating and closed jobs", () => {
    for (const status of ["frozen", "disputed", "validating", ...CLOSED] as const)
      expect(timed({ status, auto_release_at: at })).toBeNull();
  });

  test("releases a delivery only where a release is set", () => {
    expect(timed({ status: "delivered" })).toBeNull();
    expect(timed({ status: "delivered", auto_release_at: at })).toEqual({ at, command: "auto_release" });
  });

  test("asks again for what Stripe has refused when it may, and not before", () => {
    const [soon, due] = [new Date("2026-01-06T00:00:00Z"), { at: later, command: "cancel_stale" }];
    expect(timed({ status: "accepted", timer_not_before: soon })).toEqual({ ...due, at: soon });
    expect(timed({ status: "accepted", timer_not_before: at })).toEqual(due);
  });

  test("gives an open job seven days after its bidding window", () => {
    const unpaid = timed({ status: "pending_payment", job_type: "open", bid_window_ends_at: at });
    expect(unpaid).toEqual({ at: new Date("2026-01-09T00:00:00Z"), command: "expire_unpaid" });
  });
});
