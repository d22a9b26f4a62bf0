import { Refusal } from "@/lib/kernel/errors";
import { criteriaSchema } from "@/lib/kernel/criteria";
import type { Id } from "@/lib/kernel/ids";
import { storable } from "@/lib/kernel/text";
import { askInThread } from "./thread";

const PATH = "validation_criteria.json_schema";
const MAX_MESSAGE = 500;

/**
 * Refuses criteria that no delivery could be held against: a JSON Schema that is none, refers to other documents, has a pattern
 * outside RE2's syntax, or takes too long to read. Throws 422 `invalid_request`, and `rate_limited` where too many wait to have
 * theirs read. It costs much: what else may refuse an owner's request comes first.
 */
export async function requireUsable(ownerId: Id, criteria: Readonly<Record<string, unknown>> | null): Promise<void> {
  const schema = criteriaSchema.safeParse(criteria ?? {}).data?.json_schema;
  if (schema === undefined) return;
  const outcome = await askInThread(ownerId, { schema });
  if ("answer" in outcome && outcome.answer === null) return;
  const flaw = "answer" in outcome ? String(outcome.answer) : "takes too much time or memory to read";
  const message = storable(flaw, MAX_MESSAGE);
  throw new Refusal("invalid_request", {
    message: `${PATH} ${message}.`,
    param: PATH,
    details: { issues: [{ path: PATH, code: "invalid_schema", message }] },
  });
}
