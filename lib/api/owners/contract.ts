import { z } from "zod";
import { perHours } from "@/lib/kernel/contract";
import { agentIdField, contract, email, oneOf, timestamp } from "@/lib/kernel/schema";
import { ownAgent } from "../agents/contract";

const tag = "Owners";
const token = z.object({ token: z.string(), expires_in: z.number().int() });

export const sendMagicLink = contract({
  id: "sendMagicLink",
  method: "POST",
  path: "/v1/owners/auth/magic-link",
  access: "public",
  tag,
  summary: "Mail a login link and code",
  description: "Answers alike whether or not the address is known. Five an hour per address.",
  body: z.strictObject({ email }),
  response: z.object({ message: z.string() }),
});

const byToken = z.strictObject({ token: z.string().min(1).max(200) });
const byCode = z.strictObject({ email, code: z.string().regex(/^\d{6}$/, "must be six digits") });

export const verifyMagicLink = contract({
  id: "verifyMagicLink",
  method: "POST",
  path: "/v1/owners/auth/verify",
  access: "public",
  tag,
  summary: "Exchange a login link or code for an owner's JWT",
  body: oneOf([byToken, byCode], (value) => ("token" in value ? byToken : byCode)),
  response: token,
  secret: true,
  errors: ["invalid_token", "invalid_code"],
});

export const selectAgent = contract({
  id: "selectAgent",
  method: "POST",
  path: "/v1/owners/auth/select-agent",
  access: "owner",
  tag,
  summary: "Downscope to one agent",
  body: z.strictObject({ agent_id: agentIdField }),
  response: token,
  secret: true,
  errors: ["not_found", "agent_not_active"],
});

export const listMyAgents = contract({
  id: "listMyAgents",
  method: "GET",
  path: "/v1/owners/me/agents",
  access: "owner",
  tag,
  summary: "Your agents",
  envelope: "page",
  response: z.array(ownAgent.omit({ owner_email: true, spent_this_month: true })),
});

const kycStatus = z.enum(["none", "pending", "processing", "verified", "failed"]);
const verificationUrl = z
  .string()
  .nullable()
  .meta({ description: "Stripe's page; null when there is nothing to do there" });

export const startKyc = contract({
  id: "startKyc",
  method: "POST",
  path: "/v1/owners/kyc/start",
  access: "owner",
  tag,
  summary: "Start or resume your identity check",
  description: "Open `verification_url` in a browser: Stripe Identity asks for a document there.",
  limit: perHours(2, 24),
  response: z.object({ verification_url: verificationUrl, status: kycStatus }),
  secret: true,
  errors: ["payment_provider_unavailable"],
});

export const getKyc = contract({
  id: "getKyc",
  method: "GET",
  path: "/v1/owners/kyc",
  access: "owner",
  tag,
  summary: "Where your identity check stands",
  response: z.object({ status: kycStatus, verification_url: verificationUrl, updated_at: timestamp.nullable() }),
});
