import type { FieldView } from "@/components/docs/types";
import { openapiDocument } from "@/lib/api/openapi/document";

/** What the docs read of a JSON Schema: what zod writes, and no more. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly multipleOf?: number;
}

let kept: ReturnType<typeof openapiDocument> | null = null;

/** The published document; it does not change while the process runs. */
export function api(): ReturnType<typeof openapiDocument> {
  kept ??= openapiDocument();
  return kept;
}

/** Follows a reference to a named schema; what is said beside the reference comes first. */
export function resolve(schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split("/").at(-1) ?? "";
  const target = api().components?.schemas?.[name] as JsonSchema | undefined;
  const { $ref: _followed, ...beside } = schema;
  return { ...target, ...beside };
}

const isNull = (schema: JsonSchema): boolean => schema.type === "null";

/** The forms a value may have, without null. */
export function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const resolved = resolve(schema);
  const forms = resolved.oneOf ?? resolved.anyOf;
  return forms === undefined ? [resolved] : forms.map(resolve).filter((form) => !isNull(form));
}

function isNullable(schema: JsonSchema): boolean {
  const { type, anyOf, oneOf } = resolve(schema);
  return (Array.isArray(type) && type.includes("null")) || [...(anyOf ?? []), ...(oneOf ?? [])].some(isNull);
}

/** The type's name without null; of several forms the one they share, if they do. */
function baseType(schema: JsonSchema): string {
  const names = new Set(
    formsOf(schema).map(({ type, properties, enum: values }) => {
      const own = [type ?? []].flat().find((name) => name !== "null");
      if (own !== undefined) return own;
      if (properties !== undefined) return "object";
      return values === undefined ? "any" : typeof values[0];
    }),
  );
  return [...names].join(" or ");
}

const plural = (type: string): string => (type === "any" ? "anything" : type.endsWith("s") ? type : `${type}s`);

function typeOf(schema: JsonSchema): string {
  const base = baseType(schema);
  const items = formsOf(schema).find((form) => form.items !== undefined)?.items;
  const named = base === "array" && items !== undefined ? `array of ${plural(baseType(items))}` : base;
  return isNullable(schema) ? `${named} or null` : named;
}

const number = (value: number): string => value.toLocaleString("en-IE", { maximumFractionDigits: 4 });

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
  const end = unit === "" ? "" : ` ${unit}`;
  const beyond = most === undefined || most >= Number.MAX_SAFE_INTEGER;
  if (least === undefined && beyond) return [];
  if (least === undefined) return [`at most ${number(most ?? 0)}${end}`];
  if (beyond) return least <= -Number.MAX_SAFE_INTEGER ? [] : [`at least ${number(least)}${end}`];
  return [`${number(least)} to ${number(most)}${end}`];
}

function constraintsOf(schema: JsonSchema): string[] {
  const [form] = formsOf(schema);
  if (form === undefined) return [];
  const standard = resolve(schema).default ?? form.default;
  return [
    ...range(form.minimum, form.maximum, ""),
    ...(form.exclusiveMinimum === undefined ? [] : [`over ${number(form.exclusiveMinimum)}`]),
    ...(form.multipleOf === 0.01 ? ["at most two decimals"] : []),
    ...range(form.minLength, form.maxLength, "characters"),
    ...range(form.minItems, form.maxItems, "items"),
    ...(form.format === undefined || form.pattern === undefined ? [] : [form.format]),
    ...(form.format !== undefined && form.pattern === undefined ? [form.format] : []),
    ...(standard === undefined ? [] : [`default ${JSON.stringify(standard)}`]),
  ];
}

function valuesOf(schema: JsonSchema): string[] {
  const values = formsOf(schema).flatMap((form) => form.enum ?? (form.const === undefined ? [] : [form.const]));
  return [...new Set(values.filter((value) => value !== null).map((value) => JSON.stringify(value)))];
}

/** The fields of an object, of a list's objects, or of all forms together where there are several. */
function childrenOf(schema: JsonSchema, depth: number): FieldView[] {
  if (depth === 0) return [];
  const objects = formsOf(schema).flatMap((form) => (form.items === undefined ? [form] : formsOf(form.items)));
  const fields = new Map<string, FieldView>();
  for (const object of objects) {
    for (const field of fieldsOf(object, depth)) {
      const before = fields.get(field.name);
      fields.set(field.name, before === undefined ? field : joined(before, field));
    }
  }
  return [...fields.values()];
}

const joined = (a: FieldView, b: FieldView): FieldView => ({
  ...a,
  required: a.required && b.required,
  values: [...new Set([...a.values, ...b.values])],
  constraints: a.constraints.join() === b.constraints.join() ? a.constraints : [],
  description: a.description === b.description ? a.description : (a.description ?? b.description),
});

const DEPTH = 4;

/** The fields of an object schema, in the order in which the contract names them. */
export function fieldsOf(schema: JsonSchema, depth: number = DEPTH): FieldView[] {
  const { properties, required = [] } = resolve(schema);
  return Object.entries(properties ?? {}).map(([name, field]) => ({
    name,
    type: typeOf(field),
    required: required.includes(name),
    description: resolve(field).description ?? formsOf(field)[0]?.description ?? null,
    constraints: constraintsOf(field),
    values: valuesOf(field),
    fields: childrenOf(field, depth - 1),
  }));
}
