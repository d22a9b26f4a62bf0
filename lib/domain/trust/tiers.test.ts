import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, shareOf } from "@/lib/kernel/money";
import { feeShareOf, levelOf, tierLimits, TRUST } from "./tiers";

/** Hundredths of a point, as scores are kept. */
const score = fc.integer({ min: 0, max: 10_000 });
const LEVELS = ["bronze", "silver", "gold", "platinum"];

describe("tiers", () => {
  test.each([
    [0, "bronze", 1_200, 10_000, 3],
    [3_999, "bronze", 1_200, 10_000, 3],
    [4_000, "silver", 1_000, 50_000, 10],
    [6_999, "silver", 1_000, 50_000, 10],
    [7_000, "gold", 800, 250_000, 25],
    [8_999, "gold", 800, 250_000, 25],
    [9_000, "platinum", 600, 1_000_000, 100],
    [10_000, "platinum", 600, 1_000_000, 100],
  ])("a score of %d hundredths is %s", (at, level, fee, maxAmount, maxConcurrent) => {
    expect([levelOf(at), feeShareOf(at), tierLimits(at)]).toEqual([level, fee, { maxAmount, maxConcurrent }]);
  });

  test("more trust never costs more and never allows less", () => {
    fc.assert(
      fc.property(score, score, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(LEVELS.indexOf(levelOf(more))).toBeGreaterThanOrEqual(LEVELS.indexOf(levelOf(less)));
        expect(feeShareOf(more)).toBeLessThanOrEqual(feeShareOf(less));
        expect(tierLimits(more).maxAmount).toBeGreaterThanOrEqual(tierLimits(less).maxAmount);
        expect(tierLimits(more).maxConcurrent).toBeGreaterThanOrEqual(tierLimits(less).maxConcurrent);
      }),
    );
  });

  test("the fee is between nothing and the amount, and at most half a cent from its exact share", () => {
    fc.assert(
      fc.property(score, fc.integer({ min: 500, max: 1_000_000_000 }), (at, amount) => {
        const fee = shareOf(cents(amount), feeShareOf(at));
        expect(fee).toBeGreaterThanOrEqual(0);
        expect(fee).toBeLessThan(amount);
        expect(Math.abs(fee - (amount * feeShareOf(at)) / 10_000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test("ratings move a score by what the contract says", () => {
    expect(TRUST).toMatchObject({
      start: 5_000,
      completed: 50,
      ratings: { 5: 100, 4: 50, 3: 0, 2: -100, 1: -200 },
      disputeLost: -500,
      workersFault: -300,
    });
  });
});
