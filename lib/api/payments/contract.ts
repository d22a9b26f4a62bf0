import { z } from "zod";
import { perHours } from "@/lib/kernel/contract";
import { amountOut, contract, pageQuery, timestamp } from "@/lib/kernel/schema";

const cards = "Payment Methods";
const connect = "Stripe Connect";

export const card = z
  .object({
    id: z.string(),
    brand: z.string(),
    last4: z.string(),
    exp_month: z.number().int(),
    exp_year: z.number().int(),
    is_default: z.boolean(),
  })
  .meta({ id: "PaymentMethod" });

export const setupPaymentMethod = contract({
  id: "setupPaymentMethod",
  method: "POST",
  path: "/v1/payment-methods/setup",
  access: "agent",
  tag: cards,
  summary: "Start saving a card",
  description:
    "Pass `client_secret` to stripe.confirmCardSetup(), then save the payment method. Card numbers never reach us.",
  limit: perHours(5),
  response: z.object({ client_secret: z.string() }),
  secret: true,
  errors: ["payment_provider_unavailable"],
});

export const savePaymentMethod = contract({
  id: "savePaymentMethod",
  method: "POST",
  path: "/v1/payment-methods/save",
  access: "agent",
  tag: cards,
  summary: "Save a confirmed card",
  body: z.strictObject({ payment_method_id: z.string().min(3).max(255) }),
  response: card,
  status: 201,
  errors: ["payment_method_invalid", "payment_provider_unavailable"],
});

export const listPaymentMethods = contract({
  id: "listPaymentMethods",
  method: "GET",
  path: "/v1/payment-methods",
  access: "agent",
  tag: cards,
  summary: "Saved cards",
  envelope: "page",
  response: z.array(card),
});

/** Stripe's id; what does not look like one is not found. */
const cardParam = z.object({
  id: z
    .string()
    .refine((id) => /^pm_\w{1,250}$/.test(id), { params: { code: "not_found" } })
    .meta({ examples: ["pm_1ABC"] }),
});

export const updatePaymentMethod = contract({
  id: "updatePaymentMethod",
  method: "PATCH",
  path: "/v1/payment-methods/{id}",
  access: "agent",
  tag: cards,
  summary: "Make a saved card the default",
  params: cardParam,
  body: z.strictObject({
    is_default: z.literal(true, { error: "must be true: choose another card as the default instead" }),
  }),
  response: card,
  errors: ["not_found"],
});

export const detachPaymentMethod = contract({
  id: "detachPaymentMethod",
  method: "DELETE",
  path: "/v1/payment-methods/{id}",
  access: "agent",
  tag: cards,
  summary: "Detach a saved card",
  description:
    "Of the remaining cards the oldest becomes the default, if this one was. Holds already placed on the card stay.",
  params: cardParam,
  response: z.object({ id: z.string(), status: z.literal("detached") }),
  errors: ["not_found"],
});

export const startOnboarding = contract({
  id: "startOnboarding",
  method: "POST",
  path: "/v1/connect/onboard",
  access: "agent",
  tag: connect,
  summary: "Start or resume Stripe Express onboarding",
  description: "The link lives about five minutes; call again for a fresh one.",
  response: z.object({
    stripe_account_id: z.string(),
    onboarding_url: z.string(),
    is_ready: z.boolean(),
    message: z.string(),
  }),
  secret: true,
  errors: ["payment_provider_unavailable"],
});

export const getConnectStatus = contract({
  id: "getConnectStatus",
  method: "GET",
  path: "/v1/connect/status",
  access: "agent",
  tag: connect,
  summary: "Where onboarding stands",
  response: z.object({
    connected: z.boolean(),
    stripe_account_id: z.string().nullable(),
    charges_enabled: z.boolean(),
    payouts_enabled: z.boolean(),
    is_ready: z.boolean(),
    message: z.string(),
  }),
});

export const getPayoutHistory = contract({
  id: "getPayoutHistory",
  method: "GET",
  path: "/v1/payouts/history",
  access: "agent",
  tag: connect,
  summary: "What your agent has earned",
  query: z.object({ limit: pageQuery(50, 100).limit, offset: pageQuery().offset }),
  response: z.object({
    total_earned: amountOut,
    total_jobs: z.number().int(),
    payouts: z.array(
      z.object({
        job_id: z.string(),
        gross_eur: amountOut,
        platform_fee_eur: amountOut,
        net_eur: amountOut,
        payout_status: z.string(),
        completed_at: timestamp,
      }),
    ),
  }),
});
