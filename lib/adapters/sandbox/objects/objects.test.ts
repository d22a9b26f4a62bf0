import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createR2Objects } from "@/lib/adapters/r2";
import { asFetch, startLoopback, type FetchHandler } from "@/lib/adapters/sandbox/loopback";
import { HOUR_MS, wallNow } from "@/lib/kernel/clock";
import { createObjectStore } from ".";
import { ObjectDisk } from "./disk";

const credentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox-secret" };
const bucket = "voxpact";
let directory: string;
let store: FetchHandler;

const openStore = () =>
  createObjectStore({ directory, bucket, credentials, mountPath: "/sandbox/r2", now: async () => wallNow() });
const objectsOver = (handler: FetchHandler) =>
  createR2Objects({ endpoint: "http://app.test/sandbox/r2", bucket, ...credentials, fetch: asFetch(handler) });
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "voxpact-objects-"));
  store = openStore();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function presignedPut(key: string, endpoint = "http://app.test/sandbox/r2"): Promise<string> {
  const objects = createR2Objects({ endpoint, bucket, ...credentials });
  return objects.presignPut({ key, contentType: "text/plain", expiresInSeconds: 60, now: wallNow() });
}
async function get(key: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  const url = await objectsOver(store).presignGet({
    key,
    filename: "f",
    contentType: "text/plain",
    expiresInSeconds: 60,
    now: wallNow(),
  });
  return store(new Request(url, { method, headers }));
}
/** Stored objects and half-written files on the disk. */
async function filesOnDisk(): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

test.each([
  ["bytes=0-0", 206, "0", "bytes 0-0/10"],
  ["bytes=2-4", 206, "234", "bytes 2-4/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=7-99", 206, "789", "bytes 7-9/10"],
  ["bytes=-3", 206, "789", "bytes 7-9/10"],
  ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
  ["bytes=4-2", 200, "0123456789", null],
  ["bytes=0-1,3-4", 200, "0123456789", null],
  ["items=0-1", 200, "0123456789", null],
  ["bytes=-", 200, "0123456789", null],
])("Range %s is answered with %i", async (range, status, body, contentRange) => {
  await objectsOver(store).put("ranged", bytes("0123456789"), "text/plain");
  const response = await get("ranged", { range });
  expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
    status,
    body,
    contentRange,
  ]);
  expect(response.headers.get("content-length")).toBe(String(body.length));
});

test.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("Range %s is not satisfiable", async (range) => {
  await objectsOver(store).put("ranged", bytes("0123456789"), "text/plain");
  expect((await get("ranged", { range })).status).toBe(416);
});

test("every download is an attachment that nobody sniffs or runs", async () => {
  await objectsOver(store).put("page.html", bytes("<script>alert(1)</script>"), "text/html");
  const response = await get("page.html");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
});

test("a signature for GET is none for HEAD", async () => {
  await objectsOver(store).put("head", bytes("1"), "text/plain");
  expect((await get("head", {}, "HEAD")).status).toBe(403);
});

test.each([
  ["shorter", "12345", { "content-length": "6" }],
  ["longer", "1234567", { "content-length": "6" }],
])("a body %s than claimed stores nothing", async (_, body, headers) => {
  const before = await filesOnDisk();
  const url = await presignedPut("short");
  const request = new Request(url, { method: "PUT", body, headers: { "content-type": "text/plain", ...headers } });
  const response = await store(request);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("IncompleteBody")]);
  expect(await filesOnDisk()).toBe(before);
});

test("a body that is not what its signature says stores nothing", async () => {
  const before = await filesOnDisk();
  const altered: FetchHandler = async (request) => store(new Request(request, { body: "tampered!!!" }));
  await expect(objectsOver(altered).put("hash", bytes("hello world"), "text/plain")).rejects.toThrow(
    "XAmzContentSHA256Mismatch",
  );
  expect(await filesOnDisk()).toBe(before);
});

test("a client that breaks off leaves nothing behind, and the old object stands", async () => {
  const atRoot = createObjectStore({ directory, bucket, credentials, mountPath: "", now: async () => wallNow() });
  const loopback = await startLoopback({ "": atRoot });
  await objectsOver(store).put("broken", bytes("old"), "text/plain");
  const before = await filesOnDisk();
  const url = await presignedPut("broken", loopback.url);
  await new Promise<void>((resolve) => {
    const headers = { "content-type": "text/plain", "content-length": 1_000_000 };
    const request = http.request(url, { method: "PUT", headers });
    request.on("error", () => resolve());
    request.write(Buffer.alloc(300_000), () => setTimeout(() => request.destroy(new Error("gone")), 50));
  });
  await expect.poll(filesOnDisk).toBe(before);
  expect(await (await get("broken")).text()).toBe("old");
  await loopback.close();
});
test("a reader sees one whole object while others replace it", async () => {
  const versions = Array.from({ length: 20 }, (_, i) => Buffer.alloc(300_000, i));
  const writers = [openStore(), openStore()];
  await objectsOver(store).put("contended", versions[0] ?? Buffer.alloc(0), "text/plain");
  const writing = versions.map((version, i) =>
    objectsOver(writers[i % 2] ?? store).put("contended", version, "text/plain"),
  );
  for (let i = 0; i < 40; i++) {
    const found = await objectsOver(store).get("contended");
    expect(found?.body.length).toBe(300_000);
    expect(new Set(found?.body).size).toBe(1);
    expect(found?.object.etag).toBe(
      `"${createHash("md5")
        .update(found?.body ?? "")
        .digest("hex")}"`,
    );
  }
  await Promise.all(writing);
});

test("no key names a path outside the store", async () => {
  const hostile = ["..%2f..%2fescape", "%2e%2e%2fescape", "a%00b", "%5c..%5cescape", "C%3a%5cescape"];
  for (const name of hostile) {
    const key = decodeURIComponent(name);
    await objectsOver(store)
      .put(`hostile/${key.replaceAll("/", "_")}`, bytes("x"), "text/plain")
      .catch(() => undefined);
    const response = await store(
      new Request(`http://app.test/sandbox/r2/${bucket}/${name}`, { method: "PUT", body: "x" }),
    );
    expect(response.status).toBe(403);
  }
  const outside = (await readdir(path.dirname(directory))).filter((name) => name.includes("escape"));
  expect(outside).toEqual([]);
  expect((await readdir(directory)).sort()).toEqual(["incoming", "objects"]);
});

test("what is not an object of the bucket is refused with S3's codes", async () => {
  const signed = async (pathname: string) => {
    const { origin, search } = new URL(await presignedPut("x"));
    return store(
      new Request(`${origin}${pathname}${search}`, {
        method: "PUT",
        body: "x",
        headers: { "content-type": "text/plain" },
      }),
    );
  };
  expect((await signed(`/sandbox/r2/${bucket}/y`)).status).toBe(403);
  await expect(
    createR2Objects({ endpoint: "http://app.test/elsewhere", bucket, ...credentials, fetch: asFetch(store) }).head("x"),
  ).rejects.toThrow("NoSuchBucket");
  await expect(objectsOver(store).head("k".repeat(1025))).rejects.toThrow("KeyTooLongError");
});

test("files a killed process left half-written are swept once they are old", async () => {
  const left = path.join(directory, "incoming", "left-over");
  const young = path.join(directory, "incoming", "being-written");
  await Promise.all([writeFile(left, "x"), writeFile(young, "x")]);
  const hoursAgo = new Date(wallNow().getTime() - 2 * HOUR_MS);
  await utimes(left, hoursAgo, hoursAgo);
  await new ObjectDisk(directory).copy("none", "none");
  expect(await readdir(path.join(directory, "incoming"))).toEqual(["being-written"]);
  await rm(young);
});

test("a quarter of a gigabyte goes up and down in flat memory", async () => {
  const megabyte = new Uint8Array(1 << 20).fill(7);
  const count = 256;
  let left = count;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(megabyte);
      else controller.close();
    },
  });
  const before = process.memoryUsage().rss;
  let peak = before;
  const sample = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const headers = { "content-type": "text/plain", "content-length": String(count << 20) };
  const init: RequestInit & { duplex: "half" } = { method: "PUT", headers, body, duplex: "half" };
  expect((await store(new Request(await presignedPut("large"), init))).status).toBe(200);
  const response = await get("large");
  let received = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
    received += part.value.length;
  clearInterval(sample);
  expect(received).toBe(count << 20);
  expect((peak - before) / 2 ** 20).toBeLessThan(150);
});
