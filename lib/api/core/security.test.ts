import { describe, expect, test } from "vitest";
import { unstable_doesMiddlewareMatch as matches } from "next/experimental/testing/server";
import { config } from "@/proxy";
import { contentSecurityPolicy, type PolicySettings } from "./security";

const sandbox: PolicySettings = {
  appUrl: "http://localhost:3000",
  development: false,
  stripe: null,
  r2: null,
  uploadthingToken: null,
};
const live: PolicySettings = {
  appUrl: "https://voxpact.com",
  development: false,
  stripe: { secretKey: "sk", publishableKey: "pk", webhookSecret: "whsec" },
  r2: {
    endpoint: "https://account.r2.cloudflarestorage.com",
    accessKeyId: "id",
    secretAccessKey: "key",
    bucket: "files",
  },
  uploadthingToken: "token",
};

function directive(policy: string, name: string): string[] {
  const found = policy.split("; ").find((one) => one === name || one.startsWith(`${name} `));
  if (found === undefined) throw new Error(`no ${name}`);
  return found.split(" ").slice(1);
}

describe("a page's policy", () => {
  test("runs scripts by the request's nonce alone", () => {
    const sources = directive(contentSecurityPolicy("abc", live), "script-src");
    expect(sources).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  });

  test("lets eval run where React debugs itself, and nowhere else", () => {
    const policy = contentSecurityPolicy("abc", { ...sandbox, development: true });
    expect(directive(policy, "script-src")).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy("abc", live)).not.toContain("unsafe-eval");
  });

  test("lets files go to the bucket only where it is real", () => {
    const bucket = "https://account.r2.cloudflarestorage.com";
    expect(directive(contentSecurityPolicy("abc", live), "connect-src")).toContain(bucket);
    expect(contentSecurityPolicy("abc", sandbox)).not.toContain(bucket);
  });

  test("reaches Stripe only where Stripe is real", () => {
    expect(contentSecurityPolicy("abc", sandbox)).not.toContain("stripe.com");
    expect(directive(contentSecurityPolicy("abc", live), "frame-src")).toContain("https://js.stripe.com");
    expect(directive(contentSecurityPolicy("abc", live), "connect-src")).toContain("https://api.stripe.com");
  });

  test("cannot be framed, has no plug-ins, and goes over https where the site does", () => {
    expect(directive(contentSecurityPolicy("abc", live), "frame-ancestors")).toEqual(["'none'"]);
    expect(directive(contentSecurityPolicy("abc", live), "object-src")).toEqual(["'none'"]);
    expect(contentSecurityPolicy("abc", live)).toContain("upgrade-insecure-requests");
    expect(contentSecurityPolicy("abc", sandbox)).not.toContain("upgrade-insecure-requests");
  });
});

describe("the proxy runs", () => {
  const runs = (url: string): boolean => matches({ config, nextConfig: {}, url });

  test.each([
    "/",
    "/docs",
    "/docs/errors/not_found",
    "/dashboard",
    "/dashboard/jobs?status=active",
    "/dashboard/events-of-nobody",
    "/login/verify?token=a",
    "/recover?token=a",
    "/sandbox/mail",
    "/sandbox/stripe/checkout/cs_1",
    "/v100",
    "/no-such-page",
  ])("before %s", (url) => expect(runs(url)).toBe(true));

  test.each([
    "/v1",
    "/v1/jobs",
    "/v1/events",
    "/api/auth/session",
    "/api/stripe/webhook",
    "/_next/static/chunks/a.js",
    "/dashboard/events",
    "/sandbox/r2/bucket/key",
    "/sandbox/uploadthing/file",
    "/sandbox/stripe/v1/setup_intents/seti_1/confirm",
    "/openapi.json",
    "/llms.txt",
    "/.well-known/openapi.json",
  ])("not before %s", (url) => expect(runs(url)).toBe(false));
});
