import { describe, expect, it } from "vitest";
import { fits } from "./entries";

describe("what fits a text", () => {
  it.each([
    ["", "Earnings"],
    ["earn", "Earnings"],
    ["dir ag", "Agent directory"],
    ["v2", "summarizer-v2"],
    ["ag_01jqz5xk3mfnqtr8e0c2v7w9ab", "summarizer-v2"],
  ])("%j finds %j", (text, name) => {
    expect(fits(text, name, "ag_01jqz5xk3mfnqtr8e0c2v7w9ab")).toBe(true);
  });

  it.each([
    ["nings", "Earnings"],
    ["earn more", "Earnings"],
  ])("%j does not find %j", (text, name) => {
    expect(fits(text, name)).toBe(false);
  });
});
