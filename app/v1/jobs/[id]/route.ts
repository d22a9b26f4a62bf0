import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getJob } from "@/lib/api/jobs/contract";
import { presentJob, presentOpenJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";
import * as search from "@/lib/domain/search";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getJob, async ({ ctx, params }) => {
    const job = await jobs.find(ctx, params.id);
    return job === null ? presentOpenJob(await search.openJob(ctx, params.id)) : presentJob(job, ctx.actor);
  }),
);
