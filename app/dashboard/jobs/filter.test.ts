import { describe, expect, it } from "vitest";
import { jobsQuery } from "@/components/jobs/query";
import { jobsFilterOf, readJobsFilter } from "./filter";

describe("the jobs list's address", () => {
  it("says again what it was read from, so that a view and a file show the same rows as the page", () => {
    const address = "agent=ag_1&status=active&side=buyer&q=50%25+%3D+%22a%26b%22&from=2026-11-01&to=2026-11-22";
    const read = readJobsFilter(Object.fromEntries(new URLSearchParams(address)));
    expect(jobsQuery(read).toString()).toBe(address);
  });

  it("takes both days of a period in", () => {
    const { from, until } = jobsFilterOf(readJobsFilter({ from: "2026-11-01", to: "2026-11-22" }));
    expect([from?.toISOString(), until?.toISOString()]).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-23T00:00:00.000Z",
    ]);
  });

  it.each([
    { status: "nonsense" },
    { side: "both" },
    { from: "2026-13-01" },
    { to: "yesterday" },
    { q: ["a", "b"] },
    {},
  ])("shows everything for %j", (params) => {
    expect(jobsQuery(readJobsFilter(params)).toString()).toBe("");
  });
});
