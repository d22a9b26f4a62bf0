import { expect, test } from "vitest";
import { costOf } from "./prices";

test.each([
  ["openai/gpt-5-mini", 1_000_000, 1_000_000, 2_250_000],
  ["openai/gpt-5-mini-2025-08-07", 4_000, 100, 1_200],
  ["anthropic/claude-haiku-4-5-20251001", 3, 1, 8],
  ["anthropic/claude-sonnet-4-5", 1, 0, 3],
  ["openai/gpt-5-mini", 1, 0, 1],
  ["openai/gpt-5-mini", null, 5, null],
  ["rules/overlap", 10, 10, null],
  ["openai/gpt-5-minimal", 10, 10, null],
])("%s: %j tokens in and %j out cost %j millionths of a dollar", (model, input, output, cost) => {
  expect(costOf(model, input, output)).toBe(cost);
});
