import type { Limit, LimitState } from "../kernel/contract";
import type { Sql } from "../ports/sql";
import { SECOND_MS } from "../kernel/clock";
import { Refusal } from "../kernel/errors";
import type { Actor, Ctx } from "./context";
import type { Deps } from "./runtime";
import { sha256 } from "./secrets";
import { isExpired, readToken, type TokenClaims } from "./tokens";

/** Everything without a documented limit of its own (decisions 10). */
export const GENERAL_ADDRESS: Limit = { max: 600, perSeconds: 60 };
export const GENERAL_CALLER: Limit = { max: 300, perSeconds: 60 };

export interface Credential {
  readonly apiKey: string | null;
  readonly claims: TokenClaims | null;
  /** Why what was sent cannot be one; the request is counted against its address all the same. */
  readonly refusal: Refusal | null;
}

export interface Admission {
  readonly now: Date;
  /** Null when no credential was sent, or the one sent does not hold (then `refusal` says why). */
  readonly actor: Exclude<Actor, { kind: "admin" | "system" }>;
  readonly agentStatus: string | null;
  /** The epoch that the agent's tokens must carry; null unless an agent calls. */
  readonly agentEpoch: number | null;
  readonly refusal: Refusal | null;
  /** The tightest of the limits that were counted. */
  readonly limit: LimitState;
}

interface GateRow {
  now: Date;
  address_hits: number;
  address_resets_at: Date;
  caller_hits: number | null;
  caller_resets_at: Date | null;
  agent_id: string | null;
  owner_id: string | null;
  agent_status: string | null;
  agent_epoch: number | null;
}

/** Reads the two ways to say who calls (decisions 2). */
export async function readCredential(deps: Pick<Deps, "secret">, headers: Headers): Promise<Credential> {
  const none = { apiKey: null, claims: null };
  const authorization = headers.get("authorization");
  if (authorization === null) return { apiKey: headers.get("x-api-key"), claims: null, refusal: null };
  const [scheme, token, ...rest] = authorization.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== "bearer" || token === undefined || rest.length > 0) {
    const message = "The Authorization header must read `Bearer <jwt>`.";
    return { ...none, refusal: new Refusal("missing_credential", { message }) };
  }
  if (token.startsWith("vxp_")) return { ...none, refusal: new Refusal("api_key_in_bearer") };
  const claims = await readToken(deps.secret, token);
  return { ...none, claims, refusal: claims === null ? new Refusal("invalid_token") : null };
}

function stateOf(limit: Limit, hits: number, resetsAt: Date, now: Date): LimitState {
  return {
    limit: limit.max,
    remaining: Math.max(0, limit.max - hits),
    resetSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - now.getTime()) / SECOND_MS)),
  };
}

function judge(credential: Credential, row: GateRow): { actor: Admission["actor"]; refusal: Refusal | null } {
  const nobody = { kind: "nobody" } as const;
  const { claims, apiKey } = credential;
  if (credential.refusal !== null) return { actor: nobody, refusal: credential.refusal };
  if (apiKey === null && claims === null) return { actor: nobody, refusal: null };
  if (claims !== null && isExpired(claims, row.now)) {
    return {
      actor: nobody,
      refusal: new Refusal("invalid_token", { message: "The token has expired. Exchange the API key for a new one." }),
    };
  }
  if (claims?.scope === "owner") {
    if (row.owner_id === null) return { actor: nobody, refusal: new Refusal("invalid_token") };
    return { actor: { kind: "owner", ownerId: row.owner_id }, refusal: null };
  }
  if (row.agent_id === null || row.owner_id === null) {
    return { actor: nobody, refusal: new Refusal(apiKey === null ? "invalid_token" : "invalid_api_key") };
  }
  if (claims !== null && claims.epoch !== row.agent_epoch)
    return { actor: nobody, refusal: new Refusal("session_invalidated") };
  if (row.agent_status === "deleted") return { actor: nobody, refusal: new Refusal("session_invalidated") };
  const via = claims?.via === "owner" ? "owner" : "agent";
  return { actor: { kind: "agent", agentId: row.agent_id, ownerId: row.owner_id, via }, refusal: null };
}

/** What the counter of an endpoint's callers begins with, before the caller's id. */
export const callerCounter = (endpoint: string): string => `${endpoint}|by|`;

function scaled(limit: Limit, scale: number): Limit {
  return { max: Math.max(1, Math.floor(limit.max * scale)), perSeconds: limit.perSeconds };
}

/**
 * One round trip: counts the request against the address, finds who calls, counts it against the caller (decisions 10).
 * Throws `rate_limited`; a credential that does not hold comes back as `refusal`, for endpoints that need one.
 */
export async function admit(
  deps: Deps,
  request: {
    readonly name: string;
    readonly limit: Limit | null;
    readonly address: string;
    readonly credential: Credential;
  },
): Promise<Admission> {
  const { credential } = request;
  const address = scaled(request.limit ?? GENERAL_ADDRESS, deps.settings.rateScale);
  const caller = scaled(request.limit ?? GENERAL_CALLER, deps.settings.rateScale);
  const name = request.limit === null ? "*" : request.name;
  const claims = credential.claims;
  const [row] = await deps.db.query<GateRow>(
    "SELECT * FROM gate($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [
      `${name}|ip|${request.address}`,
      address.max,
      address.perSeconds,
      credential.apiKey === null ? null : sha256(credential.apiKey),
      claims?.scope === "agent" ? claims.sub : null,
      claims?.scope === "owner" ? claims.sub : null,
      claims?.scope === "agent" ? claims.epoch : null,
      callerCounter(name),
      caller.max,
    ],
    "gate",
  );
  if (row === undefined) throw new Error("gate() gave no row");
  const states = [stateOf(address, row.address_hits, row.address_resets_at, row.now)];
  if (row.caller_hits !== null && row.caller_resets_at !== null) {
    states.push(stateOf(caller, row.caller_hits, row.caller_resets_at, row.now));
  }
  const limit = states.reduce((tightest, state) => (state.remaining < tightest.remaining ? state : tightest));
  const over = row.address_hits > address.max || (row.caller_hits !== null && row.caller_hits > caller.max);
  if (over) throw limited(limit);
  return { now: row.now, agentStatus: row.agent_status, agentEpoch: row.agent_epoch, limit, ...judge(credential, row) };
}

function limited(limit: LimitState): Refusal {
  return new Refusal("rate_limited", {
    retryAfterSeconds: limit.resetSeconds,
    details: { limit: limit.limit, retry_after: limit.resetSeconds },
  });
}

/** What a limit is counted in: the database, or a transaction of it. */
interface Counting {
  readonly db: Sql;
  readonly settings: Pick<Ctx["settings"], "rateScale">;
  readonly onLimit?: Ctx["onLimit"];
}

/** Throws `rate_limited` where a limit that a verb applies itself is used up, and counts nothing. */
export async function requireAllowance(deps: Counting, now: Date, key: string, limit: Limit): Promise<void> {
  const { max, perSeconds } = scaled(limit, deps.settings.rateScale);
  const [row] = await deps.db.query<{ hits: number; resets_at: Date }>(
    "SELECT hits, resets_at FROM rate_counters WHERE key = $1 AND resets_at > $2",
    [key, now],
    "rate-look",
  );
  if (row !== undefined && row.hits >= max) throw limited(stateOf({ max, perSeconds }, row.hits, row.resets_at, now));
}

/** Counts one hit against a limit that a verb applies itself, and lets the caller know. Throws `rate_limited` when it is used up. */
export async function spendAllowance(deps: Counting, now: Date, key: string, limit: Limit): Promise<void> {
  const { max, perSeconds } = scaled(limit, deps.settings.rateScale);
  const [row] = await deps.db.query<{ hits: number; resets_at: Date }>(
    "SELECT * FROM rate_hit($1, $2, $3)",
    [key, perSeconds, now],
    "rate-hit",
  );
  if (row === undefined) return;
  const state = stateOf({ max, perSeconds }, row.hits, row.resets_at, now);
  if (row.hits > max) throw limited(state);
  deps.onLimit?.(state);
}

/** Drops the counters of windows that are over, a bounded batch at a time. */
export async function forgetOldCounters(deps: Pick<Deps, "db">, now: Date, limit: number): Promise<number> {
  const rows = await deps.db.query(
    `DELETE FROM rate_counters WHERE key IN (
       SELECT key FROM rate_counters WHERE resets_at <= $1 ORDER BY resets_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [now, limit],
    "rate-forget",
  );
  return rows.length;
}
