import { addHours } from "@/lib/kernel/clock";
import { notFound } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { newWebhookSecret, seal } from "@/lib/platform/secrets";
import { insert, merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { mail } from "../notifications";

/** How long the old secret signs beside the new one (decisions 3). */
const OVERLAP_HOURS = 24;

interface Secret {
  readonly id: Id;
  readonly expires_at: Date | null;
}

async function ownerOf(ctx: Ctx<AgentActor>): Promise<{ readonly name: string; readonly email: string }> {
  const [row] = await ctx.db.query<{ name: string; email: string }>(
    "SELECT a.name, o.email FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1",
    [ctx.actor.agentId],
    "agent-and-owner",
  );
  if (row === undefined) throw notFound();
  return row;
}

/** The current secret ends after the overlap; one that was ending already ends now: never more than two sign. */
async function overlapping(ctx: Ctx<AgentActor>, until: Date): Promise<Change> {
  const secrets = await ctx.db.query<Secret>(
    "SELECT id, expires_at FROM webhook_secrets WHERE agent_id = $1 AND (expires_at IS NULL OR expires_at > $2)",
    [ctx.actor.agentId, ctx.now],
    "signing-secrets",
  );
  return {
    updates: secrets.map((secret) =>
      update(
        "webhook_secrets",
        { id: secret.id, expires_at: secret.expires_at },
        { expires_at: secret.expires_at === null ? until : ctx.now },
      ),
    ),
  };
}

interface RotatedSecret {
  /** In clear, for the owner's eyes alone: the API never answers with it. */
  readonly secret: string;
  readonly previousEndsAt: Date;
}

/** Replaces the secret that signs the caller's webhooks. The new one is mailed to the owner; for 24 hours both sign. */
export async function rotateSecret(ctx: Ctx<AgentActor>): Promise<RotatedSecret> {
  const { agentId } = ctx.actor;
  const owner = await ownerOf(ctx);
  const until = addHours(ctx.now, OVERLAP_HOURS);
  return untilSettled(async () => {
    const secret = newWebhookSecret();
    const row = insert("webhook_secrets", {
      id: newId(ctx.now),
      agent_id: agentId,
      sealed: await seal(ctx.secret, secret),
      created_at: ctx.now,
    });
    const props = { agentName: owner.name, agentId, webhookSecret: secret, hours: OVERLAP_HOURS };
    await transact(
      ctx,
      merge(await overlapping(ctx, until), { inserts: [row] }, await mail(ctx, owner.email, "webhookSecret", props)),
    );
    return { secret, previousEndsAt: until };
  });
}
