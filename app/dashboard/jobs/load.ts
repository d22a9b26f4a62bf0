import { isNarrowed, jobsHref, jobsQuery } from "@/components/jobs/query";
import type { JobRowView, JobsFilterView, JobsListView, SavedViewView } from "@/components/jobs/types";
import * as dashboard from "@/lib/domain/dashboard";
import { eur, iso } from "../../view";
import { orNotFound } from "../../or-not-found";
import { ownerContext } from "../context";
import { readPlace, writePlace } from "../../place";
import { biddingOf } from "./bidding";
import { jobsFilterOf, readJobsFilter } from "./filter";

const PAGE = 25;

export async function loadJobs(filter: JobsFilterView, cursor: string | undefined): Promise<JobsListView> {
  const ctx = await ownerContext();
  const after = readPlace(cursor);
  const [page, views] = await orNotFound(
    Promise.all([dashboard.jobs(ctx, { ...jobsFilterOf(filter), after, limit: PAGE }), dashboard.savedViews(ctx)]),
  );
  return {
    now: iso(ctx.now),
    rows: page.rows.map((row) => jobRowOf(row, ctx.now)),
    filter,
    views: views.map((view) => savedViewOf(view, filter)),
    nextCursor: page.next === null ? null : writePlace(page.next),
    paged: after !== null,
  };
}

/** Read again before it becomes a link: an old view may name a filter that is no more. */
function savedViewOf({ id, name, query }: dashboard.SavedView, shown: JobsFilterView): SavedViewView {
  const kept = readJobsFilter(Object.fromEntries(new URLSearchParams(query)));
  const current = isNarrowed(shown) && jobsQuery(kept).toString() === jobsQuery(shown).toString();
  return { id, name, href: jobsHref(kept), current };
}

function jobRowOf(row: dashboard.JobRow, now: Date): JobRowView {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    bidding: biddingOf(row, row.liveBids, now),
    side: sideOf(row),
    buyerName: row.buyerName,
    workerName: row.workerName,
    amount: eur(row.amountCents),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  };
}

export const sideOf = ({ buyerMine, workerMine }: Pick<dashboard.JobRow, "buyerMine" | "workerMine">) =>
  buyerMine && workerMine ? "both" : buyerMine ? "buyer" : "worker";
