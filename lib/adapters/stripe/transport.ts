/**
 * The SDK takes any JSON without an `error` field as success, whatever the status: a proxy's or a wrong host's 404 would
 * read as a payment. Answers that are not Stripe's become a failed connection, which the SDK retries and reports.
 */
export function stripeTransport(base: typeof fetch, apiBase: string | null): typeof fetch {
  return async (input, init) => {
    const response = await base(apiBase === null ? input : rebased(input, apiBase), init);
    if (response.ok) return response;
    const body = await response.text();
    if (!isStripeError(body)) throw new TypeError(`Not an answer of Stripe's: HTTP ${response.status}`);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

/** The SDK knows no path before `/v1`, but the sandbox's API lives under one. */
function rebased(input: Parameters<typeof fetch>[0], apiBase: string): string {
  const url = new URL(input instanceof Request ? input.url : input);
  return `${apiBase.replace(/\/$/, "")}${url.pathname}${url.search}`;
}

function isStripeError(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null && "error" in parsed && typeof parsed.error === "object";
  } catch {
    return false;
  }
}
