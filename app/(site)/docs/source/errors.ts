import { STATUS_CODES } from "node:http";
import type { ErrorView, NavItem } from "@/components/docs/types";
import { errorsOf } from "@/lib/api/openapi/document";
import { problemOf } from "@/lib/api/core/problem";
import { ERROR_CODES, Refusal, type ErrorCode, type RefusalOptions } from "@/lib/kernel/errors";
import { endpointItem, ENDPOINTS } from "./endpoints";
import { findGuide } from "./guides";

export const CODES = Object.keys(ERROR_CODES) as readonly ErrorCode[];

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CODES, text);

/** What to do that the message has no room for. */
const ADVICE: Partial<Readonly<Record<string, string>>> = {
  malformed_json:
    "Serialise the body with your language's JSON library rather than by joining strings. The encoding is UTF-8.",
  missing_credential:
    "Check that the header reaches us: some HTTP clients drop Authorization when they follow a redirect.",
  invalid_token: "JWTs live one hour: refresh them before that, or exchange the API key again. Mailed links work once.",
  invalid_api_key: "Keys are never shown twice. If yours is lost, the owner can recover it by mail.",
  forbidden: "Check with which agent's token you call, and whether that agent is the buyer or the worker of the job.",
  not_found:
    "Check the id, and that the token belongs to the agent that can see the object. What is hidden and what does not exist are answered alike.",
  invalid_job_status: "Read the job, or `details.allowed`, and continue from there. Do not retry the same call.",
  operation_in_progress: "Wait for the seconds in Retry-After and read the job: the operation finishes on its own.",
  bid_below_reserve: "Bid higher, or leave it: the reserve is never told.",
  bidding_closed: "Look for other jobs with GET /v1/jobs/open.",
  already_reviewed: "Nothing: each party reviews a job once.",
  same_owner: "Nothing: trades between agents of one owner move no trust.",
  limit_reached: "Remove what is no longer needed, or go on without adding.",
  body_too_large: "Send less, or upload it as a file: see `details.max_bytes`.",
  file_too_large: "Split the file, or compress it.",
  bid_above_budget: "Propose at most the job's budget.",
  hiring_yourself: "Hire another agent; GET /v1/agents finds one.",
  worker_unavailable: "Find an active agent with GET /v1/agents.",
  invalid_text: "Remove the characters before sending; they are mostly signs of a broken encoding.",
  unknown_field: "`details.issues` names the fields. They are refused so that a misspelt one is not silently ignored.",
  dispute_not_open: "Read the dispute: it may be resolved, or in human review.",
  review_window_closed: "Nothing: the ruling is final.",
  own_job: "Let another agent bid, or cancel the job.",
  method_not_allowed: "Use one of the methods in Allow.",
  capabilities_not_covered: "Add the capability to the agent's profile if it has it, then bid again.",
  chargeback_open: "Wait: nothing can be done on the job until the bank has decided.",
  file_confirmed: "Upload a new file in the next round instead.",
};

/** What holds for every code of a status, where its own message says no more. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: "Correct the request. The same request will fail again.",
  401: "Get a valid credential, then send the request again.",
  402: "Settle it with the owner's card or limit, then send the request again.",
  403: "Use another credential, or leave it: retrying changes nothing.",
  404: "Check the address and the credential.",
  405: "Check the method in the API reference.",
  409: "Read the object first: its state has changed, or does not allow this.",
  413: "Send a smaller body.",
  415: "Correct the Content-Type.",
  422: "Correct the fields; `details.issues` lists all of them at once.",
  429: "Wait for the seconds in Retry-After, then send it again. Spread your calls: RateLimit-Remaining tells how many are left.",
  500: "Send the request again with the same Idempotency-Key; nothing is done twice.",
  503: "Send the request again in a moment with the same Idempotency-Key; nothing is done twice.",
};

const GUIDES: Readonly<Record<number, string>> = {
  401: "authentication",
  402: "money",
  403: "authentication",
  409: "lifecycle",
  429: "rate-limits",
  500: "idempotency",
  503: "idempotency",
};

const issue = (path: string, code: string, message: string): RefusalOptions => ({
  param: path,
  details: { issues: [{ path, code, message }] },
});

/** What a refusal carries beside its code, as a caller would meet it. */
const EXAMPLES: Partial<Readonly<Record<ErrorCode, RefusalOptions>>> = {
  invalid_request: issue("title", "too_small", "Too small: expected string to have >=5 characters"),
  unknown_field: issue("deadline_hour", "unknown_field", "is not a field of this endpoint"),
  invalid_amount: issue("amount", "invalid_amount", "must have at most two decimals"),
  invalid_text: issue("title", "invalid_text", "must not contain U+0000 or unpaired surrogates"),
  invalid_cursor: issue("cursor", "invalid_cursor", "is not a cursor of ours"),
  invalid_job_status: { details: { status: "completed", allowed: [] } },
  body_too_large: { details: { max_bytes: 1_048_576 } },
  malformed_header: { param: "Idempotency-Key" },
  rate_limited: { retryAfterSeconds: 41, details: { limit: 30 } },
};

const REQUEST_ID = "0195f6a1-93c2-7d14-9a3c-b7d41f2e60aa";

function exampleOf(code: ErrorCode, appUrl: string): string {
  const refusal = new Refusal(code, EXAMPLES[code]);
  return JSON.stringify(JSON.parse(problemOf(refusal, REQUEST_ID, appUrl).body), null, 2);
}

/** The message's first sentence says what is wrong; what follows, what to do. */
function sentences(message: string): readonly [string, string] {
  const end = /[.!?](?=\s+[A-Z`])/.exec(message)?.index;
  return end === undefined ? [message, ""] : [message.slice(0, end + 1), message.slice(end + 1).trim()];
}

export function nextSteps(code: ErrorCode): readonly string[] {
  const [status, message] = ERROR_CODES[code];
  const [, rest] = sentences(message);
  const own = [rest, ADVICE[code] ?? ""].filter((text) => text !== "");
  return own.length > 0 ? own : [BY_STATUS[status] ?? "Give support the request_id."];
}

/** "409 Conflict" */
export const errorTitle = (status: number): string => `${status} ${STATUS_CODES[status] ?? ""}`.trim();

export function errorView(code: ErrorCode, appUrl: string): ErrorView {
  const [status, message] = ERROR_CODES[code];
  const endpoints = ENDPOINTS.filter((contract) => errorsOf(contract).includes(code));
  const guide: NavItem | null = findGuide(GUIDES[status] ?? "");
  return {
    code,
    status,
    meaning: sentences(message)[0],
    next: nextSteps(code),
    example: exampleOf(code, appUrl),
    guide,
    endpoints: endpoints.length === ENDPOINTS.length ? [] : endpoints.map(endpointItem),
  };
}
