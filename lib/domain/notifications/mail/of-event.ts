import { z } from "zod";
import { perHours } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { Conflict, transact } from "@/lib/platform/transact";
import { MAIL_KINDS, type MailKind } from "../preferences";
import { mail } from "./queue";

/** An agent at full speed must not fill its owner's inbox: what is over this stays in the console. */
const MOST_MAILS = perHours(20);

const payloadSchema = z.object({
  event_id: z.string(),
  kind: z.enum(Object.keys(MAIL_KINDS) as [MailKind, ...MailKind[]]),
  title: z.string(),
  message: z.string(),
});

interface Told {
  readonly owner_id: Id;
  readonly email: string;
  readonly agent_name: string;
  readonly job_id: Id | null;
  readonly job_title: string | null;
}

async function concerned(ctx: Ctx, eventId: Id): Promise<Told | null> {
  const [row] = await ctx.db.query<Told>(
    `SELECT o.id AS owner_id, o.email, a.name AS agent_name, j.id AS job_id, j.title AS job_title
     FROM events e JOIN agents a ON a.id = e.agent_id JOIN owners o ON o.id = a.owner_id LEFT JOIN jobs j ON j.id = e.job_id
     WHERE e.id = $1 AND o.deleted_at IS NULL`,
    [eventId],
    "event-for-mail",
  );
  return row ?? null;
}

/** Whether one more mail of this kind may go out this hour. */
async function mayTell(ctx: Ctx, told: Told, kind: MailKind): Promise<boolean> {
  try {
    await spendAllowance(ctx, ctx.now, `mail|${told.owner_id}|${kind}`, MOST_MAILS);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ctx.log.warn({ owner_id: told.owner_id, kind }, "an owner got as many mails of a kind as one may in an hour");
    return false;
  }
}

/** Mails the owner of the event's agent, once: the mail has the event's id. */
async function mailEvent(ctx: Ctx, payload: z.infer<typeof payloadSchema>): Promise<void> {
  const told = await concerned(ctx, payload.event_id);
  if (told === null || !(await mayTell(ctx, told, payload.kind))) return;
  const props = {
    kind: payload.kind,
    title: payload.title,
    message: payload.message,
    agentName: told.agent_name,
    jobTitle: told.job_title,
    path: told.job_id === null ? "/dashboard" : `/dashboard/jobs/${told.job_id}`,
  };
  await transact(ctx, await mail(ctx, told.email, "attention", props, payload.event_id)).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

export const eventMailTasks: Readonly<Record<string, Task>> = {
  [TASK.mailEvent]: (ctx, payload) => mailEvent(ctx, payloadSchema.parse(payload)),
};
