import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { badText } from "@/lib/api/core/parse";
import type { ActionResult } from "@/components/jobs/types";
import { Refusal, type Issue } from "@/lib/kernel/errors";
import { isLoggedOut, messageOf } from "../action-error";

type Field = z.core.$ZodIssue;

/** What is wrong with a field, said to a person. Rules of ours bring their own words ("must be at least 5.00"). */
function sentenceOf(issue: Field): string {
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string")
        return issue.minimum === 1 ? "Write something here." : `Write at least ${issue.minimum} characters.`;
      return issue.origin === "array" ? "Add at least one." : `At least ${issue.minimum}.`;
    case "too_big":
      if (issue.origin === "string") return `At most ${issue.maximum} characters.`;
      return issue.origin === "array" ? `At most ${issue.maximum}.` : `At most ${issue.maximum}.`;
    case "invalid_type":
      return issue.expected === "number" || issue.expected === "int" ? "Write a number." : "This is needed.";
    case "invalid_union":
    case "invalid_value":
      return "Choose one of these.";
    case "custom":
      return `It ${issue.message}.`;
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
    case "unrecognized_keys":
      return `${issue.message}.`;
  }
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
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map(String).join("."),
        code: issue.code,
        message: sentenceOf(issue),
      }));
  const issues = [...text, ...fields];
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new Refusal("invalid_request", { details: { issues } });
}

function fieldsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Refusal)) return {};
  const issues = error.details?.issues;
  if (Array.isArray(issues)) {
    const known = issues as readonly Issue[];
    return Object.fromEntries(known.toReversed().map(({ path, message }) => [path, message]));
  }
  return error.param === undefined ? {} : { [error.param]: messageOf(error) };
}

/** What a refused action tells its form: the sentence beside its button, and those beside its fields. */
export function refusedResult(error: unknown): ActionResult & { readonly error: string } {
  const fields = fieldsOf(error);
  const some = Object.keys(fields).length > 0;
  return { error: some ? "Some fields are not right yet." : messageOf(error), fields };
}

/** Runs an action of a page. Whatever came of it, the pages are read anew: a refusal often means that they were old. */
export async function attempt(run: () => Promise<unknown>): Promise<ActionResult> {
  try {
    await run();
  } catch (error) {
    const refused = refusedResult(error);
    if (!isLoggedOut(error)) revalidatePath("/dashboard", "layout");
    return refused;
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}
