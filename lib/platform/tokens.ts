import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { epochSeconds } from "../kernel/clock";
import type { AgentId, Id } from "../kernel/ids";
import { deriveKey } from "./secrets";

/** How long a JWT lives, in seconds (reference 002). */
export const TOKEN_SECONDS = 3_600;

const agentClaims = z.object({
  scope: z.literal("agent"),
  sub: z.string(),
  own: z.string(),
  epoch: z.number().int(),
  via: z.literal("owner").optional(),
  exp: z.number(),
});
const ownerClaims = z.object({ scope: z.literal("owner"), sub: z.string(), exp: z.number() });
const claims = z.discriminatedUnion("scope", [agentClaims, ownerClaims]);

export type TokenClaims = z.infer<typeof claims>;

async function sign(secret: string, now: Date, payload: Record<string, unknown>): Promise<string> {
  const issued = epochSeconds(now);
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(issued)
    .setExpirationTime(issued + TOKEN_SECONDS)
    .sign(deriveKey(secret, "jwt"));
}

/** A JWT of an agent (decisions 2); `via` marks one that its owner downscoped. */
export function signAgentToken(
  secret: string,
  now: Date,
  agent: { readonly id: AgentId; readonly ownerId: Id; readonly epoch: number; readonly via: "agent" | "owner" },
): Promise<string> {
  return sign(secret, now, {
    sub: agent.id,
    own: agent.ownerId,
    scope: "agent",
    epoch: agent.epoch,
    ...(agent.via === "owner" ? { via: "owner" } : {}),
  });
}

/** A JWT of an owner (decisions 2): it chooses agents and sees to the owner's own affairs. */
export function signOwnerToken(secret: string, now: Date, ownerId: Id): Promise<string> {
  return sign(secret, now, { sub: ownerId, scope: "owner" });
}

/**
 * The claims of a JWT that we signed, or null. Expiry is left to the caller, who learns the application's time with the
 * same round trip that looks the agent up.
 */
export async function readToken(secret: string, token: string): Promise<TokenClaims | null> {
  const parsed = claims.safeParse(await verified(token, deriveKey(secret, "jwt")));
  return parsed.success ? parsed.data : null;
}

/** The payload of a token signed with this key, or null. Its expiry is not looked at. */
async function verified(token: string, key: Uint8Array): Promise<unknown> {
  try {
    return (await jwtVerify(token, key, { algorithms: ["HS256"], currentDate: new Date(0) })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Whether a token's time is over, by the application's clock. */
export function isExpired(token: TokenClaims, now: Date): boolean {
  return token.exp <= epochSeconds(now);
}

const unsubscribeClaims = z.object({ own: z.string(), kind: z.string() });

/** What the unsubscribe link of a mail carries. It never expires: a mail may be read years later. */
export function signUnsubscribeToken(
  secret: string,
  { ownerId, kind }: { readonly ownerId: Id; readonly kind: string },
): Promise<string> {
  return new SignJWT({ own: ownerId, kind })
    .setProtectedHeader({ alg: "HS256" })
    .sign(deriveKey(secret, "unsubscribe"));
}

/** Whose mails of which kind a link is about, or null where we did not sign it. */
export async function readUnsubscribeToken(
  secret: string,
  token: string,
): Promise<{ readonly ownerId: Id; readonly kind: string } | null> {
  const payload = await verified(token, deriveKey(secret, "unsubscribe"));
  const parsed = unsubscribeClaims.safeParse(payload);
  return parsed.success ? { ownerId: parsed.data.own, kind: parsed.data.kind } : null;
}
