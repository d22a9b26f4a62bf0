import Stripe from "stripe";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Refused } from "@/lib/ports/payments";

const CONFLICT = 409;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** Waits for Stripe; throws `ProviderUnavailable` when nobody knows whether the work was done. */
export async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isUnknownOutcome(error)) throw new ProviderUnavailable("stripe", messageOf(error), { cause: error });
    throw error;
  }
}

/** The same, with Stripe's definite refusals as values. */
export async function askOrRefused<T extends object>(call: () => Promise<T>): Promise<T | Refused> {
  try {
    return await ask(call);
  } catch (error) {
    if (isRefusal(error)) return toRefused(error);
    throw error;
  }
}

/** The same, with null for an object that Stripe does not have. */
export async function askOrNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await ask(call);
  } catch (error) {
    if (isRefusal(error) && error.code === "resource_missing") return null;
    throw error;
  }
}

export function isRefused(outcome: object): outcome is Refused {
  return "status" in outcome && outcome.status === "refused";
}

function isUnknownOutcome(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const { statusCode } = error;
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    statusCode === CONFLICT ||
    statusCode === TOO_MANY_REQUESTS ||
    (statusCode !== undefined && statusCode >= SERVER_ERROR)
  );
}

function isRefusal(error: unknown): error is InstanceType<typeof Stripe.errors.StripeError> {
  return error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError;
}

function toRefused(error: InstanceType<typeof Stripe.errors.StripeError>): Refused {
  return {
    status: "refused",
    code: error.code ?? "invalid_request",
    declineCode: error.decline_code ?? null,
    message: error.message,
    paymentIntentId: error.payment_intent?.id ?? null,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
