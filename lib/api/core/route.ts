import type { Contract, Method } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";
import { admit, readCredential } from "@/lib/platform/gate";
import { runtime } from "@/lib/platform/runtime";
import { problemOf } from "./problem";
import { clientAddress, requestIdOf } from "./request";
import { limitHeaders, limitOfRefusal, respond } from "./respond";
import type { Endpoint } from "./serve";

interface RouteContext {
  /** Next leaves it out for paths without parameters. */
  readonly params: Promise<Record<string, string | string[] | undefined> | undefined>;
}
type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;
export type Route = Readonly<Record<Method | "OPTIONS", RouteHandler>>;

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Next gives catch-all parameters as lists; ours are all single. */
function single(params: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
  );
}

/** A refusal as an answer of its own, where no endpoint of the API serves the request. */
export function problemResponse(
  request: Request,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const requestId = requestIdOf(request);
  const problem = problemOf(refusal, requestId, runtime().settings.appUrl);
  return respond(requestId, { ...problem, headers: { ...problem.headers, ...headers } });
}

/**
 * The answer where no endpoint is: counted against the general limits, as everything else below /v1 is, so that it says how
 * much is left of them (decisions 10).
 */
export async function noEndpoint(
  request: Request,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const deps = runtime();
  try {
    const credential = await readCredential(deps, request.headers);
    const address = clientAddress(request, deps.settings);
    const { limit } = await admit(deps, { name: "*", limit: null, address, credential });
    return shared(problemResponse(request, refusal, { ...limitHeaders(limit), ...headers }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return shared(problemResponse(request, error, limitHeaders(limitOfRefusal(error))));
  }
}

/** What a page of another origin may read of an answer, beside its body. */
const EXPOSED = [
  "Allow",
  "Idempotent-Replayed",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Retry-After",
  "X-Request-Id",
].join(", ");
const ACCEPTED = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-API-Key, X-Request-Id";
const PREFLIGHT_SECONDS = "86400";

/**
 * Any origin may call: every credential is a header that its holder sets, and cookies are neither sent nor read, so a
 * foreign page can do nothing that it has no key for.
 */
export function shared(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("access-control-expose-headers", EXPOSED);
  return response;
}

function preflight(request: Request, allow: string): Response {
  const headers = {
    allow,
    "x-request-id": requestIdOf(request),
    "access-control-allow-methods": allow,
    "access-control-allow-headers": ACCEPTED,
    "access-control-max-age": PREFLIGHT_SECONDS,
  };
  return shared(new Response(null, { status: 204, headers }));
}

const contracts = new WeakMap<RouteHandler, Contract>();
/** Which contract a handler answers for, so that a test can hold the tree of routes against the contracts. */
export const contractOf = (handler: RouteHandler): Contract | undefined => contracts.get(handler);

/** All methods of one URL: those with a contract, and 405 with `Allow` for the rest (decisions 1). */
export function route(...endpoints: readonly Endpoint[]): Route {
  const allowed = endpoints.map(({ contract }) => contract.method);
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: RouteHandler = (request) => noEndpoint(request, new Refusal("method_not_allowed"), { allow });
  const handlers = METHODS.map((method): [Method, RouteHandler] => {
    const endpoint = endpoints.find(({ contract }) => contract.method === method);
    if (endpoint === undefined) return [method, refuse];
    const handler: RouteHandler = async (request, context) =>
      shared(await endpoint.handle(request, single((await context.params) ?? {})));
    contracts.set(handler, endpoint.contract);
    return [method, handler];
  });
  const options: RouteHandler = (request) => Promise.resolve(preflight(request, allow));
  return { ...(Object.fromEntries(handlers) as Record<Method, RouteHandler>), OPTIONS: options };
}
