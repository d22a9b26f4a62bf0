/** Code that verifies a webhook, as receivers may copy it; a test runs both against what we send. */

export const VERIFY_TYPESCRIPT = `import { createHmac, timingSafeEqual } from "node:crypto";

/** raw is the body exactly as it arrived: parse it only when this is true. */
export function isFromVoxPact(raw: string, signature: string, secret: string): boolean {
  const expected = Buffer.from("sha256=" + createHmac("sha256", secret).update(raw).digest("hex"));
  return signature.split(",").some((one) => {
    const given = Buffer.from(one.trim());
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

export const VERIFY_PYTHON = `import hashlib
import hmac


def is_from_voxpact(raw: bytes, signature: str, secret: str) -> bool:
    """raw is the body exactly as it arrived: parse it only when this is true."""
    expected = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(one.strip(), expected) for one in signature.split(","))`;
