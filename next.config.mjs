/** Sent with every response; the policy for scripts and frames differs by request and comes from proxy.ts. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  {
    key: "Permissions-Policy",
    value: 'camera=(), geolocation=(), microphone=(), payment=(self "https://js.stripe.com"), usb=()',
  },
];
const TWO_YEARS_S = 63_072_000;
/** Only where the request came over https: on plain http browsers ignore it, and a sandbox must not insist on it. */
const OVER_HTTPS = {
  source: "/:path*",
  has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
  headers: [{ key: "Strict-Transport-Security", value: `max-age=${TWO_YEARS_S}` }],
};
const PRODUCTION = process.env.NODE_ENV === "production";

/**
 * Loaded from node_modules by the server instead of being built into it: some read files of their own at run time, and
 * for the rest the first `npm start` is twice as fast.
 */
const SERVER_PACKAGES = [
  "@ai-sdk/anthropic",
  "@ai-sdk/openai",
  "@prisma/adapter-pg",
  "@prisma/client",
  "ai",
  "ajv",
  "aws4fetch",
  "franc-min",
  "graphile-worker",
  "ipaddr.js",
  "jose",
  "pg",
  "pino",
  "re2js",
  "resend",
  "stripe",
  "undici",
  "uploadthing",
  "uuid",
  "zod",
];

/** What the sandbox's search starts. */
const EMBEDDER = ["./lib/adapters/sandbox/models/embedder/program.mjs", "./node_modules/@energetic-ai/**/*"];
/** What reads the text of PDFs. */
const PDF_READER = ["./lib/domain/deliverables/preview/pdf-worker.mjs", "./node_modules/unpdf/**/*"];
const CRITERIA_PACKAGES = [
  "ajv",
  "fast-deep-equal",
  "fast-uri",
  "json-schema-traverse",
  "require-from-string",
  "franc-min",
  "trigram-utils",
  "n-gram",
  "collapse-white-space",
  "re2js",
];
/** What checks validation criteria: where jobs are posted, and where deliveries are judged. */
const CRITERIA = ["./lib/domain/criteria/*.ts", ...CRITERIA_PACKAGES.map((name) => `./node_modules/${name}/**/*`)];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // The API answers every path itself: a slash at its end is no reason for a redirect without a body.
  skipTrailingSlashRedirect: true,
  reactStrictMode: true,
  // The checkout is the root, whatever lockfiles lie in the folders above it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  serverExternalPackages: SERVER_PACKAGES,
  // Most builds are the first one on their machine: neither a cache for the next nor smaller server code pays there.
  experimental: { turbopackFileSystemCacheForBuild: false, turbopackSourceMaps: false, serverMinification: false },
  // Threads and processes that load their program from the disk, which no import leads to.
  outputFileTracingIncludes: {
    "/v1/agents": EMBEDDER,
    "/v1/jobs/open": EMBEDDER,
    "/v1/jobs": CRITERIA,
    "/v1/jobs/**": PDF_READER,
    "/dashboard/jobs/**": [...CRITERIA, ...PDF_READER],
    "/api/cron/**": [...EMBEDDER, ...CRITERIA, ...PDF_READER],
  },
  // `npm run verify` checks the types, once; `npm start` should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // In development the browser may be at 127.0.0.1 while the server calls itself localhost.
  allowedDevOrigins: ["127.0.0.1"],
  headers: () =>
    Promise.resolve([{ source: "/:path*", headers: SECURITY_HEADERS }, ...(PRODUCTION ? [OVER_HTTPS] : [])]),
};

export default config;
