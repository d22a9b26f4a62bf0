import { statusLabel } from "@/components/jobs/status";
import type { Found } from "@/components/palette/types";
import * as dashboard from "@/lib/domain/dashboard";
import { answered } from "../answered";
import { ownerContext } from "../context";
import { biddingOf } from "../jobs/bidding";
import { jobsFilterOf, readJobsFilter } from "../jobs/filter";

export const dynamic = "force-dynamic";

const MOST = 8;
const MOST_AGENTS = 4;

/** The palette's jobs, of all the owner's agents the newest that fit, and others' agents by name. */
export function GET(request: Request): Promise<Response> {
  return answered(request, async () => {
    const q = new URL(request.url).searchParams.get("q") ?? "";
    const filter = jobsFilterOf(readJobsFilter({ q }));
    const ctx = await ownerContext();
    const [{ rows }, agents] = await Promise.all([
      dashboard.jobs(ctx, { ...filter, after: null, limit: MOST }),
      dashboard.agentsNamed(ctx, filter.text, MOST_AGENTS),
    ]);
    const answer: Found = {
      agents,
      jobs: rows.map((row) => ({
        id: row.id,
        title: row.title,
        state: statusLabel(row.status, biddingOf(row, row.liveBids, ctx.now)),
      })),
    };
    return Response.json(answer, { headers: { "cache-control": "private, no-store" } });
  });
}
