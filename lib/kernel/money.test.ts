import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basisPoints, cents, centsFromEuros, eurosFromCents, shareOf, subtract } from "./money";

const anyCents = fc.integer({ min: 0, max: 1_000_000_000 });

describe("amounts", () => {
  test("every whole number of cents survives the way through JSON", () => {
    fc.assert(fc.property(anyCents, (amount) => centsFromEuros(Number(JSON.stringify(eurosFromCents(amount)))) === amount));
  });

  test("refuses what has more than two decimals", () => {
    fc.assert(
      fc.property(anyCents, fc.integer({ min: 1, max: 9 }), (amount, tenths) => centsFromEuros(Number(`${(amount / 100).toFixed(2)}${tenths}`)) === null),
    );
  });

  test.each([NaN, Infinity, -Infinity, 1e300, 0.001, 5.005])("refuses %d", (value) => {
    expect(centsFromEuros(value)).toBeNull();
  });
});

describe("shares", () => {
  test.each([
    [1, 5_000, 1],
    [999, 1_000, 100],
    [1_005, 1_000, 101],
    [500, 600, 30],
    [545, 1_000, 55],
  ])("rounds half up: %d cents at %d basis points is %d", (amount, share, expected) => {
    expect(shareOf(cents(amount), basisPoints(share))).toBe(expected);
  });

  test("the part and the rest always make the whole", () => {
    fc.assert(
      fc.property(anyCents, fc.integer({ min: 0, max: 10_000 }), (amount, share) => {
        const part = shareOf(cents(amount), basisPoints(share));
        return part >= 0 && part <= amount && part + subtract(cents(amount), part) === amount;
      }),
    );
  });
});
