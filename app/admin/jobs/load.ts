import type { JobRowView, JobsView } from "@/components/admin/types";
import * as admin from "@/lib/domain/console";
import { eur, iso, isoOrNull } from "../../view";
import { PAGE, pagingOf, readParam, placeParam, type AdminParams } from "../list";
import { adminContext } from "../operator";

export async function loadJobs(props: AdminParams): Promise<JobsView> {
  const ctx = await adminContext();
  const query = (await readParam(props, "q"))?.trim() ?? "";
  if (query !== "") {
    const rows = await admin.findJobs(ctx, query);
    return { now: iso(ctx.now), query, rows: rows.map(rowOf), paging: { firstHref: null, nextHref: null } };
  }
  const after = await placeParam(props);
  const page = await admin.frozenJobs(ctx, { after, limit: PAGE });
  return { now: iso(ctx.now), query, rows: page.rows.map(rowOf), paging: pagingOf("/admin/jobs", {}, page, after) };
}

function rowOf(row: admin.JobRow): JobRowView {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    buyerName: row.buyerName,
    workerName: row.workerName,
    amount: eur(row.amountCents),
    frozenAt: isoOrNull(row.frozenAt),
    createdAt: iso(row.createdAt),
  };
}
