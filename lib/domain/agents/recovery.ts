import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import { perHours } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { newLinkToken, sha256 } from "@/lib/platform/secrets";
import { insert, merge, transact, untilSettled, update } from "@/lib/platform/transact";
import { mail } from "../notifications";
import { keyReplaced } from "./keys";

const LIFE_MS = 15 * MINUTE_MS;
const ONE_A_DAY = perHours(1, 24);

/**
 * Mails a recovery token to the owner of an agent (reference 002, POST /v1/agents/recover-key). Nothing tells whether address
 * and agent are known, or belong together: the answer is the same, and so is `rate_limited` for the second request to an
 * address within 24 hours.
 */
export async function requestRecovery(ctx: Ctx, email: string, agentId: AgentId): Promise<void> {
  await spendAllowance(ctx, ctx.now, `recover-key|${email}`, ONE_A_DAY);
  const [agent] = await ctx.db.query<{ name: string }>(
    `SELECT a.name FROM agents a JOIN owners o ON o.id = a.owner_id
     WHERE a.id = $1 AND o.email = $2 AND o.deleted_at IS NULL AND a.status IN ('active', 'suspended')`,
    [agentId, email],
    "recoverable-agent",
  );
  if (agent === undefined) return;
  const token = newLinkToken();
  const row = insert("email_tokens", {
    id: newId(ctx.now),
    purpose: "recovery",
    agent_id: agentId,
    token_hash: sha256(token),
    created_at: ctx.now,
    expires_at: addMs(ctx.now, LIFE_MS),
  });
  await transact(ctx, merge({ inserts: [row] }, await mail(ctx, email, "recovery", { agentName: agent.name, token })));
}

interface Recovery {
  readonly token_id: Id;
  readonly id: AgentId;
  readonly name: string;
  readonly epoch: number;
  readonly ownerEmail: string;
}

const RECOVERY = `
  SELECT t.id AS token_id, a.id, a.name, a.epoch, o.email AS "ownerEmail"
  FROM email_tokens t JOIN agents a ON a.id = t.agent_id JOIN owners o ON o.id = a.owner_id
  WHERE t.purpose = 'recovery' AND t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > $2 AND a.status IN ('active', 'suspended')`;

/**
 * Exchanges a recovery token, once and within 15 minutes, for a new API key that is mailed to the owner; the old key and all
 * sessions end (reference 002). Used, expired and unknown tokens are alike: `invalid_token` (decisions 12).
 */
export async function confirmRecovery(ctx: Ctx, token: string): Promise<AgentId> {
  return untilSettled(async () => {
    const [found] = await ctx.db.query<Recovery>(RECOVERY, [sha256(token), ctx.now], "recovery");
    if (found === undefined) throw new Refusal("invalid_token");
    const used = update("email_tokens", { id: found.token_id, used_at: null }, { used_at: ctx.now });
    const { change } = await keyReplaced(ctx, found);
    await transact(ctx, merge({ updates: [used] }, change));
    return found.id;
  });
}
