import type { EventView } from "@/components/docs/types";
import { EVENTS } from "@/lib/domain/webhooks";
import { exampleOf } from "./example";
import { api, fieldsOf, type JsonSchema } from "./schema";

const ENVELOPE = new Set(["id", "event", "timestamp"]);

function bodySchema(type: string): JsonSchema {
  const operation = api().webhooks?.[type]?.post;
  const body = operation?.requestBody as
    { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> } | undefined;
  return body?.content?.["application/json"]?.schema ?? {};
}

function exampleBody(type: string, schema: JsonSchema): string {
  const body = exampleOf(schema, "") as Readonly<Record<string, unknown>>;
  const envelope = { id: body.id, event: type, timestamp: body.timestamp };
  return JSON.stringify({ ...envelope, ...body }, null, 2);
}

/** Every event of the catalogue with the payload it is sent with. */
export function eventViews(): EventView[] {
  return Object.entries(EVENTS).map(([type, { to, summary }]) => {
    const schema = bodySchema(type);
    return {
      type,
      to,
      summary,
      fields: fieldsOf(schema).filter(({ name }) => !ENVELOPE.has(name)),
      example: exampleBody(type, schema),
    };
  });
}
