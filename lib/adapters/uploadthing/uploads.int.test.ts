import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { genUploader } from "uploadthing/client";
import { asFetch, startLoopback, type FetchHandler, type Loopback } from "@/lib/adapters/sandbox/loopback";
import { createUploadThingStandIn, sandboxUploadThingToken } from "@/lib/adapters/sandbox/uploadthing";
import { HOUR_MS, wallNow } from "@/lib/kernel/clock";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { createUploads, createUploadThingFiles, readUploadThingToken, type FinishedUpload, type UploadGrant } from ".";

const API_KEY = "sk_sandbox_key";
const token = sandboxUploadThingToken(API_KEY);
let database: TestDatabase;
let directory: string;
let loopback: Loopback;
let publicUrl: string;
let standIn: FetchHandler;
let skewMs = 0;
const now = () => new Date(wallNow().getTime() + skewMs);
const completed = vi.fn(async (grant: UploadGrant, file: FinishedUpload) => ({
  by: grant.ownerId ?? "",
  key: file.key,
}));

/** Owner `ada` may upload for whatever does not end in `-foreign`. */
const rules = {
  authorize: async (request: Request, id: string) => {
    const ownerId = request.headers.get("authorization");
    return ownerId === null || id.endsWith("-foreign") ? null : { ownerId, subject: id };
  },
  completed,
};

beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(path.join(os.tmpdir(), "voxpact-uploads-"));
  // The port is known only once the server runs, so the handlers are looked up at every call.
  const uploads = (request: Request) => route(request);
  loopback = await startLoopback({
    "/sandbox/uploadthing": (request) => standIn(request),
    "/api/uploadthing": uploads,
  });
  publicUrl = `${loopback.url}/sandbox/uploadthing`;
  standIn = createUploadThingStandIn({
    db: database.db,
    directory,
    apiKey: API_KEY,
    publicUrl,
    now: async () => now(),
  });
  const route = createUploads({
    token,
    callbackUrl: `${loopback.url}/api/uploadthing`,
    ingestUrl: publicUrl,
    fetch: asFetch((request) => standIn(request)),
    evidence: rules,
    avatar: rules,
  });
  vi.stubGlobal("XMLHttpRequest", FetchXhr);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await loopback.close();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => {
  skewMs = 0;
  completed.mockClear();
});

/** What UploadThing's client uses of a browser's XMLHttpRequest, over fetch. */
class FetchXhr {
  status = 0;
  statusText = "";
  response: unknown = null;
  responseType = "";
  readonly upload = { addEventListener: () => undefined };
  #target = { method: "GET", url: "" };
  readonly #headers = new Headers();
  readonly #listeners = new Map<string, () => void>();
  open(method: string, url: string): void {
    this.#target = { method, url };
  }
  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }
  addEventListener(event: string, listener: () => void): void {
    this.#listeners.set(event, listener);
  }
  abort(): void {
    this.#listeners.clear();
  }
  send(body: FormData): void {
    fetch(this.#target.url, { method: this.#target.method, headers: this.#headers, body })
      .then(async (response) => {
        this.status = response.status;
        this.statusText = response.statusText;
        this.response = await response.json();
        this.#listeners.get("load")?.();
      })
      .catch(() => this.#listeners.get("error")?.());
  }
}

const client = () => genUploader({ url: `${loopback.url}/api/uploadthing`, package: "test", fetch });
const png = (size = 2_000) => new File([randomBytes(size)], "naïve picture (1).png", { type: "image/png" });
const upload = (slug: "avatar" | "evidence", file: File, input: Record<string, string>, owner = "ada") =>
  client().uploadFiles(slug, { files: [file], input, headers: { authorization: owner } } as never) as Promise<
    { key: string; ufsUrl: string; serverData: unknown; fileHash: string }[]
  >;
const files = () =>
  createUploadThingFiles({ token, filesUrl: `${publicUrl}/f`, apiUrl: publicUrl, fetch: asFetch(standIn) });

test("a browser's upload arrives whole, is told to the domain, and its answer reaches the browser", async () => {
  const file = png();
  const [uploaded] = await upload("avatar", file, { agentId: "ag_1" });
  const hash = createHash("md5")
    .update(Buffer.from(await file.arrayBuffer()))
    .digest("hex");
  expect(uploaded).toMatchObject({ fileHash: hash, serverData: { by: "ada", key: uploaded?.key } });
  expect(completed).toHaveBeenCalledExactlyOnceWith(
    { ownerId: "ada", subject: "ag_1" },
    { key: uploaded?.key, name: file.name, size: 2_000, type: "image/png", hash },
  );
  const served = await fetch(uploaded?.ufsUrl ?? "");
  expect(Buffer.from(await served.arrayBuffer())).toEqual(Buffer.from(await file.arrayBuffer()));
  expect(served.headers.get("x-content-type-options")).toBe("nosniff");
  expect(Buffer.from((await files().read(uploaded?.key ?? "")) ?? [])).toEqual(Buffer.from(await file.arrayBuffer()));
});

test("evidence is private: it is read by a signed URL, by the application's clock, and no other way", async () => {
  const [uploaded] = await upload("evidence", new File(["proof"], "proof.txt", { type: "text/plain" }), {
    jobId: "job-1",
  });
  const key = uploaded?.key ?? "";
  expect((await fetch(files().publicUrl(key))).status).toBe(403);
  skewMs = 48 * HOUR_MS;
  const url = files().signedUrl({ key, expiresInSeconds: 60, now: now() });
  const served = await fetch(url);
  expect([served.status, await served.text()]).toEqual([200, "proof"]);
  expect(served.headers.get("content-disposition")).toBe("attachment");
  const altered = url.replace(/expires=\d+/, `expires=${now().getTime() + HOUR_MS}`);
  expect((await fetch(altered)).status).toBe(403);
  expect((await fetch(url.replace(key, `${key}x`))).status).toBe(403);
  skewMs += 61_000;
  expect((await fetch(url)).status).toBe(403);
});

test("who may not upload gets no URL", async () => {
  await expect(upload("avatar", png(), { agentId: "ag-foreign" })).rejects.toThrow("You may not upload this file.");
  await expect(client().uploadFiles("avatar", { files: [png()], input: { agentId: "ag_1" } } as never)).rejects.toThrow(
    "You may not upload this file.",
  );
  expect(completed).not.toHaveBeenCalled();
});

test.each<[string, "avatar" | "evidence", File, Record<string, string>]>([
  [
    "a program as a picture",
    "avatar",
    new File(["x"], "a.exe", { type: "application/x-msdownload" }),
    { agentId: "a" },
  ],
  ["an SVG as a picture", "avatar", new File(["<svg/>"], "a.svg", { type: "image/svg+xml" }), { agentId: "a" }],
  ["a picture over 4 MB", "avatar", png(4 * 2 ** 20 + 1), { agentId: "a" }],
  ["a video as evidence", "evidence", new File(["x"], "a.mp4", { type: "video/mp4" }), { jobId: "j" }],
  ["a missing subject", "evidence", new File(["x"], "a.txt", { type: "text/plain" }), {}],
])("refuses %s", async (_, slug, file, input) => {
  await expect(upload(slug, file, input)).rejects.toThrow();
  expect(completed).not.toHaveBeenCalled();
});

test("an upload that the domain does not take fails in the browser and is not kept", async () => {
  completed.mockRejectedValueOnce(new Error("the dispute is closed"));
  await expect(
    upload("evidence", new File(["late"], "late.txt", { type: "text/plain" }), { jobId: "j" }),
  ).rejects.toThrow();
  const key = completed.mock.calls[0]?.[1].key ?? "";
  expect((await fetch(files().signedUrl({ key, expiresInSeconds: 60, now: now() }))).status).toBe(404);
});

test("a signed upload takes no other size, key or signature", async () => {
  const response = await fetch(`${loopback.url}/api/uploadthing?slug=avatar&actionType=upload`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "ada", "x-uploadthing-package": "test" },
    body: JSON.stringify({ files: [{ name: "a.png", size: 10, type: "image/png" }], input: { agentId: "a" } }),
  });
  const [{ url, key }] = (await response.json()) as [{ url: string; key: string }];
  const put = (target: string, size: number) => {
    const body = new FormData();
    body.append("file", new File([randomBytes(size)], "a.png", { type: "image/png" }));
    return fetch(target, { method: "PUT", body });
  };
  expect((await put(url, 11)).status).toBe(400);
  expect((await put(url, 100_000)).status).toBe(413);
  expect((await put(url.replace(key, `${key}x`), 10)).status).toBe(403);
  expect((await put(url.replace(/signature=.*/, "signature=hmac-sha256%3D00"), 10)).status).toBe(403);
  expect((await put(url.replace("size=10", "size=11"), 11)).status).toBe(403);
  expect((await fetch(url.replace("signature", "sig"), { method: "HEAD" })).status).toBe(403);
  expect(completed).not.toHaveBeenCalled();
  expect((await put(url, 10)).status).toBe(200);
});

test("nobody but UploadThing tells the application that an upload is done", async () => {
  const forged = await fetch(`${loopback.url}/api/uploadthing?slug=avatar`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "uploadthing-hook": "callback",
      "x-uploadthing-signature": `hmac-sha256=${"0".repeat(64)}`,
    },
    body: JSON.stringify({ status: "uploaded", file: {}, origin: publicUrl, metadata: { ownerId: "eve" } }),
  });
  expect(forged.status).toBe(400);
  const result = await fetch(`${publicUrl}/callback-result`, { method: "POST", body: "{}" });
  expect(result.status).toBe(401);
  expect(completed).not.toHaveBeenCalled();
});

test("a deleted file is gone, and deleting it again succeeds", async () => {
  const [uploaded] = await upload("avatar", png(), { agentId: "a" });
  const key = uploaded?.key ?? "";
  await files().delete(key);
  expect((await fetch(uploaded?.ufsUrl ?? "")).status).not.toBe(200);
  expect(await files().read(key)).toBeNull();
  await files().delete(key);
});

test("an UploadThing that is down is an outage", async () => {
  const down = createUploadThingFiles({ token, apiUrl: "http://127.0.0.1:9", filesUrl: "http://127.0.0.1:9/f" });
  const outage = { name: "ProviderUnavailable", provider: "uploadthing" };
  await expect(down.delete("any")).rejects.toMatchObject(outage);
  await expect(down.read("any")).rejects.toMatchObject(outage);
});

test.each(["", "not base64!", Buffer.from("{}").toString("base64"), Buffer.from('{"apiKey":"x"}').toString("base64")])(
  "%j is no token",
  (text) => {
    expect(() => readUploadThingToken(text)).toThrow("UPLOADTHING_TOKEN is no token");
  },
);

test("without a place of our own, files are at UploadThing's host", () => {
  const real = createUploadThingFiles({ token });
  expect(real.publicUrl("key")).toBe("https://sandbox.ufs.sh/f/key");
});
