import type Stripe from "stripe";

export type FailureType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

/** The `error` object of Stripe's answer. */
export interface FailureBody {
  readonly type: FailureType;
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly doc_url?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
  readonly payment_method?: Stripe.PaymentMethod;
  readonly setup_intent?: Stripe.SetupIntent;
}

export type FailureDetails = Omit<FailureBody, "type" | "message">;

/**
 * What becomes of the request's work: `validation` did nothing and leaves the idempotency key free, `refusal` did
 * nothing and is remembered under the key, `decline` keeps what it did (a failed charge) and is remembered.
 */
export type FailureEffect = "validation" | "refusal" | "decline";

export class StripeFailure extends Error {
  override readonly name = "StripeFailure";
  constructor(
    readonly status: number,
    readonly effect: FailureEffect,
    readonly body: FailureBody,
  ) {
    super(body.message);
  }
}

function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}`;
}

function withDocs(details: FailureDetails): FailureDetails {
  return details.code === undefined ? details : { ...details, doc_url: docUrl(details.code) };
}

/** 400: a parameter that can never be right. */
export function invalid(message: string, details: FailureDetails = {}): StripeFailure {
  return new StripeFailure(400, "validation", { type: "invalid_request_error", message, ...withDocs(details) });
}

export function missingParam(param: string): StripeFailure {
  return invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
}

/** 400: right in itself, but not in the state things are in. */
export function refused(message: string, details: FailureDetails = {}): StripeFailure {
  return new StripeFailure(400, "refusal", { type: "invalid_request_error", message, ...withDocs(details) });
}

/** 402: the bank said no. */
export function declined(
  decline: { readonly code: string; readonly declineCode: string; readonly message: string },
  details: FailureDetails,
): StripeFailure {
  return new StripeFailure(402, "decline", {
    type: "card_error",
    message: decline.message,
    decline_code: decline.declineCode,
    advice_code: "try_again_later",
    ...withDocs({ code: decline.code, ...details }),
  });
}

/** 404 for an id in the path, 400 for one in a parameter. */
export function noSuch(object: string, id: string, param?: string): StripeFailure {
  const name = object.replaceAll("_", "").replace(/^.*\./, "");
  return new StripeFailure(param === undefined ? 404 : 400, "validation", {
    type: "invalid_request_error",
    message: `No such ${name}: '${id}'`,
    ...withDocs({ code: "resource_missing", param: param ?? "id" }),
  });
}

export function unauthorized(message: string): StripeFailure {
  return new StripeFailure(401, "validation", { type: "invalid_request_error", message });
}

export function unknownRoute(method: string, path: string): StripeFailure {
  return new StripeFailure(404, "validation", {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). Please see https://docs.stripe.com or we can help at https://support.stripe.com/.`,
  });
}

export function keyReused(key: string): StripeFailure {
  return new StripeFailure(400, "validation", {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

export function keyInUse(): StripeFailure {
  return new StripeFailure(409, "validation", {
    type: "idempotency_error",
    message:
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through).",
    ...withDocs({ code: "idempotency_key_in_use" }),
  });
}

/** 429: too many requests changed one object at once; the SDK and the caller may try again. */
export function lockTimeout(): StripeFailure {
  return new StripeFailure(429, "validation", {
    type: "invalid_request_error",
    message:
      "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.",
    ...withDocs({ code: "lock_timeout" }),
  });
}

export function internalError(message: string): StripeFailure {
  return new StripeFailure(500, "validation", { type: "api_error", message });
}
