import fc from "fast-check";
import { expect, test } from "vitest";
import { beginning, whole } from "./text";

test("the beginning of a text never ends in half a character", () => {
  expect(beginning("ab😀", 3)).toBe("ab");
  expect(beginning("ab😀", 4)).toBe("ab😀");
  expect(whole("\ude00ab\ud83d")).toBe("ab");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, max) => {
      const start = beginning(text, max);
      expect(start.isWellFormed() && text.startsWith(start) && start.length <= max).toBe(true);
      expect(start.length).toBeGreaterThanOrEqual(Math.min(text.length, max) - 1);
    }),
  );
});
