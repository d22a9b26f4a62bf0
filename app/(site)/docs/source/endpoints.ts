import type {
  BodyForm,
  EndpointView,
  ErrorLinkView,
  FieldView,
  NavItem,
  Sample,
  TagView,
} from "@/components/docs/types";
import { CONTRACTS } from "@/lib/api/contracts";
import { GENERAL_ADDRESS, GENERAL_CALLER } from "@/lib/api/core/edge";
import { errorsOf } from "@/lib/api/openapi/document";
import type { Access, Contract, Limit } from "@/lib/kernel/contract";
import { ERROR_CODES, type ErrorCode } from "@/lib/kernel/errors";
import { bodyExample, exampleOf } from "./example";
import { curlOf, typescriptOf } from "./samples";
import { api, fieldsOf, formsOf, type JsonSchema } from "./schema";

const ORDER: readonly Contract["method"][] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every endpoint, by its path: what a resource can do stands together. */
export const ENDPOINTS: readonly Contract[] = CONTRACTS.toSorted(
  (a, b) => a.path.localeCompare(b.path) || ORDER.indexOf(a.method) - ORDER.indexOf(b.method),
);

export const endpointsOf = (tag: string): readonly Contract[] => ENDPOINTS.filter((contract) => contract.tag === tag);

/** "Payment Methods" → "payment-methods": the page of a tag. */
export const slugOf = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

export const hrefOf = (contract: Pick<Contract, "tag" | "id">): string =>
  `/docs/api/${slugOf(contract.tag)}#${contract.id}`;

const ACCESS: Readonly<Record<Access, string>> = {
  public: "Everybody; no credential",
  agent: "An agent",
  owner: "An owner",
};

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** "10 in 15 minutes", "30 an hour". */
export function limitText({ max, perSeconds }: Limit): string {
  const [seconds, unit] = UNITS.find(([size]) => perSeconds % size === 0) ?? [1, "second"];
  const times = perSeconds / seconds;
  if (times > 1) return `${max} in ${times} ${unit}s`;
  return `${max} ${unit === "hour" ? "an" : "a"} ${unit}`;
}

export const GENERAL_LIMIT = `${limitText(GENERAL_ADDRESS)} per address, ${limitText(GENERAL_CALLER)} per agent`;

type Operation = NonNullable<NonNullable<ReturnType<typeof api>["paths"]>[string]["get"]>;
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
}
type Media = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

function operationOf(contract: Contract): Operation {
  const item = api().paths?.[contract.path];
  const method = contract.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
  return item?.[method] ?? {};
}

const parametersOf = (operation: Operation): readonly Parameter[] =>
  (operation.parameters ?? []).filter((one) => "in" in one) as readonly Parameter[];

/** Parameters read as the fields of an object do. */
function parameterFields(parameters: readonly Parameter[]): FieldView[] {
  const properties = Object.fromEntries(
    parameters.map(({ name, description, schema = {} }) => [
      name,
      description === undefined ? schema : { ...schema, description },
    ]),
  );
  const required = parameters.filter((one) => one.required === true).map(({ name }) => name);
  return fieldsOf({ properties, required });
}

/** Not the headers: those that any write may carry have a guide of their own. */
const PLACES = [
  ["path", "Path"],
  ["query", "Query"],
] as const;

function requestSchema(operation: Operation): JsonSchema | null {
  const body = operation.requestBody as { readonly content?: Media } | undefined;
  return body?.content?.["application/json"]?.schema ?? null;
}

/** What tells the forms of a body apart: a fixed value they differ in, else the fields that they need. */
function formTitle(form: JsonSchema): string {
  const fixed = Object.entries(form.properties ?? {}).find(([, field]) => field.const !== undefined);
  return fixed === undefined ? `With ${(form.required ?? []).join(" and ")}` : `${fixed[0]}: ${String(fixed[1].const)}`;
}

function bodyForms(schema: JsonSchema | null): BodyForm[] {
  if (schema === null) return [];
  const forms = formsOf(schema);
  return forms.map((form) => ({ title: forms.length > 1 ? formTitle(form) : null, fields: fieldsOf(form) }));
}

function answerSchema(contract: Contract, operation: Operation): JsonSchema {
  const answers = operation.responses as Readonly<Record<string, { readonly content?: Media }>> | undefined;
  const [media] = Object.values(answers?.[String(contract.status)]?.content ?? {});
  return media?.schema ?? {};
}

/** The fields inside the envelope, which the guide to the API explains once. */
function answerFields(contract: Contract, schema: JsonSchema): FieldView[] {
  const data = schema.properties?.data;
  if (contract.envelope === "bare" || data === undefined) return fieldsOf(schema);
  const [form = {}] = formsOf(data);
  return fieldsOf(form.items ?? data);
}

function answerNote(contract: Contract): string {
  switch (contract.envelope) {
    case "data":
      return `${contract.status}, in data`;
    case "page":
      return `${contract.status}, each item of data; beside it count, has_more and next_cursor`;
    case "bare":
      return String(contract.status);
    default:
      return `${contract.status}, text/event-stream`;
  }
}

const isStream = (contract: Contract): boolean => !["data", "page", "bare"].includes(contract.envelope);

function answerExample(contract: Contract, schema: JsonSchema): Sample {
  if (isStream(contract)) {
    const code = 'id: 4182\nevent: job.created\ndata: {"id":"…","event":"job.created","timestamp":"…", …}';
    return { label: "Answer", language: "http", code };
  }
  return { label: "Answer", language: "json", code: JSON.stringify(exampleOf(schema, ""), null, 2) };
}

export const errorLink = (code: ErrorCode): ErrorLinkView => ({ code, status: ERROR_CODES[code][0] });

/** Query parameters without which the endpoint answers nothing. */
function neededQuery(parameters: readonly Parameter[]): Record<string, unknown> {
  const needed = parameters.filter((one) => one.in === "query" && one.required === true);
  return Object.fromEntries(needed.map(({ name, schema = {} }) => [name, exampleOf(schema, name)]));
}

/** The example request of an endpoint, as its samples send it. */
export function requestOf(contract: Contract): {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>> | null;
} {
  const operation = operationOf(contract);
  const schema = requestSchema(operation);
  return { query: neededQuery(parametersOf(operation)), body: schema === null ? null : bodyExample(schema) };
}

export function samplesOf(contract: Contract, apiUrl: string): readonly [Sample, Sample] {
  const input = { contract, apiUrl, ...requestOf(contract), streams: isStream(contract) };
  return [curlOf(input), typescriptOf(input)];
}

/** Everything the reference says of one endpoint. */
export function endpointView(contract: Contract, apiUrl: string): EndpointView {
  const operation = operationOf(contract);
  const parameters = parametersOf(operation);
  const schema = answerSchema(contract, operation);
  const common = [...new Set(errorsOf(contract))].filter((code) => !contract.errors.includes(code));
  return {
    id: contract.id,
    method: contract.method,
    path: contract.path,
    summary: contract.summary,
    description: contract.description ?? null,
    access: ACCESS[contract.access],
    limit:
      contract.limit === null ? `General: ${GENERAL_LIMIT}` : `${limitText(contract.limit)}, per address and per agent`,
    parameters: PLACES.map(([place, title]) => ({
      title,
      fields: parameterFields(parameters.filter((one) => one.in === place)),
    })).filter(({ fields }) => fields.length > 0),
    body: bodyForms(requestSchema(operation)),
    answer: answerFields(contract, schema),
    answerNote: answerNote(contract),
    samples: samplesOf(contract, apiUrl),
    answerExample: answerExample(contract, schema),
    errors: contract.errors.map(errorLink),
    commonErrors: common.map(errorLink),
  };
}

/** The tags in the order in which the contracts first name them. */
export const TAGS: readonly string[] = [...new Set(CONTRACTS.map(({ tag }) => tag))];

export function tagView(slug: string, apiUrl: string): TagView | null {
  const title = TAGS.find((tag) => slugOf(tag) === slug);
  if (title === undefined) return null;
  const endpoints = endpointsOf(title).map((contract) => endpointView(contract, apiUrl));
  return { slug, title, endpoints };
}

export const endpointItem = (contract: Contract): NavItem => ({
  href: hrefOf(contract),
  label: contract.summary,
  method: contract.method,
  path: contract.path,
});

/** "POST /v1/jobs/{id}/accept" as a link to its documentation; null where there is no such endpoint. */
export function findEndpoint(call: string): NavItem | null {
  const wanted = call.replaceAll(/:(\w+)/g, "{$1}");
  const contract = CONTRACTS.find(({ method, path }) => `${method} ${path}` === wanted);
  return contract === undefined ? null : endpointItem(contract);
}

/** The curl sample of "POST /v1/jobs"; null where there is no such endpoint. */
export function sampleOf(call: string, apiUrl: string): Sample | null {
  const contract = CONTRACTS.find(({ method, path }) => `${method} ${path}` === call);
  return contract === undefined ? null : samplesOf(contract, apiUrl)[0];
}

/** The parameters that lists share, as the list of jobs has them. */
export function pageParameters(): FieldView[] {
  const contract = CONTRACTS.find(({ id }) => id === "listJobs");
  const parameters = contract === undefined ? [] : parametersOf(operationOf(contract));
  return parameterFields(parameters.filter(({ name }) => ["limit", "cursor", "offset"].includes(name)));
}
