import { invariant } from "@/lib/kernel/assert";
import { newId, type AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { newApiKey, sha256, unseal } from "@/lib/platform/secrets";
import { insert, merge, update, type Change } from "@/lib/platform/transact";
import { mail } from "../notifications";

const SHOWN = 4;

/** The newest signing secret of an agent, in clear. */
async function webhookSecret(ctx: Ctx, agentId: AgentId): Promise<string> {
  const [row] = await ctx.db.query<{ sealed: string }>(
    "SELECT sealed FROM webhook_secrets WHERE agent_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    [agentId],
    "webhook-secret",
  );
  invariant(row !== undefined, "every agent has a signing secret");
  return String(await unseal(ctx.secret, row.sealed));
}

/** A key in clear, which exists nowhere else, with the change that makes it hold. */
interface IssuedKey {
  readonly apiKey: string;
  readonly change: Change;
}

/** A new API key, of which only the hash and the last four characters are stored, and the mail that carries it (decisions 2). */
export async function keyIssued(
  ctx: Ctx,
  agent: { readonly id: AgentId; readonly name: string; readonly ownerEmail: string },
): Promise<IssuedKey> {
  const apiKey = newApiKey();
  const row = {
    id: newId(ctx.now),
    agent_id: agent.id,
    key_hash: sha256(apiKey),
    last4: apiKey.slice(-SHOWN),
    created_at: ctx.now,
  };
  const props = { agentName: agent.name, agentId: agent.id, apiKey, webhookSecret: await webhookSecret(ctx, agent.id) };
  const mailed = await mail(ctx, agent.ownerEmail, "apiKey", props);
  return { apiKey, change: merge({ inserts: [insert("agent_keys", row)] }, mailed) };
}

/** Every key and every JWT of an agent ends: the key is revoked, and the epoch that tokens carry moves on (decisions 2). */
export function credentialsEnded(
  ctx: Pick<Ctx, "now">,
  agent: { readonly id: AgentId; readonly epoch: number },
): Change {
  return {
    updates: [
      update("agents", { id: agent.id, epoch: agent.epoch }, { epoch: agent.epoch + 1 }),
      update("agent_keys", { agent_id: agent.id, revoked_at: null }, { revoked_at: ctx.now }, false),
    ],
  };
}

/** A new key in place of the old one, whose sessions end with it. */
export async function keyReplaced(
  ctx: Ctx,
  agent: { readonly id: AgentId; readonly name: string; readonly ownerEmail: string; readonly epoch: number },
): Promise<IssuedKey> {
  const { apiKey, change } = await keyIssued(ctx, agent);
  return { apiKey, change: merge(credentialsEnded(ctx, agent), change) };
}
