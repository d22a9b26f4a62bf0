import { Readable } from "node:stream";
import type { OpenObject, ObjectMeta } from "./disk";
import { S3Error } from "./s3-error";

const CHUNK_BYTES = 256 * 1024;

/** Bytes `start` to `end`, both included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Answers GET and HEAD of an object that is there, whole or by `Range`. Closes the object. */
export async function serveObject(request: Request, object: OpenObject): Promise<Response> {
  const { meta, handle } = object;
  try {
    const range = readRange(request.headers.get("range"), meta.size);
    const { start, end } = range ?? { start: 0, end: meta.size - 1 };
    const headers = objectHeaders(request, meta);
    headers.set("content-length", String(end - start + 1));
    if (range !== null) headers.set("content-range", `bytes ${start}-${end}/${meta.size}`);
    const status = range === null ? 200 : 206;
    if (request.method === "HEAD" || meta.size === 0) {
      await handle.close();
      return new Response(null, { status, headers });
    }
    return new Response(bytesOf(object, { start, end }), { status, headers });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The file is closed when the stream ends, fails or is cancelled because a client went away. */
export function bytesOf(
  { handle, offset }: OpenObject,
  { start, end }: Range,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = handle.createReadStream({ start: offset + start, end: offset + end, highWaterMark: CHUNK_BYTES });
  return Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Downloads are attachments and never sniffed (decisions 11): they are served from the application's own origin. */
function objectHeaders(request: Request, meta: ObjectMeta): Headers {
  const query = new URL(request.url).searchParams;
  const disposition = query.get("response-content-disposition") ?? "";
  return new Headers({
    "content-type": query.get("response-content-type") ?? meta.contentType,
    "content-disposition": /^attachment(;|$)/.test(disposition) ? disposition : "attachment",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    etag: `"${meta.md5}"`,
    "last-modified": new Date(meta.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
  });
}

/** One range as RFC 9110 has it; null where the whole object is meant: no header, several ranges or nonsense. */
function readRange(header: string | null, size: number): Range | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  const suffix = first === "";
  if (!suffix && last !== "" && Number(last) < Number(first)) return null;
  const start = suffix ? Math.max(0, size - Number(last)) : Number(first);
  const end = suffix || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
  return { start, end };
}
