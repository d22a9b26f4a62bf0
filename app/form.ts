import type { z } from "zod";
import type { FormResult } from "@/components/forms/types";
import { badText } from "@/lib/api/core/parse";
import { Refusal, type Issue } from "@/lib/kernel/errors";
import { messageOf } from "./action-error";

/* What a form sends, read as the API reads a body, and what is wrong with it, said to a person. */

/** What was typed into a field, trimmed; empty where there is no such field. */
export function fieldText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** "a, b" as its words; a list may be written with commas or on lines of its own. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** A typed JSON value; null for nothing. What is no JSON stays the text it is, for the schema to refuse. */
export function jsonOf(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

type ZodIssue = z.core.$ZodIssue;

/** What is wrong with a field, said to a person. Rules of ours bring their own words ("must be at least 5.00"). */
function sentenceOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string")
        return issue.minimum === 1 ? "Write something here." : `Write at least ${issue.minimum} characters.`;
      return issue.origin === "array" ? "Add at least one." : `At least ${issue.minimum}.`;
    case "too_big":
      return issue.origin === "string" ? `At most ${issue.maximum} characters.` : `At most ${issue.maximum}.`;
    case "invalid_type":
      return neededOf(issue.expected);
    case "invalid_union":
    case "invalid_value":
      return "Choose one of these.";
    case "invalid_key":
      return "A name in it is too long.";
    case "custom":
    case "invalid_format":
      return `It ${issue.message}.`;
    case "invalid_element":
    case "not_multiple_of":
    case "unrecognized_keys":
      return `${issue.message}.`;
  }
}

function neededOf(expected: string): string {
  switch (expected) {
    case "number":
    case "int":
      return "Write a number.";
    case "record":
      return 'Write a JSON object, for instance { "per_page": 2.5 }.';
    default:
      return "This is needed.";
  }
}

/** The form's field that an issue is about: a list, or an object of the caller's own, is written in one. */
function fieldOf({ code, path }: ZodIssue): string {
  const inside = code === "invalid_key" || typeof path.at(-1) === "number";
  return path
    .slice(0, inside ? -1 : undefined)
    .map(String)
    .join(".");
}

/**
 * Reads what a form sent by the schema of the API's own endpoint, so that both refuse alike. Throws `invalid_request` with
 * every failing field, in sentences for people.
 */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  const text: Issue[] = badText(input).map((issue) => ({
    ...issue,
    message: "It has characters that cannot be stored.",
  }));
  const fields: Issue[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ path: fieldOf(issue), code: issue.code, message: sentenceOf(issue) }));
  const issues = [...text, ...fields];
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new Refusal("invalid_request", { details: { issues } });
}

/** What the API says after a field's name stands on its own beside the field. */
const asSentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;

/** The first complaint about each field, in the order of the form. */
function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Refusal)) return {};
  const issues = error.details?.issues;
  if (!Array.isArray(issues)) return error.param === undefined ? {} : { [error.param]: messageOf(error) };
  const fields: Record<string, string> = {};
  for (const { path, message } of issues as readonly Issue[]) fields[path] ??= asSentence(message);
  return fields;
}

/** What a refused action tells its form: the sentence beside its button, and those beside its fields. */
export function refusedResult(error: unknown): FormResult & { readonly error: string } {
  const fields = fieldsOf(error);
  const some = Object.keys(fields).length > 0;
  return { error: some ? "Some fields are not right yet." : messageOf(error), fields };
}
