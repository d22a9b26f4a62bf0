import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ORIGIN = { origin: "https://agents.example" };
const exposed = (response: Response): string[] =>
  (response.headers.get("access-control-expose-headers") ?? "").toLowerCase().split(", ");

describe("pages of other origins", () => {
  test("are told before a request which methods and headers they may send", async () => {
    const response = await fetch(`${app.base}/v1/jobs`, {
      method: "OPTIONS",
      headers: { ...ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": "x-api-key" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
    const accepted = (response.headers.get("access-control-allow-headers") ?? "").toLowerCase().split(", ");
    expect(accepted).toEqual(expect.arrayContaining(["authorization", "content-type", "idempotency-key", "x-api-key"]));
    expect(response.headers.get("access-control-max-age")).toBe("86400");
  });

  test.each([
    ["an answer", "GET", "/v1/agents/activate-info?token=none", 401],
    ["a refusal", "GET", "/v1/jobs", 401],
    ["a method that is not there", "PUT", "/v1/jobs", 405],
    ["a path that is not there", "GET", "/v1/nothing", 404],
  ])("may read %s, and its headers, without credentials of the browser's", async (_what, method, path, status) => {
    const response = await fetch(`${app.base}${path}`, { method, headers: ORIGIN });
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    expect(exposed(response)).toEqual(
      expect.arrayContaining(["x-request-id", "ratelimit-remaining", "idempotent-replayed", "retry-after"]),
    );
  });

  test.each(["/openapi.json", "/llms.txt"])("may read %s", async (path) => {
    const response = await fetch(`${app.base}${path}`, { headers: ORIGIN });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });
});
