import type { z } from "zod";
import type { Contract } from "@/lib/kernel/contract";
import { notFound, Refusal, type Issue } from "@/lib/kernel/errors";
import { invalid } from "./problem";

type ZodIssue = z.core.$ZodIssue;

/** `items[2].label`, as a path reads in JSON. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );
}

function customCode(issue: ZodIssue): string | null {
  const params = issue.code === "custom" ? issue.params : undefined;
  const code: unknown = params?.code;
  return typeof code === "string" ? code : null;
}

const NO_FIELD = { code: "unknown_field", message: "is not a field of this endpoint" } as const;

function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        ...NO_FIELD,
      }));
    }
    return [{ path: pathText(issue.path), code: customCode(issue) ?? issue.code, message: issue.message }];
  });
}

/** So much of a body that is too large anyway is read and dropped: what stays unread would block the connection's next request. */
const MOST_DROPPED_BYTES = 32 * 1_024 * 1_024;

/** Reads a whole body, and keeps never more than `max` bytes of it. Throws `body_too_large`. */
export async function readBody(request: Request, max: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > max) throw new Refusal("body_too_large", { details: { max_bytes: max } });
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= max) chunks.push(chunk);
    else if (size > MOST_DROPPED_BYTES) break;
  }
  if (size > max) throw new Refusal("body_too_large", { details: { max_bytes: max } });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new Refusal("malformed_json", { message: "The body is not UTF-8.", cause: error });
  }
}

/** How deep bodies are looked into; contracts bound their own open objects further. */
const MAX_DEPTH = 64;

/** Text that PostgreSQL or a JSON reader would choke on, and what JSON can say but not keep, wherever it sits (decisions 1). */
export function badText(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  // 1e400 reads as infinity, which JSON has no word for.
  if (typeof value === "number" && !Number.isFinite(value))
    return [{ path: pathText(path), code: "invalid_number", message: "must be a number that fits 64 bits" }];
  if (typeof value === "string") {
    return value.includes("\u0000") || !value.isWellFormed()
      ? [{ path: pathText(path), code: "invalid_text", message: "must not contain U+0000 or unpaired surrogates" }]
      : [];
  }
  if (typeof value !== "object" || value === null) return [];
  if (path.length >= MAX_DEPTH)
    return [{ path: "", code: "too_deep", message: `must be nested at most ${MAX_DEPTH} deep` }];
  if (Array.isArray(value)) return value.flatMap((item, index) => badText(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => [
    ...badText(key, [...path, "(key)"]),
    ...(key === "__proto__" ? [{ path: pathText([...path, key]), ...NO_FIELD }] : []),
    ...badText(item, [...path, key]),
  ]);
}

/** What a text says as JSON. Throws `malformed_json`. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal("malformed_json", { cause: error });
  }
}

function parseJson(text: string, contentType: string | null): unknown {
  if (text === "") return {};
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType ?? "")) throw new Refusal("unsupported_media_type");
  return jsonOf(text);
}

/** The body as JSON; nothing is read for methods without one, and an empty one is `{}` (decisions 1). */
export async function readJson(
  request: Request,
  contract: Pick<Contract, "method" | "maxBodyBytes">,
): Promise<unknown> {
  if (contract.method === "GET") return {};
  return parseJson(await readBody(request, contract.maxBodyBytes), request.headers.get("content-type"));
}

/** The query string as an object: a parameter given several times is a list. */
function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return query;
}

/**
 * Checks path, query and body together and reports every failing field at once. Throws `not_found` for a path that names
 * nothing of ours, and 422 for all else.
 */
export function check(
  contract: Contract,
  params: unknown,
  search: URLSearchParams,
  body: unknown,
): { params: unknown; query: unknown; body: unknown } {
  const path = contract.params.safeParse(params);
  if (!path.success) throw notFound();
  const query = queryObject(search);
  const text = [...badText(query), ...badText(body)];
  if (text.length > 0) throw invalid(text);
  const checkedQuery = contract.query.safeParse(query);
  const checkedBody = contract.body.safeParse(body);
  const issues = [
    ...(checkedQuery.success ? [] : issuesOf(checkedQuery.error)),
    ...(checkedBody.success ? [] : issuesOf(checkedBody.error)),
  ];
  if (issues.length > 0) throw invalid(issues);
  return { params: path.data, query: checkedQuery.data, body: checkedBody.data };
}
