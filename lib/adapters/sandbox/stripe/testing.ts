import Stripe from "stripe";
import { createStripePayments } from "@/lib/adapters/stripe";
import type { Payments } from "@/lib/ports/payments";
import type { Database } from "@/lib/ports/sql";
import { idOf } from "./model";
import { createStripeEmulator, type Fault, type HostedChoice, type HostedResult, type StripeEmulator } from "./index";

export const TEST_WEBHOOK_SECRET = "whsec_test_secret";
export const TEST_PUBLIC_BASE = "http://localhost:3000/sandbox/stripe";
const TIMEOUT_MS = 2_000;

/** An emulator over a test's database, with the adapter and the bare SDK in front of it. */
export interface SandboxStripe {
  readonly emulator: StripeEmulator;
  readonly payments: Payments;
  /** The SDK itself, without retries: what it throws is what the API answered. */
  readonly stripe: Stripe;
  /** Sets what happens to the requests from now on; returns how many there were so far. */
  readonly fault: (fault: Fault, times?: number) => void;
  readonly advance: (seconds: number) => Promise<void>;
  /** Completes the hosted page behind a URL, as a person would. */
  readonly complete: (url: string, choice?: HostedChoice) => Promise<HostedResult>;
}

export interface SandboxStripeOptions {
  readonly webhookUrl?: string;
  readonly subscribedEvents?: readonly string[];
}

export function sandboxStripe(db: Database, options: SandboxStripeOptions = {}): SandboxStripe {
  let current: Fault = "none";
  let remaining = 0;
  const emulator = createStripeEmulator({
    db,
    fault: () => {
      if (remaining === 0) return Promise.resolve("none");
      remaining -= 1;
      return Promise.resolve(current);
    },
    publicBase: TEST_PUBLIC_BASE,
    webhookUrl: options.webhookUrl ?? "http://127.0.0.1:9/unused",
    webhookSecret: TEST_WEBHOOK_SECRET,
    ...(options.subscribedEvents === undefined ? {} : { subscribedEvents: options.subscribedEvents }),
  });
  return {
    emulator,
    payments: createStripePayments({
      secretKey: "sk_sandbox",
      webhookSecret: TEST_WEBHOOK_SECRET,
      fetch: emulator.fetch,
      timeoutMs: TIMEOUT_MS,
    }),
    stripe: new Stripe("sk_sandbox", {
      httpClient: Stripe.createFetchHttpClient(emulator.fetch),
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: TIMEOUT_MS,
    }),
    fault: (fault, times = Number.MAX_SAFE_INTEGER) => {
      current = fault;
      remaining = fault === "none" ? 0 : times;
    },
    advance: async (seconds) => {
      await db.query("UPDATE sandbox.clock SET skew_ms = skew_ms + $1", [seconds * 1_000]);
    },
    complete: (url, choice = {}) => {
      const [page, id] = new URL(url).pathname.split("/").slice(-2);
      return emulator.pages.complete(page ?? "", id ?? "", choice);
    },
  };
}

/** The id in a field that was not expanded. */
export function refOf(reference: string | { readonly id: string } | null | undefined): string {
  const id = idOf(reference);
  if (id === null) throw new Error("there is no reference here");
  return id;
}
