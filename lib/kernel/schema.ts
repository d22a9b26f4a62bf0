import { z } from "zod";
import type { Access, Contract } from "./contract";
import { MAX_BODY_BYTES } from "./contract";
import { isAgentId, isId } from "./ids";
import { centsFromEuros, type Cents } from "./money";

/** The building blocks of contracts: each field of the API is made of these, so that they refuse alike everywhere. */

const OPEN_OBJECT_DEPTH = 10;
const OPEN_OBJECT_BYTES = 65_536;

/** A JSON number in EUR with at most two decimals, read as cents (decisions 1). */
export function euros(options: { readonly min?: number; readonly max?: number } = {}) {
  const { min = 5, max = 10_000_000 } = options;
  return z
    .number({ error: "must be a number in EUR" })
    .transform((value, context): Cents => {
      const amount = centsFromEuros(value);
      const problem =
        amount === null
          ? "must have at most two decimals"
          : value < min
            ? `must be at least ${min.toFixed(2)}`
            : value > max
              ? `must be at most ${max}`
              : null;
      if (amount !== null && problem === null) return amount;
      context.addIssue({ code: "custom", message: problem ?? "is no amount", params: { code: "invalid_amount" } });
      return z.NEVER;
    })
    .meta({
      override: {
        type: "number",
        minimum: min,
        maximum: max,
        multipleOf: 0.01,
        description: "EUR, at most two decimals",
      },
    });
}

/** Characters are code points, as JSON Schema and the database count them: an emoji is one. */
function bounded(schema: z.ZodString, min: number, max: number) {
  return schema
    .check(({ value, issues }) => {
      const length = [...value].length;
      const size = { input: value, origin: "string", inclusive: true } as const;
      if (length < min) {
        const message = `must have at least ${min} characters`;
        issues.push({ ...size, code: "too_small", minimum: min, message });
      }
      if (length > max) {
        const message = `must have at most ${max} characters`;
        issues.push({ ...size, code: "too_big", maximum: max, message });
      }
    })
    .meta({ override: { type: "string", minLength: min, maxLength: max } });
}

/** Text of bounded length. */
export const text = (min: number, max: number) => bounded(z.string(), min, max);

/** A character that can be seen: a name of spaces and zero-width characters alone would look like none. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}]/u;

const UNSEEN = "must have a character that can be seen";
/** An empty text is too short, which says more. */
const isSeen = (text: string): boolean => text === "" || VISIBLE.test(text);

/** Trimmed text that must still say something. */
export const words = (min: number, max: number) => bounded(z.string().trim().refine(isSeen, UNSEEN), min, max);

/** An e-mail address, trimmed and in lower case, as owners are known by it. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: "must be an e-mail address" }));

/** A UUID however it is typed, in its one canonical text: what is counted or compared by an id must not have two spellings. */
const uuidText = z.string().toLowerCase();

/** An id in a path: what is no id of ours is not found, like what does not exist. */
export const idParam = uuidText.refine(isId, { params: { code: "not_found" } }).meta({ format: "uuid" });
/** An agent's id in a path, as `idParam`. */
export const agentIdParam = z
  .string()
  .refine(isAgentId, { params: { code: "not_found" } })
  .meta({ examples: ["ag_01jqz5xk3mfnqtr8e0c2v7w9ab"] });
/** An id in a body. */
export const idField = uuidText.refine(isId, "must be a UUID").meta({ format: "uuid" });
/** An agent's id in a body. */
export const agentIdField = z
  .string()
  .refine(isAgentId, "must be an agent id (ag_…)")
  .meta({ examples: ["ag_01jqz5xk3mfnqtr8e0c2v7w9ab"] });

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let deepest = 0;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child));
  return deepest + 1;
}

/** An object whose fields are the caller's own, of bounded size and depth (decisions 1). */
export const openObject = z
  .record(z.string().max(255), z.unknown())
  .refine((value) => depthOf(value) <= OPEN_OBJECT_DEPTH, `must be nested at most ${OPEN_OBJECT_DEPTH} deep`)
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= OPEN_OBJECT_BYTES,
    `must be at most ${OPEN_OBJECT_BYTES} bytes of JSON`,
  )
  .meta({ override: { type: "object", additionalProperties: true } });

/** The name of something that an agent can do. */
export const capability = words(1, 64);
/** An agent's capabilities, or those that a job asks for: at most 15, each once. */
export const capabilities = z
  .array(capability)
  .max(15)
  .transform((items) => [...new Set(items)]);

/** A moment in an answer: ISO 8601 in UTC. */
export const timestamp = z.string().meta({ format: "date-time", examples: ["2026-04-02T12:00:00Z"] });
/** An amount in an answer: euros with at most two decimals. */
export const amountOut = z.number().meta({ description: "EUR" });

/** A number in a URL, written in digits. */
export const numberText = (error: string) =>
  z
    .string({ error })
    .regex(/^[+-]?\d+(\.\d+)?$/, { error })
    .transform(Number);

/** `limit` over its maximum is clamped; negative, zero or no number is refused (decisions 1). */
const limitOf = (standard: number, max: number) =>
  numberText("must be a positive whole number")
    .transform((value) => Math.min(value, max))
    .pipe(z.number().int().min(1))
    .default(standard);

/** What a list's query says of the page: `standard` rows unless asked for others, at most `max`. */
export const pageQuery = (standard = 20, max = 50) => ({
  limit: limitOf(standard, max).meta({ override: { type: "integer", minimum: 1, maximum: max, default: standard } }),
  offset: numberText("must be a whole number")
    .pipe(z.number().int().min(0).max(1_000_000))
    .default(0)
    .meta({ override: { type: "integer", minimum: 0, default: 0 } }),
  cursor: z.string().max(500).optional().meta({ description: "next_cursor of the page before; wins over offset" }),
});

/** An object that must have no fields. */
export const nothing = z.strictObject({});

/** Puts what `meta({ override })` says in the place of what the schema alone would. */
function applyOverride({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  const { override } = jsonSchema;
  if (typeof override !== "object" || override === null) return;
  delete jsonSchema.override;
  delete jsonSchema.propertyNames;
  Object.assign(jsonSchema, override);
}

/** A schema's JSON form, for the places where a description of it is written by hand. */
export function jsonSchemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    target: "draft-2020-12",
    override: applyOverride,
  });
  return rest;
}

/** One of several forms of a body, chosen first, so that its errors speak of that form alone. */
export function oneOf<const S extends readonly z.ZodType[]>(
  forms: S,
  choose: (value: Readonly<Record<string, unknown>>) => S[number],
) {
  return z
    .record(z.string(), z.unknown())
    .transform((value, context): z.output<S[number]> => {
      const parsed = choose(value).safeParse(value);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
      return z.NEVER;
    })
    .meta({ override: { oneOf: forms.map(jsonSchemaOf) } });
}

type Partly<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Pick<
  Contract<P, Q, B, R>,
  "id" | "method" | "path" | "access" | "tag" | "summary" | "response"
> &
  Partial<Contract<P, Q, B, R>>;

/** Parameters in the URL that nobody knows are left alone, as links carry all sorts of them. */
const noQuery = z.object({});

/** Fills in what most endpoints share: no parameters, an empty body, the general limit, `data`, 200. */
export function contract<
  A extends Access,
  R extends z.ZodType,
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof noQuery,
  B extends z.ZodType = typeof nothing,
>(given: Partly<P, Q, B, R> & { readonly access: A }): Contract<P, Q, B, R> & { readonly access: A } {
  return {
    limit: null,
    params: nothing as unknown as P,
    query: noQuery as unknown as Q,
    body: nothing as unknown as B,
    envelope: "data",
    status: 200,
    maxBodyBytes: MAX_BODY_BYTES,
    secret: false,
    errors: [],
    ...given,
  };
}
