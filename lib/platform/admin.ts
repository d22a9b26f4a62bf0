import { Refusal } from "../kernel/errors";
import { newId } from "../kernel/ids";
import type { AdminActor, Ctx } from "./context";
import { insert, type Change } from "./transact";

/** What every act of an operator has in common: who may, why, and the row that tells of it. */

const MAX_REASON = 5_000;

/** Throws `forbidden` for an address that is not, or no longer, in `ADMIN_EMAILS`. */
export function requireAdmin(ctx: Pick<Ctx<AdminActor>, "settings" | "actor">): void {
  if (!ctx.settings.adminEmails.includes(ctx.actor.email)) throw new Refusal("forbidden");
}

/** The reason of an act without the space around it. Throws 422 where there is none, or one of over 5,000 characters. */
export function requireReason(text: string, param = "reason"): string {
  const reason = text.trim();
  if (reason !== "" && reason.length <= MAX_REASON) return reason;
  throw new Refusal("invalid_request", { message: `The ${param} must have 1 to ${MAX_REASON} characters.`, param });
}

export interface Act {
  /** What was done, as `job.freeze`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The audit row of an operator's act, to be committed together with it. The table is append-only. */
export function audited(ctx: Pick<Ctx<AdminActor>, "now" | "actor">, act: Act): Change {
  const row = {
    id: newId(ctx.now),
    actor: ctx.actor.email,
    action: act.action,
    subject_type: act.subjectType,
    subject_id: act.subjectId,
    details: act.details,
    created_at: ctx.now,
  };
  return { inserts: [insert("audit_log", row)] };
}
