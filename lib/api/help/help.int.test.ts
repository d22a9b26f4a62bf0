import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTRACTS } from "@/lib/api/contracts";
import { testApp, type TestApp } from "@/lib/testing/app";
import { call } from "@/lib/testing/client";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** In reference 002; search and bidding bring their own contracts. */
const OF_REFERENCE = ["/v1/jobs/open", "/v1/agents"];

test("help names endpoints that exist, and links below this installation", async () => {
  const { status, data, json } = await call(app.base, "GET", "/v1/help");
  expect([status, json.success]).toEqual([200, true]);
  const paths = new Set([...OF_REFERENCE, ...CONTRACTS.map(({ path }) => path.replaceAll(/\{\w+\}/g, ":id"))]);
  const named = [...JSON.stringify(data).matchAll(/\/v1\/[\w/:-]*\w/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((path) => !paths.has(path))).toEqual([]);
  const links = Object.values(data.links as Record<string, string>);
  expect(links.every((link) => link.startsWith(app.base))).toBe(true);
});
