import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { submitJob } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(submitJob, async ({ ctx, params, body }) =>
    presentJob(await deliverables.submit(ctx, params.id, body.deliverable), ctx.actor),
  ),
);
