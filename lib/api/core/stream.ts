import type { z } from "zod";
import type { Access, Contract, LimitState } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";
import { contextOf, type AgentActor, type Ctx } from "@/lib/platform/context";
import { admit, readCredential, type Credential } from "@/lib/platform/gate";
import { runtime } from "@/lib/platform/runtime";
import { fromEpochSeconds } from "@/lib/kernel/clock";
import type { StreamCredential } from "@/lib/platform/live-events";
import { check } from "./parse";
import { clientAddress, requestIdOf } from "./request";
import { limitHeaders, limitOfRefusal, respond } from "./respond";
import { refused, requireAccess, type Endpoint } from "./serve";
import { eventStream, type Subscription } from "./sse";

export interface StreamCall<Q> {
  readonly ctx: Ctx<AgentActor>;
  readonly query: Q;
  readonly headers: Headers;
}

/** Browsers cannot give an EventSource headers, so the token may come in the URL (reference 002); a header wins. */
async function credentialOf(request: Request): Promise<Credential> {
  const { headers } = request;
  const token = new URL(request.url).searchParams.get("token");
  if (token === null || headers.has("authorization") || headers.has("x-api-key"))
    return readCredential(runtime(), headers);
  return readCredential(runtime(), new Headers({ authorization: `Bearer ${encodeURIComponent(token)}` }));
}

/** Ends with the token: at its expiry, or when the agent's epoch moves on. An API key has no expiry of its own. */
function streamCredentialOf(ctx: Ctx<AgentActor>, epoch: number, credential: Credential): StreamCredential {
  const expiresAt = credential.claims === null ? null : fromEpochSeconds(credential.claims.exp);
  return { kind: "agent", agentId: ctx.actor.agentId, epoch, expiresAt };
}

/** What is known of a request by the time it is refused. */
interface State {
  limit?: LimitState;
}

async function open<Q>(
  contract: Contract,
  request: Request,
  requestId: string,
  state: State,
  subscribe: (call: StreamCall<Q>) => Promise<Omit<Subscription, "credential">>,
): Promise<Response> {
  const deps = runtime();
  const credential = await credentialOf(request);
  const admission = await admit(deps, {
    name: contract.id,
    limit: contract.limit,
    address: clientAddress(request.headers, deps.settings),
    credential,
  });
  state.limit = admission.limit;
  const actor = requireAccess(contract.access, admission);
  if (actor.kind !== "agent" || admission.agentEpoch === null) throw new Refusal("agent_scope_required");
  const { query } = check(contract, {}, new URL(request.url).searchParams, {});
  const ctx = contextOf(deps, admission.now, actor, requestId);
  const subscription = await subscribe({ ctx, query: query as Q, headers: request.headers });
  deps.log.info({ request_id: requestId, endpoint: contract.id, status: 200, caller: actor.agentId }, "request");
  const headers = { "x-request-id": requestId, ...limitHeaders(admission.limit) };
  return eventStream(
    deps,
    request,
    { ...subscription, credential: streamCredentialOf(ctx, admission.agentEpoch, credential) },
    headers,
  );
}

/** Binds a contract to a stream of events. Its request is admitted as at every endpoint, and refused in the same form. */
export function stream<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: Contract<P, Q, B, R> & { readonly access: Extract<Access, "agent"> },
  subscribe: (call: StreamCall<z.output<Q>>) => Promise<Omit<Subscription, "credential">>,
): Endpoint {
  return {
    contract,
    async handle(request) {
      const requestId = requestIdOf(request);
      const state: State = {};
      try {
        return await open(contract, request, requestId, state, subscribe);
      } catch (error) {
        const problem = refused(runtime(), error, requestId);
        const limit = state.limit ?? limitOfRefusal(error);
        return respond(requestId, { ...problem, headers: { ...limitHeaders(limit), ...problem.headers } });
      }
    },
  };
}
