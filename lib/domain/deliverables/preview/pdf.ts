import { z } from "zod";
import { SECOND_MS } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import { askThread } from "@/lib/platform/threads";
import { turnsFor } from "@/lib/platform/turns";
import { prepareThread, takeThread } from "./pdf-thread";
import { nothing, type Shown } from "./types";

const MAX_PAGES = 10;
const MAX_CHARACTERS = 100_000;
const LIMITS = { ms: 5 * SECOND_MS, bufferBytes: 128 * 1_024 * 1_024 };

const answer = z.union([z.object({ text: z.string(), whole: z.boolean() }), z.object({ error: z.string() })]);
type Outcome = z.infer<typeof answer> | { readonly stopped: true };

async function read(pdf: Uint8Array): Promise<Outcome> {
  // The thread takes the bytes away from their owner.
  const bytes = new Uint8Array(pdf);
  const question = { bytes, maxPages: MAX_PAGES, maxCharacters: MAX_CHARACTERS };
  try {
    const outcome = await askThread(takeThread(), question, LIMITS, [bytes.buffer]);
    const parsed = answer.safeParse("answer" in outcome ? outcome.answer : null);
    return parsed.success ? parsed.data : { stopped: true };
  } finally {
    prepareThread();
  }
}

function reasonOf(error: string, partial: boolean): string {
  if (error === "PasswordException") return "The PDF is protected by a password.";
  return partial
    ? "The beginning of the PDF is not enough to read its text."
    : "The PDF is damaged and cannot be read.";
}

/**
 * The text of a PDF's first pages, read within bounds of time and memory when it is its turn. `who` asks to see it, null for the
 * application. Throws `rate_limited` for whom it takes too long until then.
 */
export async function pdfPreview(bytes: Uint8Array, partial: boolean, who: Id | null): Promise<Shown> {
  const outcome = await turnsFor("pdf").take(who, () => read(bytes));
  if ("stopped" in outcome) return nothing("The PDF takes too much time or memory to read.", partial);
  if ("error" in outcome) return nothing(reasonOf(outcome.error, partial), partial);
  if (outcome.text.trim() === "") return nothing("The PDF's first pages have no text, only pictures.", partial);
  return { content: outcome.text, partial: partial || !outcome.whole };
}
