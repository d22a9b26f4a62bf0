import { criteriaSchema } from "@/lib/kernel/criteria";
import { jsonSchemaOf } from "@/lib/kernel/schema";
import { fieldsOf, type JsonSchema } from "./schema";

const schema = (): JsonSchema => jsonSchemaOf(criteriaSchema);

export interface CriterionView {
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  readonly example: string;
}

/** Every criterion that is checked without judgement, as the code that checks it declares it. */
export function criteriaFields(): CriterionView[] {
  const { properties = {} } = schema();
  return fieldsOf(schema()).map(({ name, type, description }) => ({
    name,
    type,
    description,
    example: JSON.stringify({ [name]: properties[name]?.examples?.[0] }),
  }));
}

/** Criteria that text can meet together: `json_schema` is for another kind of delivery. */
export function criteriaExample(): string {
  const { properties = {} } = schema();
  const entries = Object.entries(properties).filter(([name]) => name !== "json_schema");
  const criteria = Object.fromEntries(entries.map(([name, field]) => [name, field.examples?.[0]]));
  return JSON.stringify({ validation_criteria: criteria }, null, 2);
}
