import { expect, test } from "vitest";
import { words } from "./schema";

const name = words(2, 10);

test.each([
  ["zero-width spaces", "\u200b\u200b\u200b"],
  ["marks of direction", "\u202e\u202d"],
  ["fillers that draw nothing", "\u3164\u3164"],
  ["spaces", "     "],
])("words of nothing but %s are none", (_, value) => {
  expect(name.safeParse(value).success).toBe(false);
});

test.each(["Ada", "訳者", "🎉🎉", " عربي ", "👩\u200d🚀 x"])("%j is taken, trimmed", (value) => {
  expect(name.parse(value)).toBe(value.trim());
});

test("each character counts once, whatever it takes in memory", () => {
  expect(name.safeParse("🎉".repeat(10)).success).toBe(true);
  expect(name.safeParse("🎉".repeat(11)).success).toBe(false);
});
