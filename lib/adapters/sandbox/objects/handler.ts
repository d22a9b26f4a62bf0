import { wallNow } from "@/lib/kernel/clock";
import type { FetchHandler } from "../loopback";
import { ObjectDisk } from "./disk";
import { receiveObject } from "./receive";
import { S3Error, s3ErrorResponse, xml } from "./s3-error";
import { serveObject } from "./serve";
import { verifySigV4, type SigV4Credentials } from "./sigv4";

export interface ObjectStoreOptions {
  /** Where the objects lie; made when needed. */
  readonly directory: string;
  readonly bucket: string;
  readonly credentials: SigV4Credentials;
  /** The path this store is mounted at, for instance `/sandbox/r2`: what comes before `/BUCKET/KEY`. */
  readonly mountPath: string;
  /** The application's time. */
  readonly now: () => Promise<Date>;
}

const LONGEST_KEY_BYTES = 1024;

/** The bucket's CORS rule, as a live bucket needs it for files that owners hand in from the dashboard. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "PUT, GET, HEAD",
  "access-control-allow-headers": "*",
  "access-control-expose-headers": "etag",
};

/**
 * The part of S3's API that an application with one bucket uses, at R2's strictness: PUT, GET with Range, HEAD, DELETE
 * and CopyObject, every request signed. Several processes may serve one directory.
 */
export function createObjectStore(options: ObjectStoreOptions): FetchHandler {
  const disk = new ObjectDisk(options.directory);
  return async (request) => {
    const response = await answer(options, disk, request);
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

async function answer(options: ObjectStoreOptions, disk: ObjectDisk, request: Request): Promise<Response> {
  // A browser asks before it sends a file; the question itself bears no signature.
  if (request.method === "OPTIONS") return new Response(null, { status: 204 });
  try {
    return await handle(options, disk, request);
  } catch (error) {
    if (error instanceof S3Error) return refuse(request, error);
    throw error;
  }
}

async function handle(options: ObjectStoreOptions, disk: ObjectDisk, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const expectedSha256 = verifySigV4(
    {
      method: request.method,
      pathname: url.pathname,
      query: url.searchParams,
      host: request.headers.get("host") ?? url.host,
      headers: request.headers,
    },
    options.credentials,
    { application: await options.now(), wall: wallNow() },
  );
  const key = keyOf(options, url.pathname);
  switch (request.method) {
    case "PUT": {
      const source = request.headers.get("x-amz-copy-source");
      if (source !== null) return copyObject(options, disk, source, key);
      const { md5 } = await receiveObject(disk, key, request, expectedSha256);
      return new Response(null, { headers: { etag: `"${md5}"` } });
    }
    case "GET":
    case "HEAD": {
      const object = await disk.open(key);
      if (object === null) throw noSuchKey();
      return serveObject(request, object);
    }
    case "DELETE":
      await disk.delete(key);
      return new Response(null, { status: 204 });
    default:
      throw new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}

/** The object's key with its bucket checked; the signature has already shown that the path decodes. */
function keyOf({ bucket, mountPath }: ObjectStoreOptions, pathname: string): string {
  const inside = pathname.startsWith(`${mountPath}/`) ? pathname.slice(mountPath.length + 1) : "";
  return keyInBucket(bucket, decodeURIComponent(inside));
}

function keyInBucket(bucket: string, place: string): string {
  const slash = place.indexOf("/");
  const named = slash === -1 ? place : place.slice(0, slash);
  if (named !== bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist.");
  const key = slash === -1 ? "" : place.slice(slash + 1);
  if (key === "") throw new S3Error(501, "NotImplemented", "Operations on the bucket itself are not supported.");
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) throw new S3Error(400, "KeyTooLongError", "Your key is too long.");
  return key;
}

async function copyObject(
  { bucket }: ObjectStoreOptions,
  disk: ObjectDisk,
  source: string,
  key: string,
): Promise<Response> {
  let place: string;
  try {
    place = decodeURIComponent(source.replace(/^\//, ""));
  } catch {
    throw new S3Error(400, "InvalidArgument", "x-amz-copy-source is malformed.");
  }
  if (!(await disk.copy(keyInBucket(bucket, place), key))) throw noSuchKey();
  const copied = await disk.open(key);
  if (copied === null) throw noSuchKey();
  await copied.handle.close();
  const { md5, lastModified } = copied.meta;
  return xml(
    200,
    `<CopyObjectResult><LastModified>${lastModified}</LastModified><ETag>&quot;${md5}&quot;</ETag></CopyObjectResult>`,
  );
}

function noSuchKey(): S3Error {
  return new S3Error(404, "NoSuchKey", "The specified key does not exist.");
}

/** The body of a refused upload is left unread; HEAD answers have no body. */
async function refuse(request: Request, error: S3Error): Promise<Response> {
  return request.method === "HEAD" ? new Response(null, { status: error.status }) : s3ErrorResponse(error);
}
