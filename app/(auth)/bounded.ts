import { NextRequest } from "next/server";
import { jsonOf, readBody } from "@/lib/api/core/parse";

/** A token, a code and an address need no more. */
const MAX_BYTES = 16_384;

/**
 * A request to next-auth with its body read: next-auth reads bodies of any size, and fails on JSON that is none. Throws
 * `body_too_large` above 16 KiB, `malformed_json`.
 */
export async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBody(request, MAX_BYTES);
  if (request.headers.get("content-type")?.includes("json") === true) jsonOf(body);
  return new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}
