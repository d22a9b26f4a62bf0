import { createHash } from "node:crypto";
import { API_VERSION } from "./constants";
import { answer, failureAnswer, type Answer, type Command } from "./engine";
import { expand } from "./expand";
import { accountRoutes } from "./resources/accounts";
import { balanceRoutes } from "./resources/balance";
import { chargeRoutes } from "./resources/charges";
import { checkoutRoutes } from "./resources/checkout";
import { customerRoutes } from "./resources/customers";
import { disputeRoutes } from "./resources/disputes";
import { eventRoutes } from "./resources/events";
import { identityRoutes } from "./resources/identity";
import { paymentIntentRoutes } from "./resources/payment-intents";
import { paymentMethodRoutes } from "./resources/payment-methods";
import { refundRoutes } from "./resources/refunds";
import { setupIntentRoutes } from "./resources/setup-intents";
import { transferRoutes } from "./resources/transfers";
import type { Call, Route } from "./routes";
import type { Store } from "./store";
import { authenticate } from "./wire/credentials";
import { decodeForm } from "./wire/form";
import { invalid, StripeFailure, unknownRoute } from "./wire/failures";
import { Params } from "./wire/params";
import type { WorkSettings } from "./work";

const MAX_IDEMPOTENCY_KEY = 255;

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
}

const ROUTES: readonly CompiledRoute[] = [
  ...accountRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...identityRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...transferRoutes,
].map((route) => ({ route, segments: route.path.split("/") }));

/** Answers one request to Stripe's API, as Stripe would. The path may have a prefix before `/v1/`. */
export async function respond(store: Store, settings: WorkSettings, request: Request): Promise<Response> {
  const idempotencyKey = request.method === "POST" ? request.headers.get("idempotency-key") : null;
  return toResponse(await answerTo(store, settings, request, idempotencyKey), request, idempotencyKey);
}

async function answerTo(store: Store, settings: WorkSettings, request: Request, key: string | null): Promise<Answer> {
  try {
    return await answer(store, settings, await commandOf(request, key));
  } catch (error) {
    if (error instanceof StripeFailure) return failureAnswer(error);
    throw error;
  }
}

async function commandOf(request: Request, key: string | null): Promise<Command> {
  const url = new URL(request.url);
  const path = url.pathname.slice(Math.max(url.pathname.indexOf("/v1/"), 0)).replace(/\/$/, "");
  const form = request.method === "POST" ? await request.text() : url.search;
  // No text of PostgreSQL's holds it, and no parameter of Stripe's.
  if (/%00|\0/.test(form)) throw invalid("Invalid characters in the request's parameters.");
  const params = new Params(decodeForm(form));
  const match = findRoute(request.method, path);
  const { publishable } = authenticate(request, params, match?.route.fromBrowser === true);
  if (match === null) throw unknownRoute(request.method, path);
  if (request.headers.has("stripe-account")) throw invalid("The sandbox does not act on behalf of connected accounts.");
  if (key !== null && key.length > MAX_IDEMPOTENCY_KEY)
    throw invalid(`Idempotency keys have at most ${MAX_IDEMPOTENCY_KEY} characters.`);

  const call: Call = { params, id: match.ids[0] ?? "", subId: match.ids[1] ?? "", publishable };
  const wanted = match.route.reads?.(call);
  const paths = params.texts("expand");
  return {
    reads: { ids: known([...match.ids, ...(wanted?.ids ?? [])]), parents: known(wanted?.parents ?? []) },
    idempotency: key === null ? null : { key, fingerprint: fingerprintOf(request.method, path, form) },
    run: async (work) => expand(work, await match.route.run(work, call), paths),
  };
}

function known(ids: readonly (string | null)[]): readonly string[] {
  return ids.filter((id): id is string => id !== null);
}

function findRoute(method: string, path: string): { readonly route: Route; readonly ids: readonly string[] } | null {
  const segments = path.split("/");
  for (const { route, segments: pattern } of ROUTES) {
    if (route.method !== method || pattern.length !== segments.length) continue;
    const ids: string[] = [];
    const matches = pattern.every((expected, index) => {
      const actual = segments[index] ?? "";
      if (!expected.startsWith(":")) return expected === actual;
      ids.push(actual);
      return true;
    });
    if (matches) return { route, ids };
  }
  return null;
}

/** The same call is the same method, path and parameters, in whatever order. */
function fingerprintOf(method: string, path: string, form: string): string {
  const pairs = [...new URLSearchParams(form)].map(([name, value]) => `${name}=${value}`).sort();
  return createHash("sha256")
    .update([method, path, ...pairs].join("\n"))
    .digest("hex");
}

function toResponse(given: Answer, request: Request, key: string | null): Response {
  const headers = new Headers({
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": given.requestId,
    "stripe-version": request.headers.get("stripe-version") ?? API_VERSION,
    "access-control-allow-origin": "*",
  });
  if (key !== null) headers.set("idempotency-key", key);
  if (given.replayOf !== null) {
    headers.set("idempotent-replayed", "true");
    headers.set("original-request", given.replayOf);
  }
  return new Response(given.body, { status: given.status, headers });
}
