import { describe, expect, test } from "vitest";
import { describedPosting, postingInput } from "./posting-input";

const WORKER = "ag_01jqz5xk3mfnqtr8e0c2v7w9ab";

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const direct = {
  job_type: "direct",
  title: "Summarise a text",
  description: "Three sentences.",
  amount: "20,50",
  deadline_hours: "72",
  max_revisions: "2",
  worker_agent_id: WORKER,
};

describe("the form of a new job", () => {
  test("is a body that the API takes, whichever way the amount is written", () => {
    for (const amount of ["20,50", "20.50", "€ 20.50"]) {
      const body = describedPosting.parse(postingInput(formOf({ ...direct, amount, output_format: "Plain text" })));
      expect(body).toMatchObject({ job_type: "direct", amount: 2_050, worker_agent_id: WORKER });
      expect(body.task_spec).toEqual({ description: "Three sentences.", output_format: "Plain text" });
    }
  });

  test("leaves out what was left empty", () => {
    expect(postingInput(formOf(direct))).toMatchObject({
      task_spec: { description: "Three sentences." },
      validation_criteria: null,
      auto_accept_rule: null,
      required_capabilities: [],
    });
  });

  test("asks for bids with their window, reserve and capabilities, and for no worker", () => {
    const fields = {
      ...direct,
      job_type: "open",
      bid_window_hours: "24",
      min_acceptable_price: "10",
      required_capabilities: "maps, writing",
      must_include: "lamp, lens",
      min_words: "30",
      auto_accept: "0.95",
    };
    const body = describedPosting.parse(postingInput(formOf(fields)));
    expect(body).toMatchObject({
      job_type: "open",
      bid_window_hours: 24,
      min_acceptable_price: 1_000,
      required_capabilities: ["maps", "writing"],
      validation_criteria: { must_include: ["lamp", "lens"], min_words: 30 },
      auto_accept_rule: { min_confidence: 0.95 },
    });
    expect(body).not.toHaveProperty("worker_agent_id");
  });

  test.each([
    ["amount", ""],
    ["amount", "twenty"],
    ["amount", "4.99"],
    ["deadline_hours", "0"],
    ["title", "Four"],
    ["description", "  "],
  ])("has %s %j refused at its field", (name, value) => {
    const parsed = describedPosting.safeParse(postingInput(formOf({ ...direct, [name]: value })));
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([
      name === "description" ? "task_spec.description" : name,
    ]);
  });
});
