import { z } from "zod";
import { arbitrateByRules } from "./arbiter";
import { judgeByOverlap, judgeByStructure } from "./judges";
import { measure } from "./work";

/** Which of the judges a provider's API stands for. */
export type JudgeName = "overlap" | "structure";

export interface RuleAnswer {
  /** Labelled as what it is (sandbox.md): `rules/overlap`, `rules/structure`, `rules/arbiter`. */
  readonly model: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const side = z.enum(["buyer", "worker"]);
const task = z.object({ title: z.string(), specification: z.unknown(), validation_criteria: z.unknown().optional() });
const judgement = z.object({ task, delivery: z.object({ text: z.string() }) });
const dispute = z.object({
  task,
  dispute: z.object({ opened_by: side, reason: z.string() }),
  validation: z.object({ passed: z.boolean(), confidence: z.number() }).nullable(),
  evidence: z.array(z.object({ by: side, content: z.string() })),
  delivery: z.object({ text: z.string() }).nullable(),
});
// A dispute has all that a judgement has; it must be tried first.
const documentSchema = z.union([dispute, judgement]);

/** Answers the application's question by rules, or null where the prompt holds none. */
export function answerByRules(prompt: string, judge: JudgeName): RuleAnswer | null {
  const document = readDocument(prompt);
  if (document === null) return null;
  if ("dispute" in document) return { model: "rules/arbiter", content: { ...arbitrateByRules(document) } };
  const work = measure(document.task, document.delivery.text);
  const verdict = judge === "overlap" ? judgeByOverlap(work) : judgeByStructure(work);
  return { model: `rules/${judge}`, content: { ...verdict } };
}

/** The document between the boundary lines. What it holds is only ever measured, so nothing in it can instruct anybody. */
function readDocument(prompt: string): z.infer<typeof documentSchema> | null {
  const fenced = /^-----BEGIN DATA ([0-9a-f]{32})-----\n(.*)\n-----END DATA \1-----$/.exec(prompt);
  if (fenced?.[2] === undefined) return null;
  try {
    return documentSchema.parse(JSON.parse(fenced[2]));
  } catch {
    return null;
  }
}
