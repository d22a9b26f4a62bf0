import type { z } from "zod";
import { monotonicMs } from "@/lib/kernel/clock";
import type { Access, Contract, LimitState } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";
import { contextOf, type Actor, type AgentActor, type Ctx, type OwnerActor } from "@/lib/platform/context";
import { admit, readCredential, type Admission } from "@/lib/platform/gate";
import { claim, readIdempotencyKey, release, settle, type Claim, type StoredAnswer } from "@/lib/platform/idempotency";
import { runtime, type Deps } from "@/lib/platform/runtime";
import { check, readJson } from "./parse";
import type { Page } from "./page";
import { internalProblem, problemOf, type Problem } from "./problem";
import { clientAddress, requestIdOf } from "./request";
import { limitHeaders, limitOfRefusal, respond } from "./respond";

/**
 * Every endpoint runs through the same steps (architecture.md): request id → limit by address → credential → limit by agent →
 * size → parse → idempotency → verb → present → one log line. The first three are one round trip to the database.
 */
type ActorOf<A extends Access> = A extends "agent" ? AgentActor : A extends "owner" ? OwnerActor : Actor;

export interface Call<P, Q, B, A extends Access> {
  readonly ctx: Ctx<ActorOf<A>>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

type Answer<R extends z.ZodType> = z.input<R> | Page<unknown>;

export interface Endpoint {
  readonly contract: Contract;
  readonly handle: (request: Request, params: Readonly<Record<string, string>>) => Promise<Response>;
}

type Handler = (call: Call<unknown, unknown, unknown, Access>) => Promise<unknown>;

interface State {
  readonly requestId: string;
  readonly address: string;
  admission: Admission | null;
  /** A limit that the verb counted itself. */
  spent: LimitState | null;
}

/**
 * Who calls, if they may: the endpoint's kind of caller, whose credential holds. Throws the credential's own refusal,
 * `missing_credential`, `agent_not_active`, or the scope that is required.
 */
export function requireAccess(access: Access, admission: Admission): Actor {
  const { actor, refusal } = admission;
  if (access === "public") return actor;
  if (refusal !== null) throw refusal;
  if (actor.kind === "nobody") throw new Refusal("missing_credential");
  if (actor.kind === "agent" && admission.agentStatus !== "active") throw new Refusal("agent_not_active");
  if (access === "agent" && actor.kind !== "agent") throw new Refusal("agent_scope_required");
  if (access === "owner" && actor.kind !== "owner") throw new Refusal("owner_scope_required");
  return actor;
}

/** Who an idempotency key belongs to: the caller, or the address where nobody says who calls. */
function scopeOf(contract: Contract, actor: Actor, address: string, path: string): string {
  const who = actor.kind === "agent" ? actor.agentId : actor.kind === "owner" ? actor.ownerId : `ip:${address}`;
  return `${who} ${contract.method} ${path}`;
}

function isPage(value: unknown): value is Page<unknown> {
  return typeof value === "object" && value !== null && "hasMore" in value && "nextCursor" in value;
}

function bodyOf(contract: Contract, value: unknown): string {
  if (contract.envelope === "bare") return JSON.stringify(value);
  if (isPage(value)) {
    return JSON.stringify({
      success: true,
      data: value.data,
      count: value.data.length,
      has_more: value.hasMore,
      next_cursor: value.nextCursor,
    });
  }
  return JSON.stringify({ success: true, data: value });
}

/** 401, 429, 5xx and secrets are never stored (decisions 1). */
const storable = (contract: Contract, status: number): boolean =>
  !contract.secret && status !== 401 && status !== 429 && status < 500;

async function answer(
  deps: Deps,
  contract: Contract,
  request: Request,
  params: Readonly<Record<string, string>>,
  handler: Handler,
  state: State,
): Promise<StoredAnswer & { replayed?: true; retry?: string }> {
  const credential = await readCredential(deps, request.headers);
  const limit = contract.limitInVerb === true ? null : contract.limit;
  const admission = await admit(deps, { name: contract.id, limit, address: state.address, credential });
  state.admission = admission;
  const actor = requireAccess(contract.access, admission);
  const url = new URL(request.url);
  const value = await readJson(request, contract);
  const checked = check(contract, params, url.searchParams, value);
  const key = contract.method === "GET" ? null : readIdempotencyKey(request.headers);
  const claimed =
    key === null
      ? null
      : await claim(deps, admission.now, {
          scope: scopeOf(contract, actor, state.address, url.pathname),
          key,
          // As it was understood: no body at all is `{}`, and white space says nothing.
          body: JSON.stringify(value),
        });
  if (claimed !== null && "body" in claimed) return { ...claimed, replayed: true };
  const ctx: Ctx = {
    ...contextOf(deps, admission.now, actor, state.requestId, claimed?.resourceId),
    onLimit: (limit) => (state.spent = limit),
  };
  return run(deps, contract, claimed, state, async () => {
    const result = await handler({ ctx: ctx, ...checked });
    return { status: contract.status, body: bodyOf(contract, result) };
  });
}

/** Runs the verb, and stores its answer under the key, also where it is a refusal that a replay must repeat. */
async function run(
  deps: Deps,
  contract: Contract,
  claimed: Claim | null,
  state: State,
  verb: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { retry?: string }> {
  try {
    const done = await verb();
    if (claimed !== null)
      await (storable(contract, done.status) ? settle(deps, claimed, done) : release(deps, claimed));
    return done;
  } catch (error) {
    if (claimed === null) throw error;
    // What passes by itself must not be repeated for a day to somebody who was told to try again.
    const passing = error instanceof Refusal && error.retryAfterSeconds !== undefined;
    if (error instanceof Refusal && !passing && storable(contract, error.status)) {
      const problem = problemOf(error, state.requestId, deps.settings.appUrl);
      await settle(deps, claimed, problem);
    } else await release(deps, claimed);
    throw error;
  }
}

/** What the caller is told of a failure; what is no refusal is logged, and told only in general. */
export function refused(deps: Deps, error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) return problemOf(error, requestId, deps.settings.appUrl);
  deps.log.error({ err: error, request_id: requestId }, "a request failed");
  return internalProblem(requestId, deps.settings.appUrl);
}

async function handle(
  contract: Contract,
  request: Request,
  params: Readonly<Record<string, string>>,
  handler: Handler,
): Promise<Response> {
  const deps = runtime();
  const started = monotonicMs();
  const state: State = {
    requestId: requestIdOf(request),
    address: clientAddress(request, deps.settings),
    admission: null,
    spent: null,
  };
  const outcome = await answer(deps, contract, request, params, handler, state).then(
    (done) => ({
      status: done.status,
      body: done.body,
      headers: done.replayed === true ? { "idempotent-replayed": "true" } : {},
    }),
    (error: unknown) => ({
      ...refused(deps, error, state.requestId),
      code: error instanceof Refusal ? error.code : "internal_error",
      limited: limitOfRefusal(error),
    }),
  );
  // A limit that the verb itself counted says more than the one of the admission.
  const limit = ("limited" in outcome ? outcome.limited : undefined) ?? state.spent ?? state.admission?.limit;
  const actor = state.admission?.actor;
  deps.log.info(
    {
      request_id: state.requestId,
      endpoint: contract.id,
      status: outcome.status,
      ms: Math.round(monotonicMs() - started),
      caller: actor?.kind === "agent" ? actor.agentId : actor?.kind === "owner" ? actor.ownerId : undefined,
      ...("code" in outcome ? { code: outcome.code } : {}),
    },
    "request",
  );
  return respond(state.requestId, { ...outcome, headers: { ...limitHeaders(limit), ...outcome.headers } });
}

/** Binds a contract to a verb. Which verb runs, and how its result reads, is all that a route says. */
export function serve<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(
  contract: Contract<P, Q, B, R> & { readonly access: A },
  handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>, A>) => Promise<Answer<R>>,
): Endpoint {
  return { contract, handle: (request, params) => handle(contract, request, params, handler as unknown as Handler) };
}
