import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy, type PolicySettings } from "./lib/api/core/security";
import { ACTION_HEADER, NONCE_HEADER, PATH_HEADER } from "./lib/kernel/headers";
import { readSettings } from "./lib/platform/env";

const POLICY_HEADER = "content-security-policy";

let known: PolicySettings | null = null;

/** The environment, read once: the proxy may run where the application has not booted. */
function settings(): PolicySettings {
  known ??= readSettings();
  return known;
}

/** The page's own address, without Next's marker of a client navigation. */
function pathOf(request: NextRequest): string {
  const url = new URL(request.nextUrl.href);
  url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}`;
}

/** Next takes nothing but a POST for the call of an action. */
const isAction = (request: NextRequest): boolean => request.method === "POST" && request.headers.has("next-action");

/**
 * Before every page: gives it a nonce and the policy that asks for it (Next and the root layout put it on their scripts),
 * tells it its own address, which a layout is not told, so that a login can return to it, and whether it is an action's call.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce, settings());
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, pathOf(request));
  headers.set(ACTION_HEADER, isAction(request) ? "1" : "0");
  headers.set(POLICY_HEADER, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY_HEADER, policy);
  return response;
}

/*
 * Pages alone. Not the API and what else answers machines, which must not pay for it; not the event stream; and nothing
 * that takes uploads: a proxy cuts bodies off at 10 MB.
 */
export const config = {
  matcher: [
    "/((?!v1(?:/|$)|api/|_next/static/|_next/image|avatars/|dashboard/events(?:/|$)|sandbox/(?:r2|uploadthing|stripe/v1)(?:/|$)|openapi\\.json$|llms\\.txt$|\\.well-known/|favicon\\.ico$|icon\\.svg$|apple-icon\\.png$|robots\\.txt$).*)",
  ],
};
