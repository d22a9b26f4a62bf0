/** The parts of a JSON Schema that say what a field takes. */
export interface FieldSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: FieldSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly maxItems?: number;
}

type Json = Readonly<Record<string, unknown>>;

/** One wrong thing about an otherwise right body. */
export interface Wrong {
  readonly what: string;
  /** The field that the refusal must name, or one inside it. */
  readonly path: string;
  readonly body: unknown;
  /** The code of the issue, where it is documented. */
  readonly code?: string;
}

const VALUES: readonly unknown[] = [null, true, 12, 1.5, "x", [], {}, [{}]];

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

/** The alternatives of a schema, flat. */
function formsOf(schema: FieldSchema): FieldSchema[] {
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return forms.length === 0 ? [schema] : forms.flatMap(formsOf);
}

function takes(schema: FieldSchema, value: unknown): boolean {
  return formsOf(schema).some((form) => {
    if (form.const !== undefined) return form.const === value;
    if (form.enum !== undefined) return form.enum.includes(value);
    if (form.type === "integer") return Number.isInteger(value);
    return form.type === undefined || form.type === typeOf(value);
  });
}

const nested = (depth: number): unknown => (depth === 0 ? "end" : { deeper: nested(depth - 1) });

/** Right type, wrong size. */
function sizes(form: FieldSchema): (readonly [what: string, value: unknown, code?: string | undefined])[] {
  const amount = form.multipleOf === 0.01 ? "invalid_amount" : undefined;
  switch (form.type) {
    case "string":
      return [
        ...(form.maxLength === undefined ? [] : [["too long", "x".repeat(form.maxLength + 1)] as const]),
        ...(form.minLength === undefined || form.minLength === 0
          ? []
          : [["too short", "x".repeat(form.minLength - 1)] as const]),
        ...(form.minLength === undefined || form.minLength < 2
          ? []
          : [["too few characters, though enough UTF-16 units", "😀".repeat(form.minLength - 1)] as const]),
      ];
    case "number":
    case "integer":
      return [
        ["minus one", -1, amount],
        ["a huge number", 1e300, amount],
        ["minus a huge number", -1e300, amount],
        ...(form.minimum === undefined ? [] : [["under its least", form.minimum - 0.01, amount] as const]),
        ...(form.maximum === undefined ? [] : [["over its most", form.maximum + 1, amount] as const]),
        ...(form.exclusiveMinimum === undefined ? [] : [["not positive", 0] as const]),
        ...(amount === undefined ? [] : [["three decimals", 7.125, amount] as const]),
        ...(form.type === "integer" ? [["a fraction", 1.5] as const] : []),
      ];
    case "array":
      return form.maxItems === undefined
        ? []
        : [
            ["too many items", Array.from({ length: form.maxItems + 1 }, (_, n) => `item-${n}`)],
            ["a hundred thousand items", Array.from({ length: 100_000 }, () => 1)],
          ];
    case "object":
      return form.properties === undefined
        ? [
            ["too deep", nested(11)],
            ["too large", { text: "x".repeat(70_000) }],
          ]
        : [];
    default:
      return [];
  }
}

/** Text that PostgreSQL or a JSON reader would choke on. */
function badTexts(form: FieldSchema): (readonly [what: string, value: unknown, code: string])[] {
  const texts = ["a\u0000b and so on, long enough", "a\ud800b and so on, long enough", "\udc00 and so on, long enough"];
  if (form.type === "string") return texts.map((text) => ["text that is none", text, "invalid_text"]);
  if (form.type === "object" && form.properties === undefined)
    return texts.flatMap((text) => [
      ["a value that is no text", { deep: [text] }, "invalid_text"],
      ["a key that is no text", { [text]: 1 }, "invalid_text"],
    ]);
  return [];
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function wrongField(schema: FieldSchema, path: string, put: (value: unknown) => unknown): Wrong[] {
  const types = VALUES.filter((value) => !takes(schema, value)).map((value) => ({
    what: JSON.stringify(value),
    path,
    body: put(value),
  }));
  const forms = formsOf(schema);
  const rest = forms.flatMap((form) => [...sizes(form), ...badTexts(form)]);
  return [
    ...types,
    ...rest.map(([what, value, code]) => ({ what, path, body: put(value), ...(code === undefined ? {} : { code }) })),
  ];
}

/** The form of an object that a right value has. */
function formOf(schema: FieldSchema, value: unknown): FieldSchema | undefined {
  return formsOf(schema).find(
    ({ type, properties }) =>
      type === typeOf(value) &&
      Object.entries(properties ?? {}).every(([key, field]) => {
        const given = (value as Json)[key];
        return field.const === undefined || given === undefined || given === field.const;
      }),
  );
}

/** Every single thing that can be wrong with a right body, field by field, into nested objects and lists. */
export function wrongBodies(schema: FieldSchema, right: Json): Wrong[] {
  const walk = (at: FieldSchema, value: unknown, path: string, put: (value: unknown) => unknown): Wrong[] => {
    const form = formOf(at, value);
    if (form?.type === "array" && form.items !== undefined && Array.isArray(value)) {
      const { items } = form;
      return value.flatMap((item, index) => {
        const putItem = (one: unknown) => put(value.with(index, one));
        const inside = `${path}[${index}]`;
        return [...wrongField(items, inside, putItem), ...walk(items, item, inside, putItem)];
      });
    }
    if (form?.properties === undefined) return [];
    const object = value as Json;
    const unknown = { what: "an unknown field", path: join(path, "misspelt"), code: "unknown_field" };
    const proto = { what: "a prototype's field", path: join(path, "constructor"), code: "unknown_field" };
    return [
      { ...unknown, body: put({ ...object, misspelt: 1 }) },
      { ...proto, body: put({ ...object, constructor: 1 }) },
      ...(form.required ?? []).map((key) => {
        const { [key]: _left, ...rest } = object;
        return { what: "missing", path: join(path, key), body: put(rest) };
      }),
      ...Object.entries(form.properties).flatMap(([key, field]) => {
        const putField = (one: unknown) => put({ ...object, [key]: one });
        const inside = join(path, key);
        return [...wrongField(field, inside, putField), ...walk(field, object[key], inside, putField)];
      }),
    ];
  };
  return walk(schema, right, "", (body) => body);
}

/** What is no body for any endpoint, as it goes over the wire. */
export const WRONG_WHOLES: readonly {
  readonly what: string;
  readonly raw: string;
  readonly type?: string;
  readonly status: number;
  readonly code: string;
}[] = [
  { what: "half a JSON object", raw: "{", status: 400, code: "malformed_json" },
  { what: "JavaScript", raw: "{a: 1}", status: 400, code: "malformed_json" },
  { what: "a number too large for JSON's readers", raw: '{"a":1e999}', status: 422, code: "invalid_request" },
  { what: "two objects", raw: "{}{}", status: 400, code: "malformed_json" },
  { what: "a control character", raw: "\u0001", status: 400, code: "malformed_json" },
  { what: "a list", raw: "[]", status: 422, code: "invalid_request" },
  { what: "null", raw: "null", status: 422, code: "invalid_request" },
  { what: "a text", raw: '"text"', status: 422, code: "invalid_request" },
  { what: "a number", raw: "12", status: 422, code: "invalid_request" },
  { what: "JSON as text/plain", raw: "{}", type: "text/plain", status: 415, code: "unsupported_media_type" },
  {
    what: "a form",
    raw: "a=1",
    type: "application/x-www-form-urlencoded",
    status: 415,
    code: "unsupported_media_type",
  },
  { what: "JSON without a type", raw: "{}", type: "", status: 415, code: "unsupported_media_type" },
  { what: "a prototype", raw: '{"__proto__":{"admin":true}}', status: 422, code: "unknown_field" },
  { what: "an abyss", raw: "[".repeat(200_000) + "]".repeat(200_000), status: 422, code: "invalid_request" },
];
