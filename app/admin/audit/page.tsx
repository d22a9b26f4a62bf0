import { AuditPage } from "@/components/admin/audit-page";
import type { AuditPageView } from "@/components/admin/types-machine";
import * as admin from "@/lib/domain/console";
import { auditRowOf } from "../audit";
import { PAGE, pagingOf, readParam, placeParam, type AdminParams } from "../list";
import { adminContext, titled } from "../operator";

export const generateMetadata = titled("Audit log");

async function loadAudit(props: AdminParams): Promise<AuditPageView> {
  const ctx = await adminContext();
  const [actor, action, after] = await Promise.all([
    readParam(props, "actor"),
    readParam(props, "action"),
    placeParam(props),
  ]);
  const filter = { actor: actor ?? null, action: action ?? null };
  const page = await admin.auditLog(ctx, filter, { after, limit: PAGE });
  return {
    rows: page.rows.map(auditRowOf),
    filter,
    actors: actorsOf(ctx.settings.adminEmails, filter.actor),
    paging: pagingOf("/admin/audit", { actor, action }, page, after),
  };
}

/** Operators of today; a former one whose acts are shown can be chosen, too. */
function actorsOf(operators: readonly string[], shown: string | null): AuditPageView["actors"] {
  const groups = [
    { value: admin.OPERATORS, label: "Operators" },
    { value: "system", label: "The system" },
  ];
  const people = operators.map((email) => ({ value: email, label: email }));
  const known = [...groups, ...people];
  if (shown === null || known.some(({ value }) => value === shown)) return known;
  return [...known, { value: shown, label: shown }];
}

export default async function AuditRoute(props: AdminParams) {
  return <AuditPage view={await loadAudit(props)} />;
}
