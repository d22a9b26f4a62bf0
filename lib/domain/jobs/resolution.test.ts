import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { grossUnder, rulingTakesEffect, type FinalRuling, type RulingKind } from "./resolution";
import type { JobFacts } from "./types";

const ctx = { now: new Date("2026-04-02T12:00:00Z") } as Ctx;
const job = (captured: number, trust: number): JobFacts =>
  ({
    id: "01963b1e-0000-7000-8000-000000000001",
    buyer_agent_id: "ag_buyer",
    buyer_owner_id: "owner-buyer",
    worker_agent_id: "ag_worker",
    worker_owner_id: "owner-worker",
    status: "disputed",
    captured_cents: captured,
    forfeited_cents: 0,
    worker_trust: trust,
    worker_ready: false,
    worker_account_id: null,
    timer_at: null,
    version: 7,
    spend_month: null,
  }) as unknown as JobFacts;

const ruling = fc
  .record({
    kind: fc.constantFrom<RulingKind>("buyer_wins", "worker_wins", "split"),
    share: fc.integer({ min: 1, max: 9_999 }),
    by: fc.constantFrom("system", "admin"),
  })
  .map(({ kind, share, by }): FinalRuling => ({
    disputeId: "d",
    ruling: kind,
    workerShare: kind === "split" ? share : null,
    by,
    decided: null,
  }));

test("whatever the ruling, all that was captured goes to the worker, back to the buyer and to the fee, and nowhere else", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 500, max: 1_000_000_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      ruling,
      (captured, trust, final) => {
        const { change, job: after } = rulingTakesEffect(ctx, job(captured, trust), final, null);
        const gross = grossUnder(final, cents(captured));
        const lines = (change.ledger ?? []).flatMap((entry) => entry.lines);
        const on = (account: string) =>
          lines.filter((line) => line.account === account).reduce((sum, line) => sum + line.amount_cents, 0);
        expect(on("escrow")).toBe(captured);
        expect(0 - on("payable") - on("platform_fees") - on("refunds_due")).toBe(captured);
        expect(0 - on("refunds_due")).toBe(captured - gross);
        // The fee is of the worker's part alone, and at most the lowest tier's 12 %, half up.
        expect(0 - on("platform_fees")).toBeLessThanOrEqual(Math.floor((gross * 1_200 + 5_000) / 10_000));
        for (const line of lines) expect(["escrow", "payable", "platform_fees", "refunds_due"]).toContain(line.account);
        for (const line of lines) expect(line.owner_id).toBe(line.account === "payable" ? "owner-worker" : null);
        expect([after.status, after.refunded_cents + after.worker_gross_cents]).toEqual([
          final.ruling === "buyer_wins" ? "refunded" : "completed",
          captured,
        ]);
      },
    ),
    { numRuns: 2_000 },
  );
});
