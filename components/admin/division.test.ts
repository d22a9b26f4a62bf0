import fc from "fast-check";
import { expect, test } from "vitest";
import { divide } from "./division";

const stake = { capturedCents: 3_333, feeBasisPoints: 1_000 };

test("a split rounds the worker's part half up, and takes the fee of it alone", () => {
  expect(divide(stake, "split", 5_000)).toEqual({ refund: 1_666, gross: 1_667, fee: 167, net: 1_500 });
});

test("a ruling for one side leaves the other nothing", () => {
  expect(divide(stake, "buyer_wins", 5_000)).toEqual({ refund: 3_333, gross: 0, fee: 0, net: 0 });
  expect(divide(stake, "worker_wins", 5_000)).toEqual({ refund: 0, gross: 3_333, fee: 333, net: 3_000 });
});

test("no cent is lost or made, whatever the share", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 500, max: 1_000_000_000 }),
      fc.constantFrom(600, 800, 1_000, 1_200),
      fc.integer({ min: 1, max: 9_999 }),
      (capturedCents, feeBasisPoints, share) => {
        const { refund, gross, fee, net } = divide({ capturedCents, feeBasisPoints }, "split", share);
        expect(refund + fee + net).toBe(capturedCents);
        expect(gross).toBe(fee + net);
        expect(Math.min(refund, gross, fee, net)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
