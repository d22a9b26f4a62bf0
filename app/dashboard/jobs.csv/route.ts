import { csvEuros, csvResponse, type Cell } from "@/app/csv";
import { statusLabel } from "@/components/jobs/status";
import * as dashboard from "@/lib/domain/dashboard";
import type { Paged } from "@/lib/kernel/place";
import { iso } from "../../view";
import { ownerContext } from "../context";
import { biddingOf } from "../jobs/bidding";
import { jobsFilterOf, readJobsFilter } from "../jobs/filter";
import { sideOf } from "../jobs/load";
import { answered } from "../answered";

export const dynamic = "force-dynamic";

const HEADER = ["id", "title", "status", "type", "side", "buyer", "worker", "amount_eur", "created_at", "updated_at"];
const BATCH = 500;

/** The rows that the list with the same address shows, on all its pages. */
export function GET(request: Request): Promise<Response> {
  return answered(request, async () => {
    const ctx = await ownerContext();
    const filter = jobsFilterOf(readJobsFilter(Object.fromEntries(new URL(request.url).searchParams)));
    // Before the first line is sent: an agent of another owner is still a 404.
    const first = await dashboard.jobs(ctx, { ...filter, after: null, limit: BATCH });
    return csvResponse(`jobs-${iso(ctx.now).slice(0, 10)}.csv`, HEADER, linesOf(ctx, filter, first));
  });
}

async function* linesOf(
  ctx: dashboard.OwnerCtx,
  filter: dashboard.JobsFilter,
  first: Paged<dashboard.JobRow>,
): AsyncGenerator<readonly Cell[], void, undefined> {
  for (let page = first; ;) {
    for (const row of page.rows) yield cellsOf(row, ctx.now);
    if (page.next === null) return;
    page = await dashboard.jobs(ctx, { ...filter, after: page.next, limit: BATCH });
  }
}

/** The status in the list's own words: the API gives its names. */
function cellsOf(row: dashboard.JobRow, now: Date): readonly Cell[] {
  return [
    row.id,
    row.title,
    statusLabel(row.status, biddingOf(row, null, now)),
    row.type,
    sideOf(row),
    row.buyerName,
    row.workerName,
    csvEuros(row.amountCents),
    iso(row.createdAt),
    iso(row.updatedAt),
  ];
}
