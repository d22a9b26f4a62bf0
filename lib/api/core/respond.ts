import type { LimitState } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer of the API, good or bad: JSON under the request's id, which nobody keeps or takes for anything else. */
export function respond(requestId: string, { status, body, headers }: Answer): Response {
  return new Response(body, {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

/** How much is left of the limit that a request was counted against; nothing where it was counted against none. */
export function limitHeaders(limit: LimitState | undefined): Record<string, string> {
  if (limit === undefined) return {};
  return {
    "ratelimit-limit": String(limit.limit),
    "ratelimit-remaining": String(limit.remaining),
    "ratelimit-reset": String(limit.resetSeconds),
  };
}

/** A 429 is thrown before there is an admission; its headers come from the refusal. */
export function limitOfRefusal(error: unknown): LimitState | undefined {
  if (!(error instanceof Refusal) || error.code !== "rate_limited") return undefined;
  // Busy with others' work, which is no limit of the caller's.
  if (error.details?.limit === undefined) return undefined;
  return { limit: Number(error.details.limit), remaining: 0, resetSeconds: error.retryAfterSeconds ?? 1 };
}
