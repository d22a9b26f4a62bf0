import type { LookupAddress } from "node:dns";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { EgressRequest } from "@/lib/ports/egress";
import { createEgress, type ClosableEgress, type EgressOptions } from "./egress";

let server: http.Server;
let port: number;
let hits: { url: string; method: string; body: string; headers: http.IncomingHttpHeaders }[] = [];
const sockets = new Set<unknown>();
const opened: ClosableEgress[] = [];

beforeAll(async () => {
  server = http.createServer((incoming, outgoing) => {
    sockets.add(incoming.socket);
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      hits.push({ url: incoming.url ?? "", method: incoming.method ?? "", body, headers: incoming.headers });
      answer(incoming.url ?? "", outgoing);
    });
  });
  // All addresses, so that a private one of this machine would be answered too.
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(async () => {
  hits = [];
  sockets.clear();
  await Promise.all(opened.splice(0).map((egress) => egress.close()));
});

function answer(url: string, outgoing: http.ServerResponse): void {
  if (url === "/hang") return;
  if (url === "/redirect")
    return void outgoing.writeHead(302, { location: `http://127.0.0.1:${port}/landed` }).end("moved");
  if (url === "/close") return void outgoing.writeHead(200, { connection: "close" }).end("closed");
  if (url === "/headers") return void outgoing.writeHead(200, { "x-large": "x".repeat(20_000) }).end("ok");
  if (url === "/reset") return void outgoing.destroy();
  if (url === "/nul") return void outgoing.end("a\0b");
  if (url === "/cut") return void outgoing.end("ä".repeat(1_000));
  if (url.startsWith("/flood")) return flood(outgoing);
  if (url === "/drip") return drip(outgoing);
  outgoing.writeHead(url === "/gone" ? 410 : 200).end("ok");
}
function flood(outgoing: http.ServerResponse): void {
  const more = () => {
    while (!outgoing.destroyed && outgoing.write("x".repeat(65_536)));
  };
  outgoing.on("drain", more);
  more();
}
function drip(outgoing: http.ServerResponse): void {
  const timer = setInterval(() => outgoing.write("."), 20);
  outgoing.on("close", () => clearInterval(timer));
}

function open(options: Partial<EgressOptions> = {}): ClosableEgress {
  const egress = createEgress({ allowInsecure: true, ...options });
  opened.push(egress);
  return egress;
}
const request = (url: string, over: Partial<EgressRequest> = {}): EgressRequest => ({
  url,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: "{}",
  timeoutMs: 3_000,
  maxResponseBytes: 1_024,
  ...over,
});
const here = (path = "/") => `http://127.0.0.1:${port}${path}`;
/** A resolver that answers each question with the next list of addresses. */
function dnsAnswers(...answers: readonly string[][]): (hostname: string) => Promise<LookupAddress[]> {
  let asked = 0;
  return async () => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
}

test("a request arrives as it was sent, and its answer comes back", async () => {
  const result = await open().send(request(here("/hook?x=1"), { headers: { "x-event": "ping" }, body: '{"a":"ä"}' }));
  expect(result).toMatchObject({ ok: true, status: 200, body: "ok" });
  expect(hits).toMatchObject([{ url: "/hook?x=1", method: "POST", body: '{"a":"ä"}', headers: { "x-event": "ping" } }]);
});

test("GET carries no body, and every status is an answer", async () => {
  const result = await open().send({
    url: here("/gone"),
    method: "GET",
    headers: {},
    timeoutMs: 3_000,
    maxResponseBytes: 10,
  });
  expect(result).toMatchObject({ ok: true, status: 410 });
  expect(hits).toMatchObject([{ method: "GET", body: "" }]);
});

test("redirects are not followed", async () => {
  expect(await open().send(request(here("/redirect")))).toMatchObject({ ok: true, status: 302, body: "moved" });
  expect(hits.map(({ url }) => url)).toEqual(["/redirect"]);
});

test("localhost is let through in the sandbox", async () => {
  expect(await open().send(request(`http://localhost:${port}/`))).toMatchObject({ ok: true });
});

test("production sends nothing to loopback or by http", async () => {
  const egress = open({ allowInsecure: false });
  for (const url of [here(), `https://127.0.0.1:${port}/`, `https://localhost:${port}/`, "http://example.com/"]) {
    expect(await egress.send(request(url))).toMatchObject({ ok: false, reason: "forbidden" });
  }
  expect(hits).toEqual([]);
});

test("this machine's own private addresses are refused in the sandbox too", async () => {
  const own = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = own.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address);
  for (const address of [...outside, ...outside.map((address) => `[::ffff:${address}]`), "0.0.0.0", "[::]"]) {
    expect(await open().send(request(`http://${address}:${port}/`))).toMatchObject({ ok: false, reason: "forbidden" });
  }
  expect(hits).toEqual([]);
});

test.each([
  ["10.0.0.1", "192.168.1.1", "169.254.169.254", "172.17.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::ffff:10.0.0.1"],
  ["fd00::1", "fe80::1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1", "::ffff:127.0.0.1", "::", "ff02::1"],
])("a name that resolves to %s and the like is refused", async (...addresses) => {
  for (const address of addresses) {
    const egress = open({ resolve: dnsAnswers([address]) });
    expect(await egress.send(request(`http://rebind.test:${port}/`))).toMatchObject({ ok: false, reason: "forbidden" });
  }
});

test("a name that resolves to loopback is refused in production", async () => {
  for (const address of ["127.0.0.1", "::1"]) {
    const egress = open({ allowInsecure: false, resolve: dnsAnswers([address]) });
    expect(await egress.send(request(`https://rebind.test:${port}/`))).toMatchObject({
      ok: false,
      reason: "forbidden",
    });
  }
  expect(hits).toEqual([]);
});

test("of mixed addresses only the allowed ones are connected to", async () => {
  const egress = open({ resolve: dnsAnswers(["10.0.0.1", "127.0.0.1", "192.168.0.1"]) });
  expect(await egress.send(request(`http://mixed.test:${port}/`))).toMatchObject({ ok: true });
});

test("a name that changes its address is checked at every connection", async () => {
  const egress = open({ resolve: dnsAnswers(["127.0.0.1"], ["10.0.0.1"]) });
  expect(await egress.send(request(`http://rebind.test:${port}/close`))).toMatchObject({ ok: true });
  expect(await egress.send(request(`http://rebind.test:${port}/close`))).toMatchObject({
    ok: false,
    reason: "forbidden",
  });
  expect(hits).toHaveLength(1);
});

test("the address that was checked is the address connected to: the name is resolved once a connection", async () => {
  const asked: string[] = [];
  const resolve = dnsAnswers(["127.0.0.1"], ["10.0.0.1"]);
  const egress = open({
    resolve: (hostname) => {
      asked.push(hostname);
      return resolve(hostname);
    },
  });
  expect(await egress.send(request(`http://once.test:${port}/close`))).toMatchObject({ ok: true });
  expect(asked).toEqual(["once.test"]);
});

test("a name without an address is a network failure", async () => {
  const egress = open({ resolve: dnsAnswers([]) });
  expect(await egress.send(request("http://nowhere.test/"))).toMatchObject({ ok: false, reason: "network" });
});

test("a trusted host is reached wherever it is", async () => {
  const egress = open({ allowInsecure: false, allowHosts: ["127.0.0.1"] });
  expect(await egress.send(request(here()))).toMatchObject({ ok: true });
});

test("connections are used again for the next requests to their host", async () => {
  const egress = open();
  for (let i = 0; i < 20; i++) expect(await egress.send(request(here()))).toMatchObject({ ok: true });
  // The first may still be finishing when the second request goes out.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test.each(["/hang", "/drip"])("%s is given up at the deadline", async (path) => {
  const result = await open().send(request(here(path), { timeoutMs: 300, maxResponseBytes: 1 << 20 }));
  expect(result).toMatchObject({ ok: false, reason: "timeout" });
  expect(result.durationMs).toBeGreaterThanOrEqual(290);
  expect(result.durationMs).toBeLessThan(1_500);
});

test("a resolver that never answers is given up at the deadline", async () => {
  const egress = open({ resolve: () => new Promise(() => undefined) });
  const result = await egress.send(request("http://slow.test/", { timeoutMs: 200 }));
  expect(result).toMatchObject({ ok: false, reason: "timeout" });
  expect(result.durationMs).toBeLessThan(1_500);
});

test("of an endless body the first bytes are kept and the rest is dropped", async () => {
  const result = await open().send(request(here("/flood"), { maxResponseBytes: 1_000 }));
  expect(result).toMatchObject({ ok: true, status: 200, body: "x".repeat(1_000) });
});

test("headers beyond 16 KiB are a network failure", async () => {
  expect(await open().send(request(here("/headers")))).toMatchObject({ ok: false, reason: "network" });
});

test("a refused and a broken connection are network failures", async () => {
  expect(await open().send(request("http://127.0.0.1:9/"))).toMatchObject({
    ok: false,
    reason: "network",
    message: /ECONNREFUSED/,
  });
  expect(await open().send(request(here("/reset")))).toMatchObject({ ok: false, reason: "network" });
});

test("the kept text holds no NUL and no half character", async () => {
  expect(await open().send(request(here("/nul")))).toMatchObject({ body: "a\ufffdb" });
  expect(await open().send(request(here("/cut"), { maxResponseBytes: 5 }))).toMatchObject({ body: "ää" });
});
