import type { Id } from "@/lib/kernel/ids";
import { NEWEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { AdminCtx } from "./scope";

export interface AuditRow {
  readonly id: Id;
  /** An operator's address, or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Every operator, and not the system. No address is this word. */
export const OPERATORS = "operators";

export interface AuditFilter {
  /** An operator's address, `system`, or `OPERATORS`; null for all. */
  readonly actor: string | null;
  /** One kind of act; null for all. */
  readonly action: string | null;
}

const COLUMNS = `id, actor, action, subject_type AS "subjectType", subject_id AS "subjectId", details, created_at AS at`;

/** What operators, and the system in their place, have done; the newest first. Each combination reads an index of its own. */
export async function auditLog(
  ctx: AdminCtx,
  { actor, action }: AuditFilter,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<AuditRow>> {
  const { at, id } = after ?? NEWEST;
  const values: unknown[] = [at, id, limit + 1];
  const conditions = ["(created_at, id) < ($1, $2::uuid)"];
  if (actor === OPERATORS) conditions.push("actor <> 'system'");
  else if (actor !== null) conditions.push(`actor = $${values.push(actor)}`);
  if (action !== null) conditions.push(`action = $${values.push(action)}`);
  const rows = await ctx.db.query<AuditRow>(
    `SELECT ${COLUMNS} FROM audit_log WHERE ${conditions.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT $3`,
    values,
  );
  return paged(rows, limit, (row) => ({ at: row.at, id: row.id }));
}

/** What was done to one thing, the newest first. */
export async function actsOn(
  ctx: AdminCtx,
  subject: { readonly type: string; readonly id: string },
  limit: number,
): Promise<AuditRow[]> {
  return ctx.db.query<AuditRow>(
    `SELECT ${COLUMNS} FROM audit_log WHERE subject_type = $1 AND subject_id = $2 ORDER BY created_at DESC, id DESC LIMIT $3`,
    [subject.type, subject.id, limit],
    "console-acts-on",
  );
}
