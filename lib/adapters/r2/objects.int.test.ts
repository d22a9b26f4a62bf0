import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setFault, withFaults } from "@/lib/adapters/sandbox/faults";
import { asFetch, startLoopback, type FetchHandler, type Loopback } from "@/lib/adapters/sandbox/loopback";
import { createObjectStore } from "@/lib/adapters/sandbox/objects";
import { HOUR_MS, wallNow } from "@/lib/kernel/clock";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { attachment } from "./content-disposition";
import { createR2Objects } from "./objects";
import { objectsContract } from "./objects.contract";

const credentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox-secret" };
const bucket = "voxpact";
let directory: string;
let store: FetchHandler;
let loopback: Loopback;
let database: TestDatabase;
let db: TestDatabase["db"];
let skewMs = 0;
const now = () => new Date(wallNow().getTime() + skewMs);

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  directory = await mkdtemp(path.join(os.tmpdir(), "voxpact-objects-"));
  store = createObjectStore({ directory, bucket, credentials, mountPath: "", now: async () => now() });
  loopback = await startLoopback({ "": store });
});
afterAll(async () => {
  await loopback.close();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => {
  skewMs = 0;
});

const overHttp = () => createR2Objects({ endpoint: loopback.url, bucket, ...credentials });
const injected = (handler: FetchHandler) =>
  createR2Objects({ endpoint: "http://objects.test", bucket, ...credentials, fetch: asFetch(handler) });

describe("over HTTP", () => objectsContract(async () => ({ objects: overHttp(), fetch, now })));
describe("injected", () => objectsContract(async () => ({ objects: injected(store), fetch: asFetch(store), now })));

test("signed URLs live by the application's clock, wherever it has been moved", async () => {
  const key = "clock/moved";
  await overHttp().put(key, new TextEncoder().encode("x"), "text/plain");
  const sign = () =>
    overHttp().presignGet({ key, filename: "f", contentType: "text/plain", expiresInSeconds: 3600, now: now() });
  const before = await sign();
  skewMs = 72 * HOUR_MS;
  expect((await fetch(before)).status).toBe(403);
  expect((await fetch(await sign())).status).toBe(200);
  // The application's own requests are stamped with the machine's time and still go through.
  expect(await overHttp().head(key)).toMatchObject({ size: 1 });
});

test("a wrong secret is a bug, not an outage", async () => {
  const stranger = createR2Objects({ endpoint: loopback.url, bucket, ...credentials, secretAccessKey: "guess" });
  await expect(stranger.head("any")).rejects.toMatchObject({ name: "Error", message: /SignatureDoesNotMatch/ });
  const lost = createR2Objects({ endpoint: loopback.url, bucket: "other", ...credentials });
  await expect(lost.head("any")).rejects.toMatchObject({ name: "Error", message: /NoSuchBucket/ });
});

test("nobody listening is an outage", async () => {
  const down = createR2Objects({ endpoint: "http://127.0.0.1:9", bucket, ...credentials });
  await expect(down.head("any")).rejects.toBeInstanceOf(ProviderUnavailable);
});

test("one server error is tried again, two are an outage", async () => {
  const objects = injected(withFaults(db, "r2", store));
  await setFault(db, { service: "r2", mode: "error_once" });
  await objects.put("faults/once", new TextEncoder().encode("x"), "text/plain");
  await setFault(db, { service: "r2", mode: "error_once", count: 2 });
  await expect(objects.head("faults/once")).rejects.toBeInstanceOf(ProviderUnavailable);
  expect(await objects.head("faults/once")).toMatchObject({ size: 1 });
});

test("a lost answer is tried again and ends in the same state", async () => {
  await setFault(db, { service: "r2", mode: "lost_response", count: 1 });
  await injected(withFaults(db, "r2", store)).put("faults/lost", new TextEncoder().encode("x"), "text/plain");
  expect(await overHttp().head("faults/lost")).toMatchObject({ size: 1 });
});

test.each(["", "a//b", "../etc/passwd", "a/./b", "/a", "a/"])("%j is no object key", async (key) => {
  await expect(overHttp().head(key)).rejects.toThrow("no usable object key");
});

test.each([
  ["report.txt", `attachment; filename="report.txt"; filename*=UTF-8''report.txt`],
  [`a"b\\c.txt`, `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b%5Cc.txt`],
  ["a\r\nX-Evil: 1", `attachment; filename="a__X-Evil: 1"; filename*=UTF-8''a%0D%0AX-Evil%3A%201`],
  ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ["\ud800.txt", `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
])("the disposition of %j is one safe header", (filename, header) => {
  expect(attachment(filename)).toBe(header);
});

const curlSigns = spawnSync("curl", ["--aws-sigv4", "aws:amz:auto:s3", "--version"]).status === 0;

describe.skipIf(!curlSigns)("curl, which signs by itself", () => {
  const curl = async (...args: string[]) => {
    const user = `${credentials.accessKeyId}:${credentials.secretAccessKey}`;
    // curl before 8.5 would sign an upload as if it were empty.
    const signature = [
      "--aws-sigv4",
      "aws:amz:auto:s3",
      "--user",
      user,
      "-H",
      "x-amz-content-sha256: UNSIGNED-PAYLOAD",
    ];
    const { stdout } = await promisify(execFile)("curl", ["-sS", "-w", "\n%{http_code}", ...signature, ...args]);
    return stdout;
  };

  test("puts, gets, asks and deletes", async () => {
    const file = path.join(directory, "upload");
    await writeFile(file, "from curl");
    const url = `${loopback.url}/${bucket}/curl/file%20name.txt`;
    expect(await curl("-T", file, "-H", "content-type: text/x-curl", url)).toBe("\n200");
    expect(await overHttp().head("curl/file name.txt")).toMatchObject({ size: 9, contentType: "text/x-curl" });
    expect(await curl(url)).toBe("from curl\n200");
    expect(await curl("-I", url)).toMatch(/content-length: 9[^]*\n200$/i);
    expect(await curl("-X", "DELETE", url)).toBe("\n204");
    expect(await curl(url)).toMatch(/NoSuchKey[^]*\n404$/);
  });

  test("uses presigned URLs as any client does", async () => {
    const file = path.join(directory, "presigned");
    const objects = overHttp();
    const putUrl = await objects.presignPut({
      key: "curl/presigned",
      contentType: "text/plain",
      expiresInSeconds: 60,
      now: now(),
    });
    await writeFile(file, "1234");
    const run = promisify(execFile);
    await run("curl", ["-sS", "--fail", "-T", file, "-H", "content-type: text/plain", putUrl]);
    const getUrl = await objects.presignGet({
      key: "curl/presigned",
      filename: "näme.txt",
      contentType: "text/plain",
      expiresInSeconds: 60,
      now: now(),
    });
    await run("curl", ["-sS", "--fail", "-o", `${file}.down`, getUrl]);
    expect(await readFile(`${file}.down`, "utf8")).toBe("1234");
  });
});
