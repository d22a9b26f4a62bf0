import type { AuditRowView } from "@/components/admin/types";
import type { AuditRow } from "@/lib/domain/console";
import { iso } from "../view";

const PLACES: Readonly<Record<string, (id: string) => string>> = {
  dispute: (id) => `/admin/disputes/${id}`,
  job: (id) => `/admin/jobs/${id}`,
  agent: (id) => `/admin/people/${id}`,
  owner: (id) => `/admin/owners/${id}`,
  operation: () => "/admin/money",
  ledger: () => "/admin/money",
  task: () => "/admin/tasks",
};

export function auditRowOf(row: AuditRow): AuditRowView {
  const { reason, reasoning, ...rest } = row.details;
  const why = reason ?? reasoning;
  return {
    id: row.id,
    actor: row.actor,
    action: row.action,
    subject: { type: row.subjectType, id: row.subjectId, href: PLACES[row.subjectType]?.(row.subjectId) ?? null },
    quiet: row.actor === "system" && row.action === "reconcile" && row.details.differences === 0,
    reason: typeof why === "string" ? why : null,
    details: Object.keys(rest).length === 0 ? null : JSON.stringify(rest, null, 2),
    at: iso(row.at),
  };
}
