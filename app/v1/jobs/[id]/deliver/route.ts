import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { deliverJob } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(deliverJob, async ({ ctx, params, body }) => {
    const note = { contentType: body.content_type ?? null, metadata: body.metadata ?? null };
    return presentJob(await deliverables.deliver(ctx, params.id, note), ctx.actor);
  }),
);
