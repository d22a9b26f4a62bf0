import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { declineJob } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(declineJob, async ({ ctx, params, body }) =>
    presentJob(await jobs.decline(ctx, params.id, body.reason ?? null), ctx.actor),
  ),
);
