import { z } from "zod";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { merge, transact, type Change } from "@/lib/platform/transact";
import { mail } from "./mail/queue";

const noticeSchema = z.object({ title: z.string(), paragraphs: z.array(z.string()), path: z.string().nullable() });

/** What the administrators must hear of; nothing in it may be a secret. `path`: where in the console it is, if anywhere. */
export type AdminNotice = Readonly<z.infer<typeof noticeSchema>>;

/** Mails every administrator (`ADMIN_EMAILS`) as part of a change. Pure: the mails are written by a task of their own. */
export function tellAdmins(notice: AdminNotice): Change {
  return { tasks: [{ task: TASK.tellAdmins, payload: { ...notice } }] };
}

async function writeMails(ctx: Ctx, notice: AdminNotice): Promise<void> {
  const { adminEmails } = ctx.settings;
  if (adminEmails.length === 0) ctx.log.warn({ notice: notice.title }, "no ADMIN_EMAILS: nobody is told");
  const mails = await Promise.all(adminEmails.map((to) => mail(ctx, to, "adminNotice", notice)));
  await transact(ctx, merge(...mails));
}

export const adminTasks: Readonly<Record<string, Task>> = {
  [TASK.tellAdmins]: (ctx, payload) => writeMails(ctx, noticeSchema.parse(payload)),
};
