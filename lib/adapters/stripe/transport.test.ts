import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { cents } from "@/lib/kernel/money";
import { createStripePayments } from "./index";
import { stripeTransport } from "./transport";

const REQUEST = { operationId: "op", jobId: "job", customerId: "cus_1", paymentMethodId: "pm_1", amount: cents(500) };

function answering(status: number, body: string | null, seen: string[] = []): typeof fetch {
  return (input) => {
    seen.push(input instanceof Request ? input.url : input.toString());
    return Promise.resolve(new Response(body, { status, headers: { "stripe-should-retry": "false" } }));
  };
}

function paymentsOver(transport: typeof fetch) {
  return createStripePayments({ secretKey: "sk_test_1", webhookSecret: "whsec_1", timeoutMs: 1_000, fetch: transport });
}

function stripeError(error: object): string {
  return JSON.stringify({ error });
}

describe("answers that are not Stripe's", () => {
  it.each([
    [404, '{"success":false}'],
    [404, "<html>not found</html>"],
    [400, '{"error":"a string"}'],
    [503, null],
  ])("with status %i and body %j are no answers", async (status, body) => {
    await expect(stripeTransport(answering(status, body), null)("https://api.stripe.com/v1/x")).rejects.toThrow(
      /Not an answer/,
    );
  });

  it("leave the outcome of a write unknown", async () => {
    await expect(paymentsOver(answering(404, "{}")).hold(REQUEST)).rejects.toBeInstanceOf(ProviderUnavailable);
  });
});

describe("a base other than Stripe's", () => {
  it("gets the API's path and query appended", async () => {
    const seen: string[] = [];
    const transport = stripeTransport(answering(200, "{}", seen), "http://localhost:3000/sandbox/stripe/");
    await transport("https://api.stripe.com/v1/charges?limit=3");
    expect(seen).toEqual(["http://localhost:3000/sandbox/stripe/v1/charges?limit=3"]);
  });
});

describe("what Stripe says", () => {
  it.each([
    [409, { type: "idempotency_error", code: "idempotency_key_in_use", message: "in progress" }],
    [429, { type: "invalid_request_error", code: "rate_limit", message: "slow down" }],
    [429, { type: "invalid_request_error", code: "lock_timeout", message: "locked" }],
    [500, { type: "api_error", message: "sorry" }],
    [503, { type: "api_error", message: "sorry" }],
  ])("with %i leaves the outcome unknown", async (status, error) => {
    await expect(paymentsOver(answering(status, stripeError(error))).hold(REQUEST)).rejects.toBeInstanceOf(
      ProviderUnavailable,
    );
  });

  it.each([
    [402, { type: "card_error", code: "card_declined", decline_code: "lost_card", message: "no" }, "card_declined"],
    [400, { type: "invalid_request_error", code: "amount_too_small", message: "no" }, "amount_too_small"],
    [400, { type: "invalid_request_error", message: "no" }, "invalid_request"],
    [404, { type: "invalid_request_error", code: "resource_missing", message: "no" }, "resource_missing"],
  ])("with %i is a refusal", async (status, error, code) => {
    expect(await paymentsOver(answering(status, stripeError(error))).hold(REQUEST)).toMatchObject({
      status: "refused",
      code,
    });
  });

  it.each([
    [401, { type: "invalid_request_error", message: "Invalid API Key" }],
    [400, { type: "idempotency_error", message: "same parameters" }],
  ])("with %i is a mistake of ours, and no refusal", async (status, error) => {
    const outcome = paymentsOver(answering(status, stripeError(error))).hold(REQUEST);
    await expect(outcome).rejects.toBeInstanceOf(Stripe.errors.StripeError);
  });
});
