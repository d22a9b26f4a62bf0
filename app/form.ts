import type { z } from "zod";
import type { FormResult } from "@/components/forms/types";
import { Refusal } from "@/lib/kernel/errors";
import { messageOf } from "./action-error";

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

/** A typed JSON value; null for nothing, undefined for what is no JSON. */
export function jsonField(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const LOOK_AGAIN = "Some fields need another look.";

/** The complaints of a contract, by field. */
export function refusedFields(error: z.ZodError): FormResult {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.issues) fields[String(path[0] ?? "")] ??= message;
  return { error: LOOK_AGAIN, fields };
}

/** A verb's refusal: at its field where it names one, else above the button. */
export function refused(error: unknown): FormResult {
  const message = messageOf(error);
  const field = error instanceof Refusal ? error.param : undefined;
  return field === undefined ? { error: message, fields: {} } : { error: LOOK_AGAIN, fields: { [field]: message } };
}
