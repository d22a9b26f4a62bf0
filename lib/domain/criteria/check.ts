import { z } from "zod";
import { criteriaSchema, type Criteria } from "@/lib/kernel/criteria";
import { storable } from "@/lib/kernel/text";
import { askInThread } from "./thread";

export interface CriterionFailure {
  readonly criterion: string;
  readonly message: string;
}

/** The criteria that are not met (none is a pass), or that nobody can tell within bounds. */
export type CriteriaCheck = { readonly failures: readonly CriterionFailure[] } | { readonly undecided: string };

/** What is quoted of a text or of criteria in a message. */
const MAX_MESSAGE = 1_000;
const answer = z.array(z.tuple([z.string(), z.string()]));

/** The criteria that a machine decides; the others guide the judges. */
const DECIDED = ["must_include", "min_words", "max_words", "language", "json_schema", "regex"] as const;
/** What the rest of a text could still make good: where only its beginning was read, these are left to the judges. */
const NEED_ALL: ReadonlySet<keyof Criteria> = new Set(["must_include", "min_words", "json_schema", "regex"]);

/**
 * Checks a text against the criteria a machine can decide (decisions 8). Of a text that is not `complete` only what its beginning
 * decides is checked. Both parties are hostile to what this costs: it runs within bounds of time and memory, and what it says
 * of their texts can be stored.
 */
export async function checkCriteria(
  criteria: Readonly<Record<string, unknown>> | null,
  text: string,
  complete: boolean,
): Promise<CriteriaCheck> {
  const parsed = criteriaSchema.safeParse(criteria ?? {});
  if (!parsed.success) return { failures: [] };
  const known: Criteria = parsed.data;
  const asked = DECIDED.filter((name) => known[name] !== undefined && (complete || !NEED_ALL.has(name)));
  if (asked.length === 0) return { failures: [] };
  const wanted = Object.fromEntries(asked.map((name) => [name, known[name]])) as Criteria;
  const outcome = await askInThread(null, { criteria: wanted, text });
  if ("stopped" in outcome) return { undecided: "Checking the criteria takes too much time or memory." };
  return {
    failures: answer
      .parse(outcome.answer)
      .map(([criterion, message]) => ({ criterion, message: storable(message, MAX_MESSAGE) })),
  };
}
