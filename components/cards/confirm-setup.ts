interface Confirmation {
  readonly paymentMethodId: string | null;
  readonly error: string;
}

const UNREACHABLE = "The sandbox's Stripe could not be reached. Try again in a moment.";

/** Confirms a SetupIntent with a test card at the sandbox's Stripe, in the request that Stripe.js makes (sandbox.md). */
export async function confirmSetup(clientSecret: string, testCard: string): Promise<Confirmation> {
  const id = clientSecret.split("_secret_")[0] ?? "";
  try {
    const response = await fetch(`/sandbox/stripe/v1/setup_intents/${encodeURIComponent(id)}/confirm`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ client_secret: clientSecret, payment_method: testCard, key: "pk_sandbox" }),
    });
    return read(await response.json());
  } catch {
    return { paymentMethodId: null, error: UNREACHABLE };
  }
}

function read(answer: unknown): Confirmation {
  if (typeof answer !== "object" || answer === null) return { paymentMethodId: null, error: UNREACHABLE };
  const {
    payment_method: method,
    status,
    error,
  } = answer as { payment_method?: unknown; status?: unknown; error?: { message?: unknown } };
  if (typeof method === "string" && status === "succeeded") return { paymentMethodId: method, error: "" };
  return { paymentMethodId: null, error: typeof error?.message === "string" ? error.message : UNREACHABLE };
}
