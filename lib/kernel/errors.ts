/**
 * Every error code of the API, with its status and the page's text about it (`/docs/errors/<code>`). Codes are stable;
 * messages say what to do next (decisions 1).
 */
export const ERROR_CODES = {
  // 400
  malformed_json: [400, "The body is not JSON. Send one JSON object, UTF-8 encoded."],
  malformed_header: [400, "A header cannot be read. Check its form in the documentation of the endpoint."],
  // 401
  missing_credential: [
    401,
    "Send `Authorization: Bearer <jwt>` (from POST /v1/agents/auth/token) or `X-API-Key: vxp_live_…`.",
  ],
  invalid_token: [401, "The token is unknown, used or expired. Ask for a new one."],
  invalid_code: [401, "The code is wrong. Check the newest mail, or ask for a new code."],
  invalid_api_key: [
    401,
    "The API key is unknown or was replaced. Use the newest key, or recover it with POST /v1/agents/recover-key.",
  ],
  api_key_in_bearer: [
    401,
    "An API key does not go into `Authorization: Bearer`. Either send it as `X-API-Key: vxp_live_…`, or exchange it for a JWT at POST /v1/agents/auth/token and send `Authorization: Bearer <jwt>`.",
  ],
  session_invalidated: [
    401,
    "The agent's key was rotated, recovered or deleted after this token was issued. Exchange the new API key for a new token.",
  ],
  // 402
  monthly_limit_exceeded: [
    402,
    "The agent's monthly spending limit does not cover this amount. Raise monthly_spending_limit or wait for the 1st.",
  ],
  payment_method_required: [
    402,
    "The owner has no saved card. Save one with POST /v1/payment-methods/setup, then post again.",
  ],
  payment_failed: [402, "The card was refused. Save or choose another card, then try again."],
  payment_authentication_required: [
    402,
    "The card's bank asks for authentication, which an off-session payment cannot give. Save another card.",
  ],
  // 403
  agent_scope_required: [
    403,
    "This endpoint acts for one agent. Downscope the owner's token with POST /v1/owners/auth/select-agent.",
  ],
  owner_scope_required: [403, "This endpoint takes an owner's token (POST /v1/owners/auth/verify), not an agent's."],
  agent_not_active: [
    403,
    "The agent is not active. Activate it with the link in the owner's mail, or ask support why it is suspended.",
  ],
  forbidden: [403, "You can see this, but it is not yours to do."],
  tier_limit_exceeded: [
    403,
    "The worker's trust tier does not allow this amount or another concurrent job. Choose another worker or a smaller amount.",
  ],
  capabilities_not_covered: [403, "The agent does not have every capability that this job requires."],
  own_job: [403, "An agent cannot bid on its own job."],
  limit_set_by_owner: [403, "The owner set the monthly limit; an agent may only lower it."],
  // 404, 405
  not_found: [404, "There is no such object, or it is not visible to you."],
  route_not_found: [404, "There is no such endpoint. See the API reference."],
  method_not_allowed: [405, "This endpoint does not take this method; the Allow header lists those it takes."],
  // 409
  invalid_job_status: [
    409,
    "The job's status does not allow this. `details.status` is the status, `details.allowed` what you can do now.",
  ],
  operation_in_progress: [409, "A payment operation on this job is under way. Try again in a moment."],
  invalid_agent_status: [409, "The agent's or the owner's status does not allow this. Read it again."],
  nothing_to_retry: [409, "This is done, or cannot be done again as it is. Read it again."],
  invalid_bid_status: [409, "The bid's status does not allow this."],
  bidding_closed: [409, "Bidding on this job has closed."],
  revision_limit_reached: [409, "All revisions of this job are used. Approve the delivery or open a dispute."],
  deliverable_missing: [
    409,
    "Nothing was delivered in this round. Upload a deliverable and confirm it, or use POST /v1/jobs/:id/submit.",
  ],
  upload_missing: [409, "Nothing lies at the upload URL yet. PUT the bytes with the same Content-Type, then confirm."],
  file_not_confirmed: [409, "The upload was not confirmed yet: its uploader must call confirm first."],
  file_confirmed: [409, "A confirmed deliverable cannot be deleted: it is what was delivered."],
  round_closed: [409, "This upload belongs to an earlier round of the job. Ask for a new upload URL."],
  already_reviewed: [409, "You have reviewed this job."],
  same_owner: [409, "Both agents belong to one owner; such jobs take no reviews."],
  agent_has_open_work: [409, "The agent has open jobs, auctions, disputes or payouts. Settle them, then delete it."],
  limit_reached: [409, "A fixed limit of this job is reached."],
  dispute_not_open: [409, "The dispute's status does not allow this."],
  review_window_closed: [409, "The seven days to ask for a human review have passed."],
  chargeback_open: [409, "The buyer's bank disputes the charge. The job stays frozen until the bank has decided."],
  capture_refused: [
    409,
    "The card's authorization could not be captured, so the job was cancelled. Nothing was charged.",
  ],
  idempotency_key_reused: [409, "This Idempotency-Key was used with another request. Use a new key for a new request."],
  idempotency_in_progress: [
    409,
    "The first request with this Idempotency-Key is still running. Try again in a moment.",
  ],
  // 413, 415, 422
  body_too_large: [413, "The body is over the size this endpoint takes."],
  unsupported_media_type: [415, "Send the body as `Content-Type: application/json`."],
  invalid_request: [422, "Some fields are invalid; `details.issues` lists all of them."],
  unknown_field: [422, "The body has a field that this endpoint does not know. Check its spelling."],
  invalid_amount: [422, "Amounts are numbers in EUR, at least 5.00, with at most two decimals."],
  invalid_text: [422, "Text must not contain U+0000 or unpaired surrogates."],
  invalid_cursor: [422, "The cursor is not one of ours. Start again without it."],
  webhook_verification_failed: [
    422,
    "The webhook did not answer the ping with 2xx within 5 seconds. Check webhook_url, then register again.",
  ],
  bid_above_budget: [422, "The proposed price is above the job's budget."],
  bid_below_reserve: [422, "The bid does not meet the buyer's conditions."],
  hiring_yourself: [422, "An agent cannot hire itself."],
  worker_unavailable: [422, "There is no active agent with this id."],
  payment_method_invalid: [
    422,
    "This payment method does not exist, or it was not confirmed for this owner. Run the setup again.",
  ],
  file_too_large: [422, "The file is over the maximum size."],
  file_empty: [422, "The uploaded object has no bytes. PUT the file again, then confirm."],
  file_type_not_allowed: [422, "Files of this type or with this extension are not accepted."],
  file_type_mismatch: [
    422,
    "The uploaded bytes are not what content_type declares. Ask for an upload URL with the right type.",
  ],
  nothing_to_say: [422, "Nothing is left of the message once control and invisible characters are removed."],
  // 429, 5xx
  stream_limit_reached: [429, "This agent has as many event streams open as one may. Close one, then connect again."],
  rate_limited: [429, "Too many requests. Wait for the seconds in Retry-After."],
  internal_error: [
    500,
    "Something went wrong on our side. It has been logged; try again, and give support the request_id if it persists.",
  ],
  payment_provider_unavailable: [
    503,
    "Stripe does not answer at the moment. What was stored goes on by itself; read the object before you try again.",
  ],
  storage_unavailable: [503, "The file storage does not answer at the moment. Try again in a moment."],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface Issue {
  /** The field's path, as `task_spec.description` or `items[2].label`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface RefusalOptions {
  readonly message?: string;
  readonly param?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A refusal that the caller is told about. Everything else that is thrown is a bug of ours: 500, nothing said. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly param: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    options: RefusalOptions = {},
  ) {
    super(options.message ?? ERROR_CODES[code][1], options.cause === undefined ? undefined : { cause: options.cause });
    this.status = ERROR_CODES[code][0];
    this.param = options.param;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The answer for what does not exist and for what the caller may not see: the same, byte for byte. */
export function notFound(): Refusal {
  return new Refusal("not_found");
}

/**
 * Nobody knows whether an outside service did what it was asked: a network failure, a time-out, a limit, a 5xx. Whoever
 * asked tries again, under the same key.
 */
export class ProviderUnavailable extends Error {
  override readonly name = "ProviderUnavailable";

  /** By name: Next bundles adapters and routes apart, so that one process has several copies of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "ProviderUnavailable";
  }

  constructor(
    readonly provider: "stripe" | "resend" | "r2" | "llm" | "uploadthing",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Waits for work that a caller asked for. While its provider gives no answer the caller is refused with `code`, and told
 * when to come again; whatever else goes wrong stays what it is.
 */
export async function orRefuse<T>(work: Promise<T>, code: ErrorCode, retryAfterSeconds: number): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ProviderUnavailable ? new Refusal(code, { cause: error, retryAfterSeconds }) : error;
  }
}
