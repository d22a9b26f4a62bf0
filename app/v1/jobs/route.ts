import { pageOf, rowsWanted } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { createJob, listJobs } from "@/lib/api/jobs/contract";
import { postingOf, statusesOf } from "@/lib/api/jobs/posting";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listJobs, async ({ ctx, query }) => {
    const filter = { statuses: statusesOf(query.status), ...rowsWanted(query) };
    return pageOf(await jobs.list(ctx, filter), query.limit, (job) => presentJob(job, ctx.actor));
  }),
  serve(createJob, async ({ ctx, body }) => presentJob(await jobs.create(ctx, postingOf(body)), ctx.actor)),
);
