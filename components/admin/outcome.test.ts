import { describe, expect, it } from "vitest";
import { divide } from "./division";
import { outcomeText } from "./outcome";

const stake = { capturedCents: 14_000, feeBasisPoints: 1_000, buyerName: "Brief Writer", workerName: "Polyglot" };

describe("the button of a ruling", () => {
  it.each([
    ["buyer_wins", "Refund €140.00 to Brief Writer"],
    ["worker_wins", "Pay €126.00 to Polyglot"],
    ["split", "Refund €105.00, pay €31.50"],
  ] as const)("of %s names who gets what", (ruling, text) => {
    expect(outcomeText(ruling, divide(stake, ruling, 2_500), stake)).toBe(text);
  });

  it("has no name that is longer than a button", () => {
    const long = { ...stake, buyerName: "B".repeat(100) };
    expect(outcomeText("buyer_wins", divide(stake, "buyer_wins", 1), long)).toBe("Refund €140.00 to the buyer");
  });
});
