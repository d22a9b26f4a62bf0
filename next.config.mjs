/** Sent with every response; pages that hold forms for money must not be framed by strangers. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "SAMEORIGIN" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The checkout is the root, whatever lockfiles lie in the folders above it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // They load files of their own at run time, which a bundle would lose.
  serverExternalPackages: ["graphile-worker", "pg", "pino", "@prisma/client", "@prisma/adapter-pg"],
  // A thread that loads its program from the disk, which no import leads to.
  outputFileTracingIncludes: {
    "/v1/jobs/**": ["./lib/domain/deliverables/preview/pdf-worker.mjs", "./node_modules/unpdf/**/*"],
  },
  // `npm run verify` checks the types, once; `npm start` should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // In development the browser may be at 127.0.0.1 while the server calls itself localhost.
  allowedDevOrigins: ["127.0.0.1"],
  headers: () => Promise.resolve([{ source: "/:path*", headers: SECURITY_HEADERS }]),
};

export default config;
