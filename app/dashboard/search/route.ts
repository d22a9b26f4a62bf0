import type { SearchAnswer } from "@/components/palette/types";
import * as dashboard from "@/lib/domain/dashboard";
import { answered } from "../answered";
import { ownerContext } from "../context";
import { jobsFilterOf, readJobsFilter } from "../jobs/filter";

export const dynamic = "force-dynamic";

const MOST = 8;

/** The palette's jobs: of all the owner's agents, the newest that fit. */
export function GET(request: Request): Promise<Response> {
  return answered(request, async () => {
    const q = new URL(request.url).searchParams.get("q") ?? "";
    const filter = jobsFilterOf(readJobsFilter({ q }));
    const { rows } = await dashboard.jobs(await ownerContext(), { ...filter, after: null, limit: MOST });
    const answer: SearchAnswer = { jobs: rows.map(({ id, title, status }) => ({ id, title, status })) };
    return Response.json(answer, { headers: { "cache-control": "private, no-store" } });
  });
}
