import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { cancelJob } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(cancelJob, async ({ ctx, params, body }) =>
    presentJob(await jobs.cancel(ctx, params.id, body.reason ?? null), ctx.actor),
  ),
);
