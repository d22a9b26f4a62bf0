import { AwsV4Signer } from "aws4fetch";
import { invariant } from "@/lib/kernel/assert";

export interface R2Options {
  /** `https://ACCOUNT.r2.cloudflarestorage.com`, or any S3 endpoint that takes path-style addresses. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** R2 has one region: `auto`, the default. */
  readonly region?: string | undefined;
  /** Answers in place of the network: the sandbox's object store. */
  readonly fetch?: typeof fetch | undefined;
}

/** Path-style address of an object. A key with `.` or `..` segments has none: URLs would resolve them away. */
export function objectUrl({ endpoint, bucket }: R2Options, key: string): URL {
  const segments = key.split("/");
  invariant(key !== "" && !segments.some((segment) => /^\.{0,2}$/.test(segment)), `"${key}" is no usable object key`);
  return new URL(`${endpoint.replace(/\/+$/, "")}/${bucket}/${segments.map(encodeURIComponent).join("/")}`);
}

/** The URL with a SigV4 signature in its query; `headers` must then be sent exactly so. */
export async function presign(
  options: R2Options,
  request: {
    readonly method: "GET" | "PUT";
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly expiresInSeconds: number;
    readonly now: Date;
  },
): Promise<string> {
  const url = new URL(request.url);
  url.searchParams.set("X-Amz-Expires", String(request.expiresInSeconds));
  const signer = new AwsV4Signer({
    ...credentials(options),
    method: request.method,
    url: url.href,
    headers: { ...request.headers },
    datetime: request.now.toISOString().replace(/[:-]|\.\d{3}/g, ""),
    signQuery: true,
    // The content type is bound too: aws4fetch leaves it out unless told.
    allHeaders: true,
  });
  return (await signer.sign()).url.href;
}

/** What `fetch` needs for a request with a SigV4 signature in its headers, signed for the machine's time. */
export async function signHeaders(
  options: R2Options,
  request: { readonly method: string; readonly url: URL; readonly headers: Readonly<Record<string, string>> },
): Promise<{ readonly url: string; readonly method: string; readonly headers: Headers }> {
  const signer = new AwsV4Signer({
    ...credentials(options),
    method: request.method,
    url: request.url.href,
    headers: { ...request.headers },
  });
  const { url, method, headers } = await signer.sign();
  return { url: url.href, method, headers };
}

function credentials({ accessKeyId, secretAccessKey, region }: R2Options) {
  return { accessKeyId, secretAccessKey, service: "s3", region: region ?? "auto" };
}
