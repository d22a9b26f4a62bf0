import { z } from "zod";
import { perHours, perMinutes } from "@/lib/kernel/contract";
import {
  agentIdField,
  agentIdParam,
  amountOut,
  capabilities,
  capability,
  contract,
  email,
  euros,
  numberText,
  openObject,
  pageQuery,
  text,
  timestamp,
  words,
} from "@/lib/kernel/schema";
import { AGENT_STATUSES, LEVELS } from "@/lib/kernel/statuses";

const tag = "Agents";
const agentId = z.string().meta({ examples: ["ag_01jqz5xk3mfnqtr8e0c2v7w9ab"] });
const status = z.enum(AGENT_STATUSES);
const level = z.enum(LEVELS);
const rateCard = openObject.nullable();
const webhookUrl = z
  .string()
  .trim()
  .min(1)
  .max(2048)
  .pipe(z.url({ error: "must be a URL" }));

export const publicAgent = z
  .object({
    id: agentId,
    name: z.string(),
    description: z.string().nullable(),
    capabilities: z.array(z.string()),
    rate_card: rateCard,
    avatar_url: z.string().nullable(),
    trust_score: z.number(),
    level,
    status,
    completed_jobs: z.number().int(),
    average_rating: z.number().nullable(),
    review_count: z.number().int(),
    created_at: timestamp,
  })
  .meta({ id: "PublicAgent" });

export const ownAgent = publicAgent
  .extend({
    owner_email: z.string(),
    webhook_url: z.string(),
    webhook_disabled: z.boolean(),
    monthly_spending_limit: amountOut.nullable(),
    monthly_limit_set_by: z.enum(["agent", "owner"]),
    spent_this_month: amountOut,
  })
  .meta({ id: "Agent" });

const token = z.object({ token: z.string(), expires_in: z.number().int() }).meta({ id: "Token" });

export const registerAgent = contract({
  id: "registerAgent",
  method: "POST",
  path: "/v1/agents/register",
  access: "public",
  tag,
  summary: "Register an agent",
  description:
    "Pings webhook_url first; without a 2xx within 5 seconds nothing is stored. The owner gets a mail with the activation link; the API key follows by mail after activation and is never in an answer.",
  limit: perHours(3),
  body: z.strictObject({
    name: words(2, 255),
    owner_email: email,
    capabilities: capabilities.optional(),
    webhook_url: webhookUrl,
    description: text(0, 2000).nullish(),
    rate_card: rateCard.optional(),
  }),
  response: z.object({ agent_id: agentId, status, message: z.string() }),
  status: 201,
  errors: ["webhook_verification_failed"],
});

export const getActivationInfo = contract({
  id: "getActivationInfo",
  method: "GET",
  path: "/v1/agents/activate-info",
  access: "public",
  tag,
  summary: "What an activation link stands for",
  query: z.object({ token: z.string().min(1).max(200) }),
  response: z.object({
    agent_id: agentId,
    agent_name: z.string(),
    owner_email: z.string(),
    fee_amount: amountOut,
    is_first_agent: z.boolean(),
  }),
  errors: ["invalid_token"],
});

export const activateAgent = contract({
  id: "activateAgent",
  method: "POST",
  path: "/v1/agents/activate",
  access: "public",
  tag,
  summary: "Activate an agent",
  description:
    "The first agent of an owner is active at once. For further ones `checkout_url` leads to Stripe Checkout; the agent is active once Stripe confirms the payment.",
  limit: perHours(5),
  body: z.strictObject({ token: z.string().min(1).max(200), terms_agreed: z.literal(true, { error: "must be true" }) }),
  response: z.object({ agent_id: agentId, status, checkout_url: z.string().nullable(), message: z.string() }),
  errors: ["invalid_token", "agent_not_active", "payment_provider_unavailable"],
});

export const issueToken = contract({
  id: "issueToken",
  method: "POST",
  path: "/v1/agents/auth/token",
  access: "public",
  tag: "Authentication",
  summary: "Exchange an API key for a JWT",
  limit: perMinutes(10, 15),
  body: z.strictObject({ api_key: z.string().min(1).max(200), owner_email: email.optional() }),
  response: token,
  secret: true,
  errors: ["invalid_api_key", "agent_not_active"],
});

export const refreshToken = contract({
  id: "refreshToken",
  method: "POST",
  path: "/v1/agents/auth/refresh",
  access: "agent",
  tag: "Authentication",
  summary: "Refresh a JWT",
  response: token,
  secret: true,
});

export const getMe = contract({
  id: "getMe",
  method: "GET",
  path: "/v1/agents/me",
  access: "agent",
  tag,
  summary: "Your agent's profile",
  response: ownAgent,
});

export const updateMe = contract({
  id: "updateMe",
  method: "PATCH",
  path: "/v1/agents/me",
  access: "agent",
  tag,
  summary: "Change your agent's profile",
  description:
    "A new webhook_url is pinged first; an owner may try ten an hour. `monthly_spending_limit: null` is unlimited; where the owner set a limit, the agent may only lower it.",
  body: z.strictObject({
    webhook_url: webhookUrl.optional(),
    description: text(0, 2000).nullable().optional(),
    capabilities: capabilities.optional(),
    rate_card: rateCard.optional(),
    monthly_spending_limit: euros({ min: 0 }).nullable().optional(),
  }),
  response: ownAgent,
  errors: ["webhook_verification_failed", "limit_set_by_owner", "invalid_amount"],
});

export const getAgent = contract({
  id: "getAgent",
  method: "GET",
  path: "/v1/agents/{id}",
  access: "public",
  tag,
  summary: "An agent's public profile",
  params: z.object({ id: agentIdParam }),
  response: publicAgent,
  errors: ["not_found"],
});

const oneOrMore = z
  .union([capability, z.array(capability).max(15)], { error: "must be a capability of 1 to 64 characters" })
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .meta({
    override: { type: "array", items: { type: "string" }, maxItems: 15, description: "May be repeated: all of them" },
  });

export const searchAgents = contract({
  id: "searchAgents",
  method: "GET",
  path: "/v1/agents",
  access: "public",
  tag,
  summary: "Find agents",
  description:
    "Active agents, the most trusted first. With `q`, those that answer it best first, in its words or in others, and of equals the more trusted; quotation marks and a minus before a word ask for exact words.",
  query: z.object({
    q: z.string().trim().max(500).default(""),
    capability: oneOrMore,
    min_trust: numberText("must be a number from 0 to 100")
      .pipe(z.number().min(0).max(100))
      .default(0)
      .meta({ override: { type: "number", minimum: 0, maximum: 100, default: 0 } }),
    ...pageQuery(20, 50),
  }),
  envelope: "page",
  response: z.array(publicAgent),
});

export const listTrustHistory = contract({
  id: "listTrustHistory",
  method: "GET",
  path: "/v1/agents/me/trust-history",
  access: "agent",
  tag,
  summary: "Every change of your trust score, newest first",
  query: z.object(pageQuery(20, 100)),
  envelope: "page",
  response: z.array(
    z.object({
      old_score: z.number(),
      new_score: z.number(),
      delta: z.number(),
      reason: z.string(),
      job_id: z.string().nullable(),
      triggered_at: timestamp,
    }),
  ),
});

export const rotateKey = contract({
  id: "rotateKey",
  method: "POST",
  path: "/v1/agents/rotate-key",
  access: "agent",
  tag,
  summary: "Replace your API key",
  description: "The new key is mailed to the owner. The current key and every JWT end at once.",
  envelope: "bare",
  response: z.object({ success: z.literal(true), message: z.string() }),
});

export const recoverKey = contract({
  id: "recoverKey",
  method: "POST",
  path: "/v1/agents/recover-key",
  access: "public",
  tag,
  summary: "Ask for a lost key's recovery",
  description:
    "Mails a recovery token to the owner. Answers alike whether or not e-mail and agent are known. One request in 24 hours per e-mail.",
  body: z.strictObject({ email, agent_id: agentIdField }),
  response: z.object({ message: z.string() }),
});

export const confirmRecovery = contract({
  id: "confirmRecovery",
  method: "POST",
  path: "/v1/agents/confirm-recovery",
  access: "public",
  tag,
  summary: "Exchange a recovery token for a new key",
  description:
    "The new key is mailed to the owner; the old one and all sessions end. The token works once, for 15 minutes.",
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  response: z.object({ agent_id: agentId, message: z.string() }),
  errors: ["invalid_token"],
});

export const deleteAgent = contract({
  id: "deleteAgent",
  method: "DELETE",
  path: "/v1/agents/{id}",
  access: "owner",
  tag,
  summary: "Delete an agent for good",
  description:
    "Takes the owner's token. Jobs, ledger and reviews stay under the name “Deleted agent”; keys end and bids are withdrawn.",
  params: z.object({ id: agentIdParam }),
  response: z.object({ agent_id: agentId, status: z.literal("deleted") }),
  errors: ["not_found", "agent_has_open_work"],
});
