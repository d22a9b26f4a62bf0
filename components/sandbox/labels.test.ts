import { expect, test } from "vitest";
import { aheadLabel, faultLabel } from "./labels";

test("a fault is named by its service and by what it does", () => {
  expect(faultLabel("stripe", "down")).toBe("Stripe: down");
  expect(faultLabel("llm", "lost_response")).toBe("Judges: loses answers");
});

test("the clock is ahead by days, hours and minutes, of which none is zero", () => {
  expect(aheadLabel(0)).toBeNull();
  expect(aheadLabel(20)).toBe("less than a minute");
  expect(aheadLabel(3_600)).toBe("1 h");
  expect(aheadLabel(2 * 86_400 + 61)).toBe("2 d 1 min");
});
