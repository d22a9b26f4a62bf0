import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { fundJob } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(fundJob, async ({ ctx, params }) => presentJob(await jobs.fund(ctx, params.id), ctx.actor)),
);
