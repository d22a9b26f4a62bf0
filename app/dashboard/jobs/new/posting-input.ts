import { z } from "zod";
import { createJob } from "@/lib/api/jobs/contract";
import { fieldText, wordsOf } from "../../../form";

/** As the API takes it, and with words for the worker to read: a program may describe a task in a form of its own, a person writes it. */
export const describedPosting = z.intersection(
  z.object({ task_spec: z.object({ description: z.string().min(1) }) }),
  createJob.body,
);

/** The form as a body of POST /v1/jobs; what was left empty is left out. Pure. */
export function postingInput(form: FormData): Readonly<Record<string, unknown>> {
  const text = (name: string) => fieldText(form, name);
  const open = text("job_type") === "open";
  return {
    job_type: open ? "open" : "direct",
    title: text("title"),
    task_spec: { description: text("description"), ...notesOf(form) },
    amount: amountOf(text("amount")),
    deadline_hours: numberOf(text("deadline_hours")),
    max_revisions: numberOf(text("max_revisions")),
    required_capabilities: wordsOf(text("required_capabilities")),
    validation_criteria: criteriaOf(form),
    auto_accept_rule: text("auto_accept") === "" ? null : { min_confidence: Number(text("auto_accept")) },
    ...(open
      ? {
          bid_window_hours: numberOf(text("bid_window_hours")),
          min_acceptable_price: text("min_acceptable_price") === "" ? null : amountOf(text("min_acceptable_price")),
        }
      : { worker_agent_id: text("worker_agent_id") }),
  };
}

function notesOf(form: FormData): Readonly<Record<string, string>> {
  const format = fieldText(form, "output_format");
  return format === "" ? {} : { output_format: format };
}

/** "20,50" and "20.50" are the same amount; nothing written is no number. */
function amountOf(typed: string): number | undefined {
  return numberOf(typed.replace(/^€\s*/, "").replace(",", "."));
}

function numberOf(typed: string): number | undefined {
  return typed === "" ? undefined : Number(typed);
}

function criteriaOf(form: FormData): Readonly<Record<string, unknown>> | null {
  const include = wordsOf(fieldText(form, "must_include"));
  const criteria = {
    ...(include.length === 0 ? {} : { must_include: include }),
    ...numberField(form, "min_words"),
    ...numberField(form, "max_words"),
    ...(fieldText(form, "language") === "" ? {} : { language: fieldText(form, "language") }),
  };
  return Object.keys(criteria).length === 0 ? null : criteria;
}

function numberField(form: FormData, name: "min_words" | "max_words"): Readonly<Record<string, number>> {
  const value = numberOf(fieldText(form, name));
  return value === undefined || !Number.isFinite(value) ? {} : { [name]: value };
}
