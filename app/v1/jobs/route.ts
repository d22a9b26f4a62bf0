import { pageOf, readCursor } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { createJob, listJobs } from "@/lib/api/jobs/contract";
import { postingOf, statusesOf } from "@/lib/api/jobs/posting";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listJobs, async ({ ctx, query }) => {
    const { limit, offset } = query;
    const after = readCursor(query.cursor);
    const filter = { statuses: statusesOf(query.status), after, offset: after === null ? offset : 0, limit: limit + 1 };
    return pageOf(await jobs.list(ctx, filter), limit, (job) => presentJob(job, ctx.actor));
  }),
  serve(createJob, async ({ ctx, body }) => presentJob(await jobs.create(ctx, postingOf(body)), ctx.actor)),
);
