import type { z } from "zod";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "./clock";
import type { ErrorCode } from "./errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: nobody needs a credential, an agent, an owner, or either. */
export type Access = "public" | "agent" | "owner";

export interface Limit {
  readonly max: number;
  readonly perSeconds: number;
}

/** Where a caller stands with a limit. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

/** At most `max` requests within a window of so many minutes. */
export const perMinutes = (max: number, minutes = 1): Limit => ({ max, perSeconds: (minutes * MINUTE_MS) / SECOND_MS });
/** At most `max` requests within a window of so many hours. */
export const perHours = (max: number, hours = 1): Limit => ({ max, perSeconds: (hours * HOUR_MS) / SECOND_MS });

/** How the answer is wrapped: `data` alone, a page of a list, a body of its own, or a stream of events. */
export type Envelope = "data" | "page" | "bare" | "stream";

/**
 * One endpoint, once: from this object come the types, the checks, `openapi.json` and the docs page (architecture.md).
 * `P`, `Q`, `B` and `R` are the zod schemas of path, query, body and answer.
 */
export interface Contract<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  /** With `{name}` for parameters, as OpenAPI writes them. */
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The documented limit, per address and per agent; null is the general one (decisions 10). */
  readonly limit: Limit | null;
  /** True when the limit is applied by the verb itself, later than at admission (bids: decisions 5). */
  readonly limitInVerb?: boolean;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
  readonly envelope: Envelope;
  readonly status: 200 | 201;
  readonly maxBodyBytes: number;
  /** The answer carries a secret, so it is never stored for replay (decisions 1). */
  readonly secret: boolean;
  readonly errors: readonly ErrorCode[];
}

/** How large a body may be unless its contract says otherwise: 1 MiB. */
export const MAX_BODY_BYTES = 1_048_576;
