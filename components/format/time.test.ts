import { describe, expect, test } from "vitest";
import { formatDay, formatDue, formatExact, formatRelative } from "./time";

const NOW = "2026-11-22T12:00:00.000Z";
const inHours = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();

describe("how far away a time is", () => {
  test.each([
    [0, "just now"],
    [0.01, "in under a minute"],
    [0.99, "in 59 minutes"],
    [0.995, "in 1 hour"],
    [14.4, "in 14 hours"],
    [23.6, "in 1 day"],
    [47.9, "in 2 days"],
    [71.98, "in 3 days"],
    [-0.5, "30 minutes ago"],
    [-23.9, "23 hours ago"],
    [-44, "1 day ago"],
    [-24 * 29, "29 days ago"],
    [-24 * 31, "22 Oct 2026"],
  ])("%d hours are %s", (hours, said) => expect(formatRelative(inHours(hours), NOW)).toBe(said));

  test("is said with its date and hour where it must be kept", () => {
    expect(formatDue(inHours(47.5), NOW)).toBe("in 2 days (24 Nov 2026, 11:30 UTC)");
    expect(formatDue(inHours(24 * 40), NOW)).toBe("on 1 Jan 2027, 12:00 UTC");
  });
});

test("dates have months of three letters", () => {
  expect(formatDay("2026-09-07T00:00:00Z")).toBe("7 Sep 2026");
  expect(formatExact("2026-09-07T08:05:09Z")).toBe("7 Sep 2026, 08:05:09 UTC");
});
