import { pageOf, rankedPageOf, ranksWanted, rowsWanted } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listOpenJobs } from "@/lib/api/jobs/contract";
import { presentOpenJob } from "@/lib/api/jobs/present";
import * as search from "@/lib/domain/search";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listOpenJobs, async ({ ctx, query }) =>
    query.q === ""
      ? pageOf(await search.newestOpenJobs(ctx, rowsWanted(query)), query.limit, presentOpenJob)
      : rankedPageOf(await search.matchingOpenJobs(ctx, query.q, ranksWanted(query)), query, presentOpenJob),
  ),
);
