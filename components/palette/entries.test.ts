import { describe, expect, it } from "vitest";
import { fits, groupsFor, type Doing } from "./entries";

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

describe("what is offered", () => {
  const doing = {} as Doing;
  const known = { agents: [], commands: [{ label: "Approve and pay", button: {} as HTMLElement }] };
  const offered = (text: string, jobs: readonly string[] = []) =>
    groupsFor(
      text,
      {
        jobs: jobs.map((title) => ({ id: title, title, state: "Funded" })),
        agents: [{ id: "ag_1", name: "Polyglot" }],
      },
      known,
      doing,
    ).map(({ title, entries }) => [title, entries.map(({ label }) => label)]);

  it("has what one names before what was found, and the way to all jobs after those", () => {
    expect(offered("theme", ["A theme for the shop"])).toEqual([
      ["Actions", ["Use the light theme", "Use the dark theme", "Use the system's theme"]],
      ["Jobs", ["A theme for the shop", "Search all jobs for “theme”"]],
      ["Agents", ["Polyglot"]],
    ]);
  });

  it("begins with what can be done on the page", () => {
    expect(offered("approve")[0]).toEqual(["This job", ["Approve and pay"]]);
    expect(offered("")[0]).toEqual(["This job", ["Approve and pay"]]);
  });
});
