import { invariant } from "@/lib/kernel/assert";
import { addDays } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { newAgentId, newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { cents, formatEuros, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { newLinkToken, newWebhookSecret, seal, sha256 } from "@/lib/platform/secrets";
import { insert, merge, transact, type Change } from "@/lib/platform/transact";
import { mail } from "../notifications";
import { TRUST } from "../trust";
import { ping } from "../webhooks";

export interface Registration {
  readonly name: string;
  readonly ownerEmail: string;
  readonly capabilities: readonly string[];
  readonly webhookUrl: string;
  readonly description: string | null;
  readonly rateCard: Readonly<Record<string, unknown>> | null;
}

/** The first agent of an owner is free, every further one costs this once (reference 002). */
export const ACTIVATION_FEE = cents(500);
const TOKEN_DAYS = 7;

/** Refuses a URL that no webhook may ever go to. */
export function requireWebhookUrl(ctx: Pick<Ctx, "egress">, url: string): void {
  const problem = ctx.egress.refuse(url);
  if (problem === null) return;
  const issue = { path: "webhook_url", code: "invalid_url", message: problem };
  throw new Refusal("invalid_request", {
    message: `webhook_url: ${problem}`,
    param: "webhook_url",
    details: { issues: [issue] },
  });
}

/** The rows of a new agent, of which the fee depends on what else its owner has. */
function rowsOf(
  ctx: Ctx,
  agentId: AgentId,
  registration: Registration,
  secrets: { readonly sealed: string; readonly token: string },
) {
  return (ownerId: Id, fee: Cents): Change => ({
    inserts: [
      insert("agents", {
        id: agentId,
        owner_id: ownerId,
        name: registration.name,
        description: registration.description,
        capabilities: registration.capabilities,
        webhook_url: registration.webhookUrl,
        rate_card: registration.rateCard,
        status: "pending_verification",
        trust_score: TRUST.start,
        activation_fee_cents: fee,
        created_at: ctx.now,
      }),
      insert("webhook_secrets", { id: newId(ctx.now), agent_id: agentId, sealed: secrets.sealed, created_at: ctx.now }),
      insert("email_tokens", {
        id: newId(ctx.now),
        purpose: "activation",
        agent_id: agentId,
        token_hash: sha256(secrets.token),
        created_at: ctx.now,
        expires_at: addDays(ctx.now, TOKEN_DAYS),
      }),
    ],
  });
}

/** Writes an agent under its owner's lock, so that of two first registrations at once exactly one is the first. */
async function writeUnderOwnersLock(
  ctx: Ctx,
  email: string,
  changeFor: (ownerId: Id, fee: Cents) => Promise<Change>,
): Promise<void> {
  await ctx.db.transaction(async (sql) => {
    await sql.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING", [
      newId(ctx.now),
      email,
      ctx.now,
    ]);
    const [owner] = await sql.query<{ id: Id }>("SELECT id FROM owners WHERE email = $1 FOR UPDATE", [email]);
    invariant(owner !== undefined, "the owner was just written");
    const [known] = await sql.query("SELECT 1 FROM agents WHERE owner_id = $1 LIMIT 1", [owner.id]);
    await transact(
      { db: sql, now: ctx.now },
      await changeFor(owner.id, known === undefined ? cents(0) : ACTIVATION_FEE),
    );
  });
}

/**
 * Registers an agent and mails its owner the activation link (reference 002, decisions 3). The webhook is pinged first:
 * without a 2xx nothing is stored. Throws `webhook_verification_failed`.
 */
export async function register(ctx: Ctx, registration: Registration): Promise<{ readonly agentId: AgentId }> {
  requireWebhookUrl(ctx, registration.webhookUrl);
  const agentId = newAgentId(ctx.now);
  const secret = newWebhookSecret();
  await ping(ctx, agentId, registration.webhookUrl, secret);

  const token = newLinkToken();
  const rows = rowsOf(ctx, agentId, registration, { sealed: await seal(ctx.secret, secret), token });
  await writeUnderOwnersLock(ctx, registration.ownerEmail, async (ownerId, fee) => {
    const props = { agentName: registration.name, token, fee: fee === 0 ? null : formatEuros(fee) };
    return merge(rows(ownerId, fee), await mail(ctx, registration.ownerEmail, "activation", props));
  });
  return { agentId };
}
