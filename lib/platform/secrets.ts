import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { compactDecrypt, CompactEncrypt } from "jose";
import type { Sql } from "../ports/sql";
import { runtime } from "./runtime";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 43 characters of base62 carry at least 256 bits (decisions 2). */
const API_KEY_LENGTH = 43;

/** A hash in hexadecimal: for keys and tokens that are long and random; what is short needs `hmacSha256`. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A keyed hash: for short codes, which a plain hash would not hide. */
export const hmacSha256 = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** Whether two texts are the same, in a time that does not tell where they differ. Their lengths may show. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `vxp_live_` + 43 base62 characters (decisions 2). */
export function newApiKey(): string {
  let key = "vxp_live_";
  for (let i = 0; i < API_KEY_LENGTH; i += 1) key += BASE62.charAt(randomInt(BASE62.length));
  return key;
}

/** A signing secret in Standard Webhooks' form: `whsec_` + base64 of 32 bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** An unguessable token for links: 256 bits, URL-safe. */
export const newLinkToken = (): string => randomBytes(32).toString("base64url");

/** Six digits, evenly distributed. */
export const newCode = (): string => randomInt(1_000_000).toString().padStart(6, "0");

/** The key of one purpose, derived from the application's secret, so that one leaked key opens one door. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "voxpact", purpose, 32));
}

/** Encrypts a value that must be read again (webhook secrets, mails on their way out): JWE, A256GCM. */
export async function seal(secret: string, value: unknown): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(deriveKey(secret, "seal"));
}

/** What `seal` encrypted. Throws where it was sealed under another secret, or was changed. */
export async function unseal(secret: string, sealed: string): Promise<unknown> {
  const { plaintext } = await compactDecrypt(sealed, deriveKey(secret, "seal"));
  return JSON.parse(new TextDecoder().decode(plaintext));
}

/** The secret of browser sessions (next-auth). */
export async function authSecret(): Promise<string> {
  return Buffer.from(deriveKey(runtime().secret, "next-auth")).toString("base64url");
}

/** A secret the installation makes for itself, so that every process on one database agrees (sandbox without AUTH_SECRET). */
export async function installationSecret(db: Sql): Promise<string> {
  const [row] = await db.query<{ value: string }>(
    `INSERT INTO settings (key, value) VALUES ('auth_secret', $1) ON CONFLICT (key) DO UPDATE SET value = settings.value RETURNING value`,
    [randomBytes(32).toString("base64url")],
  );
  if (row === undefined) throw new Error("an upsert gives its row");
  return row.value;
}
