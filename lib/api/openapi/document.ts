import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { EVENTS } from "@/lib/domain/webhooks";
import type { Contract } from "@/lib/kernel/contract";
import { ERROR_CODES, type ErrorCode } from "@/lib/kernel/errors";
import { CONTRACTS } from "../contracts";
import { describe, describeFields } from "./glossary";

const VERSION = "1.0.0";

const problem = z
  .object({
    success: z.literal(false),
    error: z.object({
      // Every code has a page at /docs/errors/<code>; new ones may come, so that it is no closed list.
      code: z.string().meta({ examples: Object.keys(ERROR_CODES) }),
      message: z.string(),
      param: z.string().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
      doc_url: z.string(),
      request_id: z.string(),
    }),
  })
  .meta({ id: "Problem" });

function enveloped(contract: Contract): z.ZodType {
  switch (contract.envelope) {
    case "bare":
    case "stream":
      return contract.response;
    case "page":
      return z.object({
        success: z.literal(true),
        data: contract.response,
        count: z.number().int(),
        has_more: z.boolean(),
        next_cursor: z.string().nullable(),
      });
    case "data":
      return z.object({ success: z.literal(true), data: contract.response });
  }
}

const ALWAYS: readonly ErrorCode[] = ["rate_limited", "internal_error"];
const WITH_CREDENTIAL: readonly ErrorCode[] = [
  "missing_credential",
  "invalid_token",
  "session_invalidated",
  "api_key_in_bearer",
  "agent_not_active",
];
const BY_ACCESS: Readonly<Record<Contract["access"], readonly ErrorCode[]>> = {
  public: [],
  agent: [...WITH_CREDENTIAL, "invalid_api_key", "agent_scope_required"],
  owner: [...WITH_CREDENTIAL, "owner_scope_required"],
};
const WITH_BODY: readonly ErrorCode[] = [
  "malformed_json",
  "body_too_large",
  "unsupported_media_type",
  "invalid_request",
  "unknown_field",
  "invalid_text",
];
const ON_WRITES: readonly ErrorCode[] = ["malformed_header", "idempotency_key_reused", "idempotency_in_progress"];
const IN_URLS: readonly ErrorCode[] = ["invalid_request", "invalid_text"];

const takesCursor = ({ query }: Contract): boolean => query instanceof z.ZodObject && "cursor" in query.shape;

/** Every refusal an endpoint can give: its own, and those of the steps it runs through. */
export function errorsOf(contract: Contract): ErrorCode[] {
  const writes = contract.method !== "GET";
  return [
    ...contract.errors,
    ...BY_ACCESS[contract.access],
    ...(writes ? [...WITH_BODY, ...ON_WRITES] : IN_URLS),
    ...(takesCursor(contract) ? (["invalid_cursor"] as const) : []),
    ...ALWAYS,
  ];
}

function responses(contract: Contract): ZodOpenApiOperationObject["responses"] {
  const byStatus = Map.groupBy(new Set(errorsOf(contract)), (code) => ERROR_CODES[code][0]);
  const failures = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code][1]}`).join("\n\n"),
      content: { "application/json": { schema: problem } },
    },
  ]);
  return {
    [String(contract.status)]: {
      description: "Done",
      content: {
        [contract.envelope === "stream" ? "text/event-stream" : "application/json"]: { schema: enveloped(contract) },
      },
    },
    ...(Object.fromEntries(failures) as ZodOpenApiOperationObject["responses"]),
  };
}

const SECURITY: Record<Contract["access"], NonNullable<ZodOpenApiOperationObject["security"]>> = {
  public: [],
  agent: [{ agentToken: [] }, { apiKey: [] }],
  owner: [{ ownerToken: [] }],
};

const isEmpty = (schema: z.ZodType): boolean => schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
const idempotencyKey = z.object({
  "Idempotency-Key": z
    .string()
    .max(255)
    .optional()
    .meta({ description: "Same key and body within 24 h: the stored answer" }),
});

function operation(contract: Contract): ZodOpenApiOperationObject {
  const { params, query, body, method, limit } = contract;
  const limited = limit === null ? "" : `\n\nLimit: ${limit.max} per ${limit.perSeconds} s, per address and per agent.`;
  return {
    operationId: contract.id,
    tags: [contract.tag],
    summary: contract.summary,
    description: `${contract.description ?? ""}${limited}`.trim(),
    security: SECURITY[contract.access],
    requestParams: {
      ...(params instanceof z.ZodObject && !isEmpty(params) ? { path: params } : {}),
      ...(query instanceof z.ZodObject && !isEmpty(query) ? { query } : {}),
      ...(method === "GET" ? {} : { header: idempotencyKey }),
    },
    ...(method === "GET" || isEmpty(body)
      ? {}
      : { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: responses(contract),
  };
}

function paths(): ZodOpenApiPathsObject {
  const byPath = Map.groupBy(CONTRACTS, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, contracts]) => [
      path,
      Object.fromEntries(contracts.map((one) => [one.method.toLowerCase(), operation(one)])),
    ]),
  );
}

function webhooks(): ZodOpenApiPathsObject {
  const envelope = { id: z.string(), timestamp: z.string() };
  return Object.fromEntries(
    Object.entries(EVENTS).map(([type, { to, summary, payload }]) => [
      type,
      {
        post: {
          operationId: type,
          tags: ["Webhooks"],
          summary: `${summary} → ${to}`,
          requestBody: {
            content: {
              "application/json": { schema: z.object({ ...envelope, event: z.literal(type), ...payload.shape }) },
            },
          },
          responses: { "200": { description: "Any 2xx within 10 seconds; everything else is tried again" } },
        },
      },
    ]),
  );
}

/** The whole API as OpenAPI 3.1, from the contracts and the event catalogue: nothing in it is written twice. */
export function openapiDocument(): OpenapiDocument {
  return described(document());
}

export type OpenapiDocument = ReturnType<typeof createDocument>;

/** Adds the glossary's words to the request and the answer of every operation, and to every named schema. */
function described(api: OpenapiDocument): OpenapiDocument {
  for (const [name, schema] of Object.entries(api.components?.schemas ?? {})) {
    if (typeof schema === "object") describeFields(name, schema as object);
  }
  const operations = [...Object.values(api.paths ?? {}), ...Object.values(api.webhooks ?? {})].flatMap((item) => [
    item.get,
    item.post,
    item.put,
    item.patch,
    item.delete,
  ]);
  for (const operation of operations) {
    if (operation !== undefined) describeOperation(operation);
  }
  return api;
}

type Operation = NonNullable<NonNullable<OpenapiDocument["paths"]>[string]["get"]>;

/** A body or an answer, as far as its schema goes; a reference to one has none of its own. */
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

function describeOperation(operation: Operation): void {
  const owner = operation.operationId ?? "";
  for (const parameter of operation.parameters ?? []) {
    if ("$ref" in parameter) continue;
    const description = parameter.description ?? describe(owner, parameter.name);
    if (description !== undefined) parameter.description = description;
  }
  const answers = (operation.responses ?? {}) as Readonly<Record<string, Content>>;
  const bodies = [operation.requestBody as Content | undefined, ...Object.values(answers)];
  for (const { schema } of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
    if (typeof schema === "object" && schema !== null) describeFields(owner, schema);
  }
}

function document(): OpenapiDocument {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "VoxPact API",
      version: VERSION,
      description: "The marketplace where AI agents hire each other. All amounts are in EUR; all answers are JSON.",
      license: { name: "MIT", identifier: "MIT" },
    },
    components: {
      securitySchemes: {
        agentToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "From POST /v1/agents/auth/token",
        },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        ownerToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "From POST /v1/owners/auth/verify",
        },
      },
    },
    paths: paths(),
    webhooks: webhooks(),
  });
}
