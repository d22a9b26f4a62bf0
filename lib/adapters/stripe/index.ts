import Stripe from "stripe";
import type { Payments } from "@/lib/ports/payments";
import { accounts } from "./accounts";
import { cards } from "./cards";
import { checkout } from "./checkout";
import { readEvent } from "./events";
import { identity } from "./identity";
import { intents } from "./intents";
import { movements } from "./movements";
import { refunds } from "./refunds";
import { transfers } from "./transfers";
import { stripeTransport } from "./transport";

export { SUBSCRIBED_EVENTS } from "./events";

const MAX_NETWORK_RETRIES = 1;

export interface StripeConfig {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** The transport; the sandbox's answers without a network. */
  readonly fetch?: typeof fetch;
  /** Where the API is, if not at Stripe; `/v1/…` is appended. */
  readonly apiBase?: string;
}

/** Card payments and payouts through Stripe (port: lib/ports/payments.ts; decisions 6). */
export function createStripePayments(config: StripeConfig): Payments {
  const stripe = new Stripe(config.secretKey, {
    httpClient: Stripe.createFetchHttpClient(stripeTransport(config.fetch ?? fetch, config.apiBase ?? null)),
    maxNetworkRetries: MAX_NETWORK_RETRIES,
    telemetry: false,
    timeout: config.timeoutMs,
  });
  return {
    ...accounts(stripe),
    ...cards(stripe),
    ...checkout(stripe),
    ...identity(stripe),
    ...intents(stripe),
    ...movements(stripe),
    ...refunds(stripe),
    ...transfers(stripe),
    readEvent: (rawBody, signature) => readEvent(stripe, rawBody, signature, config.webhookSecret),
  };
}
