import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { MINUTE_MS, SECOND_MS } from "@/lib/kernel/clock";
import { S3Error } from "./s3-error";

export interface SigV4Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as it was signed: the path still percent-encoded, the host as the client called it. */
export interface SignedRequest {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly host: string;
  readonly headers: Headers;
}

interface Claim {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T000000Z` */
  readonly date: string;
  readonly payloadHash: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const MAX_SKEW_MS = 15 * MINUTE_MS;
const LONGEST_EXPIRY_SECONDS = 604_800;
const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
const EMPTY_PAYLOAD = createHash("sha256").digest("hex");

/**
 * Checks AWS Signature Version 4 as R2 does. A signature in the query counts by the application's clock, which gave it
 * its expiry; one in the headers by the wall clock, as clients stamp requests with the machine's time.
 *
 * @returns the SHA-256 the body must have, in hex, or null where the payload is not signed.
 * @throws S3Error with S3's own code where anything is missing or does not hold.
 */
export function verifySigV4(
  request: SignedRequest,
  credentials: SigV4Credentials,
  clock: { readonly application: Date; readonly wall: Date },
): string | null {
  const presigned = request.query.has("X-Amz-Signature");
  const claim = presigned ? queryClaim(request.query, clock.application) : headerClaim(request, clock.wall);
  checkSignedHeaders(request, claim);
  checkSignature(request, credentials, claim);
  if (claim.payloadHash === UNSIGNED_PAYLOAD) return null;
  if (!/^[0-9a-f]{64}$/.test(claim.payloadHash)) {
    throw new S3Error(501, "NotImplemented", `The payload signature ${claim.payloadHash} is not supported.`);
  }
  return claim.payloadHash;
}

function queryClaim(query: URLSearchParams, now: Date): Claim {
  const parameter = (name: string): string => {
    const value = query.get(name);
    if (value === null) throw new S3Error(400, "AuthorizationQueryParametersError", `${name} is missing.`);
    return value;
  };
  if (parameter("X-Amz-Algorithm") !== ALGORITHM) {
    throw new S3Error(400, "AuthorizationQueryParametersError", `X-Amz-Algorithm only supports "${ALGORITHM}".`);
  }
  const expires = parameter("X-Amz-Expires");
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > LONGEST_EXPIRY_SECONDS) {
    throw new S3Error(400, "AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds.");
  }
  const date = parameter("X-Amz-Date");
  const signedAt = parseDate(date);
  if (now.getTime() > signedAt + Number(expires) * SECOND_MS)
    throw new S3Error(403, "AccessDenied", "Request has expired");
  if (signedAt > now.getTime() + MAX_SKEW_MS) throw new S3Error(403, "AccessDenied", "Request is not yet valid");
  return {
    credential: parameter("X-Amz-Credential"),
    signedHeaders: parameter("X-Amz-SignedHeaders").split(";"),
    signature: parameter("X-Amz-Signature"),
    date,
    payloadHash: query.get("X-Amz-Content-Sha256") ?? UNSIGNED_PAYLOAD,
  };
}

function headerClaim({ headers }: SignedRequest, now: Date): Claim {
  const pattern = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/;
  const [, credential, signedHeaders, signature] = pattern.exec(headers.get("authorization") ?? "") ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new S3Error(403, "AccessDenied", "The request is not signed.");
  }
  const date = headers.get("x-amz-date") ?? "";
  if (Math.abs(now.getTime() - parseDate(date)) > MAX_SKEW_MS) {
    throw new S3Error(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the server's time is too large.",
    );
  }
  const payloadHash = headers.get("x-amz-content-sha256") ?? EMPTY_PAYLOAD;
  return { credential, signedHeaders: signedHeaders.split(";"), signature, date, payloadHash };
}

function parseDate(date: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  if (Number.isNaN(at)) throw new S3Error(403, "AccessDenied", "X-Amz-Date is missing or malformed.");
  return at;
}

/** An `x-amz-` header outside the signature could turn an upload into a copy of somebody else's object. */
function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders }: Claim): void {
  const unsigned = [...headers.keys()].find((name) => name.startsWith("x-amz-") && !signedHeaders.includes(name));
  if (unsigned !== undefined || !signedHeaders.includes("host")) {
    throw new S3Error(
      403,
      "AccessDenied",
      `There were headers present in the request which were not signed: ${unsigned ?? "host"}`,
    );
  }
}

function checkSignature(request: SignedRequest, credentials: SigV4Credentials, claim: Claim): void {
  const [accessKeyId, day, region, service, terminator, ...rest] = claim.credential.split("/");
  if (accessKeyId !== credentials.accessKeyId) {
    throw new S3Error(403, "InvalidAccessKeyId", "The access key ID you provided does not exist in our records.");
  }
  if (service !== "s3" || terminator !== "aws4_request" || rest.length > 0 || day !== claim.date.slice(0, 8)) {
    throw new S3Error(
      400,
      "AuthorizationHeaderMalformed",
      "The credential's scope must be DATE/REGION/s3/aws4_request.",
    );
  }
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = [ALGORITHM, claim.date, scope, sha256(canonicalRequest(request, claim))].join("\n");
  const key = [day, region ?? "", "s3", "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(claim.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new S3Error(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    );
  }
}

function canonicalRequest(request: SignedRequest, { signedHeaders, payloadHash }: Claim): string {
  const value = (name: string) => (name === "host" ? request.host : (request.headers.get(name) ?? ""));
  return [
    request.method,
    canonicalPath(request.pathname),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${value(name).trim().replace(/\s+/g, " ")}`),
    "",
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

function canonicalPath(pathname: string): string {
  try {
    return pathname
      .split("/")
      .map((segment) => encode(decodeURIComponent(segment)))
      .join("/");
  } catch {
    throw new S3Error(400, "InvalidURI", "Could not parse the specified URI.");
  }
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
