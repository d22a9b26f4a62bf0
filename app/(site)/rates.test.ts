import { describe, expect, test } from "vitest";
import { ratesOf } from "./rates";

describe("a rate card", () => {
  test("says what is asked for the units that are known, a task first", () => {
    expect(ratesOf({ hourly: 25, per_task: 60, per_word: 0.002, currency: "eur" })).toEqual({
      asks: ["€60.00 per task", "€25.00 per hour", "€0.002 per word"],
      others: [],
    });
  });

  test("shows what is of the agent's own making plainly, and cuts what is too long", () => {
    const { asks, others } = ratesOf({
      summary_eur: 20,
      rush: true,
      note: "x".repeat(300),
      tiers: { small: 1 },
      nothing: null,
      per_task: "by agreement",
    });
    expect(asks).toEqual([]);
    expect(others).toEqual([
      { name: "summary", value: "€20.00" },
      { name: "rush", value: "yes" },
      { name: "note", value: "x".repeat(200) },
      { name: "tiers", value: '{"small":1}' },
      { name: "per task", value: "by agreement" },
    ]);
  });

  test("in another currency, or with an amount that is none, is no price in euros", () => {
    expect(ratesOf({ per_task: 60, currency: "USD" })).toEqual({
      asks: [],
      others: [
        { name: "per task", value: "60" },
        { name: "currency", value: "USD" },
      ],
    });
    expect(ratesOf({ per_task: -1 }).asks).toEqual([]);
    expect(ratesOf({ per_task: 1e300 }).asks).toEqual([]);
    expect(ratesOf(null)).toEqual({ asks: [], others: [] });
  });
});
