import { ERROR_CODES, Refusal, type ErrorCode, type Issue } from "@/lib/kernel/errors";
import { beginning } from "@/lib/kernel/text";

export interface Problem {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly param?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly doc_url: string;
  readonly request_id: string;
}

const envelope = (error: ErrorBody): string => JSON.stringify({ success: false, error });

/** A refusal as the API answers it (decisions 1). */
export function problemOf(refusal: Refusal, requestId: string, appUrl: string): Problem {
  const retry = refusal.retryAfterSeconds;
  return {
    status: refusal.status,
    headers: retry === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(retry))) },
    body: envelope({
      code: refusal.code,
      message: refusal.message,
      ...(refusal.param === undefined ? {} : { param: refusal.param }),
      ...(refusal.details === undefined ? {} : { details: refusal.details }),
      doc_url: `${appUrl}/docs/errors/${refusal.code}`,
      request_id: requestId,
    }),
  };
}

/** A bug of ours: 500, and nothing said about it. */
export function internalProblem(requestId: string, appUrl: string): Problem {
  return problemOf(new Refusal("internal_error"), requestId, appUrl);
}

/** Issue codes that name the whole refusal when every issue has the same one. */
const SPECIFIC: readonly ErrorCode[] = [
  "unknown_field",
  "invalid_amount",
  "invalid_text",
  "invalid_cursor",
  "file_too_large",
  "file_type_not_allowed",
];

/** More than any honest body gets wrong; a hostile one must not be answered with megabytes. */
const MAX_ISSUES = 200;

/** 422 with every failing field at once (decisions 1). */
export function invalid(all: readonly Issue[]): Refusal {
  const issues = all.slice(0, MAX_ISSUES);
  const [first] = issues;
  const shared = SPECIFIC.find((code) => issues.length > 0 && issues.every((issue) => issue.code === code));
  const code = shared ?? "invalid_request";
  const listed = issues
    .map((issue) => (issue.path === "" ? issue.message : `${issue.path} ${issue.message}`))
    .join("; ");
  return new Refusal(code, {
    message: beginning(`${ERROR_CODES[code][1]} ${listed}`, 1_000),
    ...(first === undefined || first.path === "" ? {} : { param: first.path }),
    details: { issues },
  });
}
