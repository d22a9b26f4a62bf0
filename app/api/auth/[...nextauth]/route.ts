import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { authOptions } from "@/app/(auth)/options";
import { readBody } from "@/lib/api/core/parse";
import { problemResponse } from "@/lib/api/core/route";
import { Refusal } from "@/lib/kernel/errors";

interface Context {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** A token, a code and an address need no more. */
const MAX_BYTES = 16_384;

/** The request with its body read: next-auth reads bodies of any size, and fails on JSON that is none. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBody(request, MAX_BYTES);
  if (request.headers.get("content-type")?.includes("json") === true) requireJson(body);
  return new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}

function requireJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Refusal("malformed_json", { cause: error });
  }
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  try {
    const response: unknown = await NextAuth(await bounded(request), context, await authOptions());
    if (!(response instanceof Response)) throw new Error("next-auth gave no response");
    return response;
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}

export { handler as GET, handler as POST };
