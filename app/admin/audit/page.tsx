import { AuditPage } from "@/components/admin/audit-page";
import type { AuditPageView } from "@/components/admin/types-machine";
import * as admin from "@/lib/domain/console";
import { iso } from "../../view";
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
  const filter = filterOf(actor, action);
  const page = await admin.auditLog(ctx, filter, { after, limit: PAGE });
  const params = filter === null ? {} : { [filter.column]: filter.value };
  return {
    now: iso(ctx.now),
    rows: page.rows.map(auditRowOf),
    filter,
    paging: pagingOf("/admin/audit", params, page, after),
  };
}

function filterOf(actor: string | undefined, action: string | undefined): admin.AuditFilter {
  if (actor !== undefined) return { column: "actor", value: actor };
  return action === undefined ? null : { column: "action", value: action };
}

export default async function AuditRoute(props: AdminParams) {
  return <AuditPage view={await loadAudit(props)} />;
}
