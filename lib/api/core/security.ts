import type { Settings } from "@/lib/platform/env";

/** What of the settings decides which other origins a page may reach. */
export type PolicySettings = Pick<Settings, "appUrl" | "development" | "stripe" | "r2" | "uploadthingToken">;

/** Stripe.js and the frames it puts its fields into (https://docs.stripe.com/security/guide, "Content Security Policy"). */
const STRIPE = {
  connect: ["https://api.stripe.com", "https://maps.googleapis.com"],
  frame: ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
  image: ["https://*.stripe.com"],
  /** Where a form's answer may lead: Checkout and onboarding. */
  form: ["https://checkout.stripe.com", "https://connect.stripe.com"],
} as const;
const UPLOADTHING = {
  connect: ["https://*.ingest.uploadthing.com"],
  image: ["https://*.ufs.sh"],
} as const;

/**
 * The policy of one page. Scripts run only with this request's nonce, or when one that has it loads them
 * (`strict-dynamic`); styles may be inline, because React and Radix set them on elements. Nobody may frame a page: there
 * are forms about money on them.
 */
export function contentSecurityPolicy(nonce: string, settings: PolicySettings): string {
  const stripe = settings.stripe === null ? null : STRIPE;
  const uploads = settings.uploadthingToken === null ? null : UPLOADTHING;
  // Where browsers send the files that are handed in from the dashboard, by signed URLs.
  const storage = settings.r2 === null ? [] : [new URL(settings.r2.endpoint).origin];
  // The same server under the name it calls itself by, where the browser uses another (localhost, 127.0.0.1).
  const own = ["'self'", new URL(settings.appUrl).origin];
  const directives: Readonly<Record<string, readonly string[]>> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(settings.development ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...(stripe?.image ?? []), ...(uploads?.image ?? [])],
    "font-src": ["'self'"],
    "connect-src": [...own, ...(stripe?.connect ?? []), ...(uploads?.connect ?? []), ...storage],
    "frame-src": ["'self'", ...(stripe?.frame ?? [])],
    "worker-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": [...own, ...(stripe?.form ?? [])],
    "frame-ancestors": ["'none'"],
    ...(settings.appUrl.startsWith("https:") ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
