import { z } from "zod";
import { invariant } from "@/lib/kernel/assert";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import { unseal } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import type { TaskRow } from "@/lib/platform/transact";
import { unsubscribeToken, wants, type MailKind } from "../preferences";
import { kindOf, renderMail } from "./render";
import { TEMPLATES, type TemplateName } from "./templates";

interface QueuedMail {
  readonly id: Id;
  readonly to_address: string;
  readonly template: string;
  readonly sealed_props: string | null;
}

function isTemplate(name: string): name is TemplateName {
  return name in TEMPLATES;
}

/** The token that turns such mails off, or null where their owner has turned them off already, or is gone. */
async function tokenFor(ctx: Ctx, address: string, kind: MailKind): Promise<string | null> {
  const [owner] = await ctx.db.query<{ id: Id; mail_preferences: Record<string, unknown> }>(
    "SELECT id, mail_preferences FROM owners WHERE email = $1 AND deleted_at IS NULL",
    [address],
    "owner-of-mail",
  );
  return owner === undefined || !wants(owner.mail_preferences, kind) ? null : unsubscribeToken(ctx, owner.id, kind);
}

/** RFC 8058: a mail client unsubscribes with one POST to the first, a person reads the page behind the second. */
function unsubscribing(appUrl: string, token: string) {
  return {
    page: `${appUrl}/unsubscribe?token=${token}`,
    headers: {
      "List-Unsubscribe": `<${appUrl}/api/unsubscribe?token=${token}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

/**
 * Sends a queued mail, once: the mail's id is the provider's idempotency key. An optional one that its owner has turned off
 * meanwhile is dropped. Throws while the provider is silent.
 */
export async function sendMail(ctx: Ctx, id: Id): Promise<void> {
  const [queued] = await ctx.db.query<QueuedMail>(
    "SELECT * FROM mails WHERE id = $1 AND status = 'queued'",
    [id],
    "queued-mail",
  );
  if (queued === undefined || queued.sealed_props === null) return;
  invariant(isTemplate(queued.template), `mail template ${queued.template} exists`);
  const props = await unseal(ctx.secret, queued.sealed_props);
  const { appUrl } = ctx.settings;
  const kind = kindOf(queued.template, props);
  const token = kind === null ? null : await tokenFor(ctx, queued.to_address, kind);
  if (kind !== null && token === null) return settle(ctx, id, "unwanted", null);
  const way = token === null ? null : unsubscribing(appUrl, token);
  const content = await renderMail(queued.template, props, { appUrl, unsubscribeUrl: way?.page ?? null });
  const mail = { to: queued.to_address, ...content, idempotencyKey: id };
  await settle(ctx, id, "sent", await ctx.mailer.send(way === null ? mail : { ...mail, headers: way.headers }));
}

async function settle(ctx: Ctx, id: Id, status: "sent" | "unwanted", providerId: string | null): Promise<void> {
  await ctx.db.query(
    `UPDATE mails SET status = $2, sealed_props = NULL, provider_id = $3, sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END
     WHERE id = $1 AND status = 'queued'`,
    [id, status, providerId, ctx.now],
    "mail-settled",
  );
}

const payloadSchema = z.object({ mail_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.sendMail]: (ctx, payload) => sendMail(ctx, payloadSchema.parse(payload).mail_id),
};

/** Mails that nothing will send any more: their task was lost. */
export async function lostMails({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ id: Id }>(
    "SELECT id FROM mails WHERE status = 'queued' AND created_at < $1 ORDER BY created_at, id LIMIT $2",
    [before, limit],
    "old-mails",
  );
  const lost = await withoutTask(
    db,
    [TASK.sendMail],
    "mail_id",
    rows.map(({ id }) => id),
  );
  return lost.map((mail_id) => ({ task: TASK.sendMail, payload: { mail_id } }));
}
