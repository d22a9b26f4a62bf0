import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { seal } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import { insert, type Change } from "@/lib/platform/transact";
import type { TemplateName, TemplateProps } from "./templates";

/**
 * A mail as part of a change: it leaves after the commit, and not at all when there is none. Its values are sealed, because
 * some are secrets, and wiped once it is out. The same `id` again is a `Conflict`.
 */
export async function mail<T extends TemplateName>(
  ctx: Pick<Ctx, "now" | "secret">,
  to: string,
  name: T,
  props: TemplateProps<T>,
  id: Id = newId(ctx.now),
): Promise<Change> {
  return {
    inserts: [
      insert("mails", {
        id,
        to_address: to,
        template: name,
        sealed_props: await seal(ctx.secret, props),
        status: "queued",
        created_at: ctx.now,
      }),
    ],
    tasks: [{ task: TASK.sendMail, payload: { mail_id: id } }],
  };
}
