import { timingSafeEqual } from "node:crypto";
import { signUploadThing } from "@/lib/adapters/uploadthing";

/** An answer of UploadThing that is no success: `{ error }`. */
export class UploadThingRefusal extends Error {
  override readonly name = "UploadThingRefusal";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Checks a signed URL, which is signed as the public sees it: rebuilt here, as a server behind a proxy sees another host.
 *
 * @returns when it expires, in milliseconds since the epoch. Whose clock that is, the caller knows.
 * @throws UploadThingRefusal
 */
export function checkSignedUrl(
  { apiKey, publicUrl }: { readonly apiKey: string; readonly publicUrl: string },
  path: string,
  search: string,
): number {
  const [, unsigned, signature] = /^(\?.*)&signature=([^&]*)$/.exec(search) ?? [];
  if (unsigned === undefined || signature === undefined) throw new UploadThingRefusal(403, "Missing signature");
  const expected = signUploadThing(apiKey, `${publicUrl}${path}${unsigned}`);
  if (!equal(decode(signature), expected)) throw new UploadThingRefusal(403, "Invalid signature");
  return Number(new URLSearchParams(unsigned).get("expires"));
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Percent-decoding that takes malformed text for what it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
