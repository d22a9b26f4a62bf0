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

/** The log of one operator, or of one kind of act; null for all. */
export type AuditFilter = { readonly column: "actor" | "action"; readonly value: string } | null;

const COLUMNS = `id, actor, action, subject_type AS "subjectType", subject_id AS "subjectId", details, created_at AS at`;

/** What operators, and the system in their place, have done; the newest first. Each filter reads an index of its own. */
export async function auditLog(
  ctx: AdminCtx,
  filter: AuditFilter,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<AuditRow>> {
  const { at, id } = after ?? NEWEST;
  const condition = filter === null ? "" : `${filter.column} = $4 AND`;
  const rows = await ctx.db.query<AuditRow>(
    `SELECT ${COLUMNS} FROM audit_log WHERE ${condition} (created_at, id) < ($1, $2::uuid) ORDER BY created_at DESC, id DESC LIMIT $3`,
    [at, id, limit + 1, ...(filter === null ? [] : [filter.value])],
    `console-audit-by-${filter?.column ?? "time"}`,
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
