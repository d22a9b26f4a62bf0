import { describe, expect, test } from "vitest";
import { createJob } from "@/lib/api/jobs/contract";
import { postingInput } from "./posting-input";

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
      const body = createJob.body.parse(postingInput(formOf({ ...direct, amount })));
      expect(body).toMatchObject({ job_type: "direct", amount: 2_050, worker_agent_id: WORKER });
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
    const body = createJob.body.parse(postingInput(formOf(fields)));
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
  ])("has %s %j refused at its field", (name, value) => {
    const parsed = createJob.body.safeParse(postingInput(formOf({ ...direct, [name]: value })));
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([name]);
  });
});
