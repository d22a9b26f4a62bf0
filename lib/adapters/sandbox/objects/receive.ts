import { createHash } from "node:crypto";
import { wallNow } from "@/lib/kernel/clock";
import type { ObjectDisk, ObjectMeta } from "./disk";
import { S3Error } from "./s3-error";

/** The largest object one PUT can carry, at R2 as at S3. */
const MAX_OBJECT_BYTES = 5 * 2 ** 30;
const LONGEST_CONTENT_TYPE = 1024;

/** Streams a request's body into the store, checking what the client claimed about it. */
export async function receiveObject(
  disk: ObjectDisk,
  key: string,
  request: Request,
  expectedSha256: string | null,
): Promise<ObjectMeta> {
  const length = claimedLength(request.headers);
  const contentType = request.headers.get("content-type") ?? "application/octet-stream";
  if (contentType.length > LONGEST_CONTENT_TYPE)
    throw new S3Error(400, "MetadataTooLarge", "The content type is too long.");
  return disk.store(key, async (append) => {
    const md5 = createHash("md5");
    const sha256 = expectedSha256 === null ? null : createHash("sha256");
    let size = 0;
    for await (const chunk of chunksOf(request)) {
      size += chunk.length;
      if (size > length) break;
      md5.update(chunk);
      sha256?.update(chunk);
      await append(chunk);
    }
    if (size !== length) throw new S3Error(400, "IncompleteBody", "The body is not as long as Content-Length says.");
    if (sha256 !== null && sha256.digest("hex") !== expectedSha256) {
      throw new S3Error(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided x-amz-content-sha256 does not match what was computed.",
      );
    }
    const digest = md5.digest();
    const contentMd5 = request.headers.get("content-md5");
    if (contentMd5 !== null && contentMd5 !== digest.toString("base64")) {
      throw new S3Error(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
    return { contentType, md5: digest.toString("hex"), size, lastModified: wallNow().toISOString() };
  });
}

async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    throw new S3Error(400, "IncompleteBody", "The connection broke before the whole body had arrived.");
  } finally {
    // Also where the consumer stopped early: what is left is not wanted.
    await reader.cancel().catch(() => undefined);
  }
}

function claimedLength(headers: Headers): number {
  const header = headers.get("content-length");
  if (header === null || !/^\d{1,15}$/.test(header)) {
    throw new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
  }
  if (Number(header) > MAX_OBJECT_BYTES) {
    throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");
  }
  return Number(header);
}
