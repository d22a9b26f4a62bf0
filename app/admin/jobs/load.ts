import { jobFilterNamed } from "@/components/admin/job-filters";
import type { JobRowView, JobsView } from "@/components/admin/types";
import * as admin from "@/lib/domain/console";
import { searchedWords } from "../../open-jobs";
import { eur, iso, isoOrNull } from "../../view";
import { PAGE, pagingOf, readParam, placeParam, type AdminParams } from "../list";
import { adminContext } from "../operator";

export async function loadJobs(props: AdminParams): Promise<JobsView> {
  const ctx = await adminContext();
  const { name, statuses } = jobFilterNamed(await readParam(props, "status"));
  const text = searchedWords(await readParam(props, "q"));
  const after = await placeParam(props);
  const page = { after, limit: PAGE };
  // What stands still is a queue: the job that waits longest comes first.
  const queued = name === "frozen" && text === "";
  const found = await (queued ? admin.frozenJobs(ctx, page) : admin.jobs(ctx, { text, statuses }, page));
  const params = { status: name === "all" ? undefined : name, q: text === "" ? undefined : text };
  return {
    now: iso(ctx.now),
    filter: name,
    query: text,
    rows: found.rows.map(rowOf),
    paging: pagingOf("/admin/jobs", params, found, after),
  };
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
