import path from "node:path";
import { SECOND_MS } from "@/lib/kernel/clock";
import type { Criteria } from "@/lib/kernel/criteria";
import type { Id } from "@/lib/kernel/ids";
import { askThread, startThread } from "@/lib/platform/threads";
import { turnsFor } from "@/lib/platform/turns";

const PROGRAM = path.join(process.cwd(), "lib/domain/criteria/program.ts");
/** Ten times what any honest criteria took on 2 MB of text. */
const LIMITS = { ms: 5 * SECOND_MS, bufferBytes: 128 * 1_024 * 1_024 };
const MAX_HEAP_MB = 192;

export type Question =
  { readonly schema: NonNullable<Criteria["json_schema"]> } | { readonly criteria: Criteria; readonly text: string };

/**
 * What the thread answers to a question; `stopped` where that would have taken too much time or memory, which counts from the
 * thread's start: it starts when it is its turn. `who` asks, null for the application. Throws `rate_limited` for whom it takes too
 * long until then.
 */
export function askInThread(
  who: Id | null,
  question: Question,
): Promise<{ readonly answer: unknown } | { readonly stopped: true }> {
  return turnsFor("criteria").take(who, () => askThread(startThread(PROGRAM, MAX_HEAP_MB), question, LIMITS));
}
