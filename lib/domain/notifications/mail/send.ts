import { render } from "@react-email/render";
import { z } from "zod";
import { invariant } from "@/lib/kernel/assert";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import type { Task } from "@/lib/platform/tasks";
import type { TaskRow } from "@/lib/platform/transact";
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

/** A mail's subject and both its forms. */
export async function renderMail(
  name: TemplateName,
  props: unknown,
  appUrl: string,
): Promise<{ subject: string; html: string; text: string }> {
  const definition = TEMPLATES[name] as unknown as {
    readonly props: z.ZodType;
    readonly subject: (props: unknown) => string;
    readonly body: (props: unknown, appUrl: string) => React.ReactElement;
  };
  const checked = definition.props.parse(props);
  const body = definition.body(checked, appUrl);
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })]);
  return { subject: definition.subject(checked), html, text };
}

/** Sends a queued mail, once: the mail's id is the provider's idempotency key. Throws while the provider is silent. */
export async function sendMail(ctx: Ctx, id: Id): Promise<void> {
  const [queued] = await ctx.db.query<QueuedMail>(
    "SELECT * FROM mails WHERE id = $1 AND status = 'queued'",
    [id],
    "queued-mail",
  );
  if (queued === undefined || queued.sealed_props === null) return;
  invariant(isTemplate(queued.template), `mail template ${queued.template} exists`);
  const content = await renderMail(queued.template, await unseal(ctx.secret, queued.sealed_props), ctx.settings.appUrl);
  const providerId = await ctx.mailer.send({ to: queued.to_address, ...content, idempotencyKey: id });
  await ctx.db.query(
    "UPDATE mails SET status = 'sent', sealed_props = NULL, provider_id = $2, sent_at = $3 WHERE id = $1 AND status = 'queued'",
    [id, providerId, ctx.now],
    "mail-sent",
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
