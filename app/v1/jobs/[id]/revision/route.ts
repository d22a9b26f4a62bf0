import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { requestRevision } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(requestRevision, async ({ ctx, params, body }) =>
    presentJob(await jobs.requestRevision(ctx, params.id, body.feedback), ctx.actor),
  ),
);
