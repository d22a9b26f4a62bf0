import { createHash, randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Objects } from "@/lib/ports/objects";

export interface ObjectsUnderTest {
  readonly objects: Objects;
  /** Speaks to presigned URLs; the global `fetch` unless the store has no address of its own. */
  readonly fetch: typeof fetch;
  /** The time the store goes by. */
  readonly now: () => Date;
}

const minutesLater = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** What every `Objects` guarantees, whichever server answers it. */
export function objectsContract(connect: () => Promise<ObjectsUnderTest>): void {
  let objects: Objects;
  let http: typeof fetch;
  let now: () => Date;
  const prefix = `contract/${randomUUID()}`;
  const keys = ["plain.txt", "with space & plus+.txt", "naïve/日本 '(1)!*~.txt", "100%/a%2Fb.txt"];
  beforeAll(async () => {
    ({ objects, fetch: http, now } = await connect());
  });

  const presignPut = (key: string, over: { type?: string; at?: Date } = {}) =>
    objects.presignPut({
      key,
      contentType: over.type ?? "text/plain",
      expiresInSeconds: 600,
      now: over.at ?? now(),
    });
  const presignGet = (key: string, over: { filename?: string; at?: Date } = {}) =>
    objects.presignGet({
      key,
      filename: over.filename ?? "file.txt",
      contentType: "text/plain",
      expiresInSeconds: 600,
      now: over.at ?? now(),
    });
  const upload = (url: string, body: string, type = "text/plain") =>
    http(url, { method: "PUT", body, headers: { "content-type": type } });

  test.each(keys)("%s is put, asked for, read and deleted", async (name) => {
    const key = `${prefix}/${name}`;
    expect(await objects.head(key)).toBeNull();
    await objects.put(key, new TextEncoder().encode("hello world"), "text/markdown");
    expect(await objects.head(key)).toMatchObject({ size: 11, contentType: "text/markdown" });
    const found = await objects.get(key);
    expect(new TextDecoder().decode(found?.body)).toBe("hello world");
    expect(found?.object).toMatchObject({ size: 11, contentType: "text/markdown" });
    expect(found?.object.etag).toContain(createHash("md5").update("hello world").digest("hex"));
    await objects.delete(key);
    expect(await objects.get(key)).toBeNull();
  });

  test.each(keys)("%s goes up and comes down by presigned URLs", async (name) => {
    const key = `${prefix}/signed/${name}`;
    expect((await upload(await presignPut(key), "hello")).status).toBe(200);
    const response = await http(await presignGet(key));
    expect([response.status, await response.text()]).toEqual([200, "hello"]);
  });

  test("a download is an attachment with its true name and type", async () => {
    const key = `${prefix}/named`;
    await objects.put(key, new TextEncoder().encode("<script>"), "text/html");
    const response = await http(await presignGet(key, { filename: `Ünïcode "q" 100%.txt` }));
    await response.body?.cancel();
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="_n_code _q_ 100_.txt"; filename*=UTF-8''%C3%9Cn%C3%AFcode%20%22q%22%20100%25.txt`,
    );
  });

  test("part of an object tells the size of the whole", async () => {
    const key = `${prefix}/part`;
    await objects.put(key, randomBytes(5000), "application/octet-stream");
    const part = await objects.get(key, 100);
    expect([part?.body.length, part?.object.size]).toEqual([100, 5000]);
    expect((await objects.get(key, 9_999))?.body.length).toBe(5000);
  });

  test("an empty object is an object", async () => {
    const key = `${prefix}/empty`;
    await objects.put(key, new Uint8Array(), "text/plain");
    expect(await objects.head(key)).toMatchObject({ size: 0, contentType: "text/plain" });
    expect((await objects.get(key, 10))?.body.length).toBe(0);
    expect((await http(await presignGet(key))).status).toBe(200);
  });

  test("a copy has the source's bytes and type, and stays when the source is replaced or deleted", async () => {
    const [from, to] = [`${prefix}/source é+%`, `${prefix}/copy`];
    await objects.put(from, new TextEncoder().encode("first"), "text/csv");
    expect(await objects.copy(from, to)).toBe(true);
    await objects.put(from, new TextEncoder().encode("second"), "text/plain");
    await objects.delete(from);
    const copy = await objects.get(to);
    expect([new TextDecoder().decode(copy?.body), copy?.object.contentType]).toEqual(["first", "text/csv"]);
  });

  test("a copy of what is not there is false", async () => {
    expect(await objects.copy(`${prefix}/none`, `${prefix}/nowhere`)).toBe(false);
    expect(await objects.head(`${prefix}/nowhere`)).toBeNull();
  });

  test("deleting what does not exist succeeds", async () => {
    await expect(objects.delete(`${prefix}/none`)).resolves.toBeUndefined();
  });

  test("an upload URL takes no other type, key or method", async () => {
    const key = `${prefix}/bound`;
    const url = await presignPut(key);
    const refused = [
      await upload(url, "hello", "text/html"),
      await upload(url.replace("bound", "other"), "hello"),
      await http(url, { method: "DELETE", headers: { "content-type": "text/plain" } }),
      await http(url),
    ];
    expect(refused.map((response) => response.status)).toEqual([403, 403, 403, 403]);
    expect(await objects.head(key)).toBeNull();
  });

  test("an upload URL takes as many bytes as are sent", async () => {
    const key = `${prefix}/sized`;
    const url = await presignPut(key);
    for (const body of ["hello", "hello world"]) {
      expect((await upload(url, body)).status).toBe(200);
      expect(await objects.head(key)).toMatchObject({ size: body.length });
    }
  });

  test("an upload URL cannot be turned into a copy", async () => {
    await objects.put(`${prefix}/secret`, new TextEncoder().encode("secret"), "text/plain");
    const bucketAndKey = new URL(await presignGet(`${prefix}/secret`)).pathname.split("/").slice(-4).join("/");
    const response = await http(await presignPut(`${prefix}/stolen`), {
      method: "PUT",
      body: "",
      headers: { "content-type": "text/plain", "x-amz-copy-source": `/${bucketAndKey}` },
    });
    expect(response.status).toBe(403);
    expect(await objects.head(`${prefix}/stolen`)).toBeNull();
  });

  test("a URL that was altered or has expired is refused", async () => {
    const key = `${prefix}/expiring`;
    await objects.put(key, new TextEncoder().encode("x"), "text/plain");
    const url = new URL(await presignGet(key));
    expect((await http(await presignGet(key, { at: minutesLater(now(), -11) }))).status).toBe(403);
    url.searchParams.set("X-Amz-Expires", "6000");
    expect((await http(url.href)).status).toBe(403);
    url.search = "";
    expect([400, 401, 403]).toContain((await http(url.href)).status);
    expect((await upload(await presignPut(key, { at: minutesLater(now(), -11) }), "y")).status).toBe(403);
  });
}
