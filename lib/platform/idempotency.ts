import { addMs, DAY_MS, SECOND_MS, wallNow } from "../kernel/clock";
import { Refusal } from "../kernel/errors";
import { newId, type Id } from "../kernel/ids";
import type { Deps } from "./runtime";
import { sha256 } from "./secrets";

/** How long one process may take before another may run the request again: longer than any request lives. */
const LOCK_MS = 90 * SECOND_MS;
/** A day, as the claim says it in SQL. */
const KEPT_MS = DAY_MS;
const KEY_FORM = /^[\x21-\x7e]{1,255}$/;

export interface Claim {
  readonly scope: string;
  readonly key: string;
  /** The id for what the request creates: the same in every try under this key. */
  readonly resourceId: Id;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

interface RecordRow {
  fingerprint: string;
  resource_id: string;
  status: number | null;
  body: string | null;
  claimed: boolean;
}

/** The Idempotency-Key of a request, or null. Throws `malformed_header` where it cannot be one. */
export function readIdempotencyKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (!KEY_FORM.test(key)) {
    throw new Refusal("malformed_header", {
      message: "Idempotency-Key must be 1 to 255 visible ASCII characters.",
      param: "Idempotency-Key",
    });
  }
  return key;
}

/**
 * Claims a key for one run, or gives back the answer stored under it (decisions 1: scoped to caller, method and path; 24 h).
 * A run that died is taken over once its lock lapses. Throws `idempotency_key_reused` and `idempotency_in_progress`.
 */
export async function claim(
  deps: Pick<Deps, "db">,
  now: Date,
  request: { readonly scope: string; readonly key: string; readonly body: string },
): Promise<Claim | StoredAnswer> {
  const fingerprint = sha256(request.body);
  const [row] = await deps.db.query<RecordRow>(
    `WITH tried AS (
       INSERT INTO idempotency_records AS r (scope, key, fingerprint, resource_id, locked_until, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (scope, key) DO UPDATE SET
         fingerprint = excluded.fingerprint, locked_until = excluded.locked_until,
         resource_id = CASE WHEN r.created_at <= excluded.created_at - interval '24 hours' THEN excluded.resource_id ELSE r.resource_id END,
         status = NULL, body = NULL,
         created_at = CASE WHEN r.created_at <= excluded.created_at - interval '24 hours' THEN excluded.created_at ELSE r.created_at END
         WHERE r.created_at <= excluded.created_at - interval '24 hours'
           OR (r.status IS NULL AND r.fingerprint = excluded.fingerprint AND (r.locked_until IS NULL OR r.locked_until <= $7))
       RETURNING fingerprint, resource_id, status, body)
     SELECT *, true AS claimed FROM tried
     UNION ALL
     SELECT fingerprint, resource_id, status, body, false FROM idempotency_records
       WHERE scope = $1 AND key = $2 AND NOT EXISTS (SELECT 1 FROM tried)`,
    [request.scope, request.key, fingerprint, newId(now), addMs(wallNow(), LOCK_MS), now, wallNow()],
    "idempotency-claim",
  );
  if (row?.claimed === true) return { scope: request.scope, key: request.key, resourceId: row.resource_id };
  if (row !== undefined && row.fingerprint !== fingerprint) throw new Refusal("idempotency_key_reused");
  if (row !== undefined && row.status !== null && row.body !== null) return { status: row.status, body: row.body };
  // No row at all: another request inserted it after this statement's snapshot was taken.
  throw new Refusal("idempotency_in_progress", { retryAfterSeconds: 1 });
}

/** Stores the answer for replay. */
export async function settle(deps: Pick<Deps, "db">, claimed: Claim, answer: StoredAnswer): Promise<void> {
  await deps.db.query(
    "UPDATE idempotency_records SET status = $3, body = $4, locked_until = NULL WHERE scope = $1 AND key = $2 AND resource_id = $5",
    [claimed.scope, claimed.key, answer.status, answer.body, claimed.resourceId],
    "idempotency-settle",
  );
}

/** Lets the key be tried again: the answer must not be stored (401, 429, 5xx, secrets). */
export async function release(deps: Pick<Deps, "db">, claimed: Claim): Promise<void> {
  await deps.db.query(
    "UPDATE idempotency_records SET locked_until = NULL WHERE scope = $1 AND key = $2 AND resource_id = $3 AND status IS NULL",
    [claimed.scope, claimed.key, claimed.resourceId],
    "idempotency-release",
  );
}

/** Forgets answers that no replay may use any more (decisions 1: 24 h), a bounded batch at a time. */
export async function forgetOldAnswers(deps: Pick<Deps, "db">, now: Date, limit: number): Promise<number> {
  const rows = await deps.db.query(
    `DELETE FROM idempotency_records WHERE (scope, key) IN (
       SELECT scope, key FROM idempotency_records WHERE created_at <= $1 AND (locked_until IS NULL OR locked_until <= $2)
       ORDER BY created_at LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [addMs(now, -KEPT_MS), wallNow(), limit],
    "idempotency-forget",
  );
  return rows.length;
}
