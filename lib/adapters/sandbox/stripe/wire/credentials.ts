import { unauthorized } from "./failures";
import type { Params } from "./params";

const SECRET_KEY = /^(sk|rk)_(sandbox|test_\w+)$/;
const PUBLISHABLE_KEY = /^pk_(sandbox|test_\w+)$/;
const SHOWN = 8;

/** Checks the key as Stripe does; a publishable one is good for what a browser may call alone. */
export function authenticate(
  request: Request,
  params: Params,
  fromBrowser: boolean,
): { readonly publishable: boolean } {
  const key = keyOf(request) ?? params.text("key");
  if (key === null) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (SECRET_KEY.test(key)) return { publishable: false };
  if (!PUBLISHABLE_KEY.test(key)) throw unauthorized(`Invalid API Key provided: ${key.slice(0, SHOWN)}****`);
  if (!fromBrowser) {
    throw unauthorized(
      "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
    );
  }
  return { publishable: true };
}

function keyOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const [scheme, value = ""] = header.split(" ", 2);
  switch (scheme?.toLowerCase()) {
    case "bearer":
      return value;
    case "basic":
      return Buffer.from(value, "base64").toString().split(":", 1)[0] ?? "";
    default:
      return "";
  }
}
