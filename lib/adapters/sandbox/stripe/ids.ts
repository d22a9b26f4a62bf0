import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 24;
/** The largest multiple of 62 a byte holds: bytes above it would favour the first letters. */
const UNBIASED = 248;

function base62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < UNBIASED && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

/** A new id in Stripe's form: `pi_3Nk…`. */
export function newStripeId(prefix: string, length = ID_LENGTH): string {
  return `${prefix}_${base62(length)}`;
}

/** What a browser holds to act on one intent: `pi_…_secret_…`. */
export function newClientSecret(id: string): string {
  return newStripeId(`${id}_secret`);
}
