import { createHash } from "node:crypto";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Objects, StoredObject } from "@/lib/ports/objects";
import { attachment } from "./content-disposition";
import { errorCode, refusal, send, type R2Answer } from "./request";
import { objectUrl, presign, type R2Options } from "./signing";

/** A bucket of Cloudflare R2 (or any S3) as our port describes it. */
export function createR2Objects(options: R2Options): Objects {
  return {
    presignPut: ({ key, contentType, expiresInSeconds, now }) =>
      presign(options, {
        method: "PUT",
        url: objectUrl(options, key),
        headers: { "content-type": contentType },
        expiresInSeconds,
        now,
      }),
    presignGet({ key, filename, contentType, expiresInSeconds, now }) {
      const url = objectUrl(options, key);
      url.searchParams.set("response-content-type", contentType);
      url.searchParams.set("response-content-disposition", attachment(filename));
      return presign(options, { method: "GET", url, headers: {}, expiresInSeconds, now });
    },
    put: (key, body, contentType) => put(options, key, body, contentType),
    get: (key, maxBytes) => get(options, key, maxBytes),
    head: async (key) => (await get(options, key, 1))?.object ?? null,
    copy: (from, to) => copy(options, from, to),
    delete: (key) => remove(options, key),
  };
}

async function put(options: R2Options, key: string, body: Uint8Array, contentType: string): Promise<void> {
  const bytes = new Uint8Array(body);
  const headers = {
    "content-type": contentType,
    "x-amz-content-sha256": createHash("sha256").update(bytes).digest("hex"),
  };
  const answer = await send(options, { method: "PUT", key, headers, body: bytes, work: "transfer" });
  if (answer.status !== 200) throw refusal("PUT", answer);
}

/**
 * Also how an object is asked for its size: a server in front may drop `Content-Length` of a HEAD, and `Content-Range`
 * tells the same.
 */
async function get(
  options: R2Options,
  key: string,
  maxBytes?: number,
): Promise<{ readonly body: Uint8Array; readonly object: StoredObject } | null> {
  if (maxBytes === undefined) return read("GET", await send(options, { method: "GET", key, work: "transfer" }));
  const last = Math.max(maxBytes, 1) - 1;
  const work = maxBytes === 1 ? "ask" : "read";
  const part = await send(options, { method: "GET", key, headers: { range: `bytes=0-${last}` }, work });
  // An empty object has no first byte.
  if (part.status === 416) return read("GET", await send(options, { method: "GET", key, work: "ask" }));
  const found = read("GET", part);
  return found === null ? null : { ...found, body: found.body.subarray(0, maxBytes) };
}

function read(method: string, answer: R2Answer): { body: Uint8Array; object: StoredObject } | null {
  if (answer.status === 404 && errorCode(answer) === "NoSuchKey") return null;
  if (answer.status !== 200 && answer.status !== 206) throw refusal(method, answer);
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1];
  if (answer.status === 206 && total === undefined) throw new Error("R2 sent a part of an object without its size");
  const object = {
    size: total === undefined ? answer.body.length : Number(total),
    contentType: answer.headers.get("content-type"),
    etag: answer.headers.get("etag"),
  };
  return { body: answer.body, object };
}

async function copy(options: R2Options, from: string, to: string): Promise<boolean> {
  const source = `/${options.bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
  const headers = { "x-amz-copy-source": source };
  const answer = await send(options, { method: "PUT", key: to, headers, work: "transfer" });
  if (answer.status === 404 && errorCode(answer) === "NoSuchKey") return false;
  // S3 may answer 200 first and fail after: only the result document says that it is done.
  const done = new TextDecoder().decode(answer.body).includes("<CopyObjectResult");
  if (answer.status === 200 && !done) throw new ProviderUnavailable("r2", `R2: COPY failed with ${errorCode(answer)}`);
  if (answer.status !== 200) throw refusal("COPY", answer);
  return true;
}

async function remove(options: R2Options, key: string): Promise<void> {
  const answer = await send(options, { method: "DELETE", key, work: "ask" });
  if (answer.status !== 204 && answer.status !== 200 && answer.status !== 404) throw refusal("DELETE", answer);
}
