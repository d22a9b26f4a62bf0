import { expect, test } from "vitest";
import { verifySigV4, type SignedRequest } from "./sigv4";

// Amazon's own worked examples ("Authenticating Requests: Using Query Parameters" / "Using the Authorization Header").
const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const at = (time: string) => ({ application: new Date(time), wall: new Date(time) });
const SIGNED_AT = "2013-05-24T00:00:00Z";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const presigned = (over: Record<string, string> = {}): SignedRequest => ({
  method: "GET",
  pathname: "/test.txt",
  query: new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
    "X-Amz-Date": "20130524T000000Z",
    "X-Amz-Expires": "86400",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Signature": "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ...over,
  }),
  host: "examplebucket.s3.amazonaws.com",
  headers: new Headers(),
});

const inHeaders = (over: Partial<SignedRequest> = {}, headers: Record<string, string> = {}): SignedRequest => ({
  method: "GET",
  pathname: "/test.txt",
  query: new URLSearchParams(),
  host: "examplebucket.s3.amazonaws.com",
  headers: new Headers({
    range: "bytes=0-9",
    "x-amz-content-sha256": EMPTY,
    "x-amz-date": "20130524T000000Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ...headers,
  }),
  ...over,
});

test("Amazon's presigned example holds until it expires", () => {
  expect(verifySigV4(presigned(), credentials, at(SIGNED_AT))).toBeNull();
  expect(verifySigV4(presigned(), credentials, at("2013-05-25T00:00:00Z"))).toBeNull();
  expect(() => verifySigV4(presigned(), credentials, at("2013-05-25T00:00:01Z"))).toThrow("expired");
});

test("Amazon's header examples hold, and say what the body must be", () => {
  expect(verifySigV4(inHeaders(), credentials, at(SIGNED_AT))).toBe(EMPTY);
  const put = inHeaders(
    { method: "PUT", pathname: "/test$file.text" },
    {
      date: "Fri, 24 May 2013 00:00:00 GMT",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
      "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    },
  );
  expect(verifySigV4(put, credentials, at(SIGNED_AT))).toMatch(/^44ce7dd6/);
});

test.each<[string, SignedRequest, string, string]>([
  ["no signature", { ...presigned(), query: new URLSearchParams() }, SIGNED_AT, "AccessDenied"],
  ["another path", { ...presigned(), pathname: "/test2.txt" }, SIGNED_AT, "SignatureDoesNotMatch"],
  ["another method", { ...presigned(), method: "PUT" }, SIGNED_AT, "SignatureDoesNotMatch"],
  ["another host", { ...presigned(), host: "evil.test" }, SIGNED_AT, "SignatureDoesNotMatch"],
  ["another expiry", presigned({ "X-Amz-Expires": "86401" }), SIGNED_AT, "SignatureDoesNotMatch"],
  ["another parameter", presigned({ "response-content-type": "text/html" }), SIGNED_AT, "SignatureDoesNotMatch"],
  ["a shorter signature", presigned({ "X-Amz-Signature": "aeee" }), SIGNED_AT, "SignatureDoesNotMatch"],
  ["no hex in its signature", presigned({ "X-Amz-Signature": "z".repeat(64) }), SIGNED_AT, "SignatureDoesNotMatch"],
  [
    "an unknown key",
    presigned({ "X-Amz-Credential": "X/20130524/us-east-1/s3/aws4_request" }),
    SIGNED_AT,
    "InvalidAccessKeyId",
  ],
  [
    "another service's scope",
    presigned({ "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/ses/aws4_request" }),
    SIGNED_AT,
    "AuthorizationHeaderMalformed",
  ],
  ["an expiry over a week", presigned({ "X-Amz-Expires": "604801" }), SIGNED_AT, "AuthorizationQueryParametersError"],
  ["an expiry of nothing", presigned({ "X-Amz-Expires": "0" }), SIGNED_AT, "AuthorizationQueryParametersError"],
  [
    "an expiry that is no number",
    presigned({ "X-Amz-Expires": "-1e3" }),
    SIGNED_AT,
    "AuthorizationQueryParametersError",
  ],
  [
    "another algorithm",
    presigned({ "X-Amz-Algorithm": "AWS4-HMAC-MD5" }),
    SIGNED_AT,
    "AuthorizationQueryParametersError",
  ],
  ["a date that is none", presigned({ "X-Amz-Date": "yesterday" }), SIGNED_AT, "AccessDenied"],
  ["a date to come", presigned(), "2013-05-23T23:40:00Z", "AccessDenied"],
  ["no host among the signed headers", presigned({ "X-Amz-SignedHeaders": "date" }), SIGNED_AT, "AccessDenied"],
  ["an unsigned x-amz header", inHeaders({}, { "x-amz-copy-source": "/b/k" }), SIGNED_AT, "AccessDenied"],
  ["a signed header altered", inHeaders({}, { range: "bytes=0-99" }), SIGNED_AT, "SignatureDoesNotMatch"],
  ["a header signature too old", inHeaders(), "2013-05-24T00:15:01Z", "RequestTimeTooSkewed"],
  ["a header signature too young", inHeaders(), "2013-05-23T23:44:59Z", "RequestTimeTooSkewed"],
  ["an authorization of another kind", inHeaders({}, { authorization: "Bearer x" }), SIGNED_AT, "AccessDenied"],
])("refuses a request with %s", (_, request, time, code) => {
  expect(() => verifySigV4(request, credentials, at(time))).toThrow(expect.objectContaining({ code }));
});
