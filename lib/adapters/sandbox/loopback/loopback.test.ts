import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFetch, startLoopback, type Loopback } from ".";

let loopback: Loopback;
let aborted: Promise<void>;
beforeAll(async () => {
  loopback = await startLoopback({
    "/echo": async (request) =>
      new Response(request.body, { status: 201, headers: { "x-url": request.url, "x-method": request.method } }),
    "/drop": () => Promise.reject(new TypeError("fetch failed")),
    "/cookies": async () => {
      const headers = new Headers();
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response(null, { status: 204, headers });
    },
    "/hang": (request) => {
      aborted = new Promise((resolve) => request.signal.addEventListener("abort", () => resolve()));
      return new Promise(() => undefined);
    },
  });
});
afterAll(() => loopback.close());

test("the handler sees method, headers, query and body as they were sent", async () => {
  const response = await fetch(`${loopback.url}/echo/a/b?c=%20d`, { method: "POST", body: "body" });
  expect([response.status, response.headers.get("x-method"), await response.text()]).toEqual([201, "POST", "body"]);
  expect(new URL(response.headers.get("x-url") ?? "").href).toBe(`${loopback.url}/echo/a/b?c=%20d`);
});

test("sixty megabytes pass through unchanged", async () => {
  const bytes = randomBytes(60 << 20);
  const echoed = await (await fetch(`${loopback.url}/echo`, { method: "PUT", body: bytes })).arrayBuffer();
  const digest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");
  expect(digest(new Uint8Array(echoed))).toBe(digest(bytes));
});

test("a handler that rejects drops the connection without an answer", async () => {
  await expect(fetch(`${loopback.url}/drop`, { method: "POST", body: "x" })).rejects.toThrow("fetch failed");
});

test("a path outside every prefix is 404, also where it only begins like one", async () => {
  expect((await fetch(`${loopback.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${loopback.url}/echoes`)).status).toBe(404);
});

test("headers that repeat arrive apart", async () => {
  expect((await fetch(`${loopback.url}/cookies`)).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test("a caller that gives up aborts the handler's signal", async () => {
  await expect(fetch(`${loopback.url}/hang`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  await aborted;
});

test("asFetch rejects an abort at once, whatever the handler does", async () => {
  const call = asFetch(() => new Promise(() => undefined))("http://stand.in/", { signal: AbortSignal.timeout(50) });
  await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  const before = asFetch(async () => new Response("late"))("http://stand.in/", { signal: AbortSignal.abort() });
  await expect(before).rejects.toMatchObject({ name: "AbortError" });
});
