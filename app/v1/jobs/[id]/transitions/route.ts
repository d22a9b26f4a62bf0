import { whole } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listTransitions } from "@/lib/api/jobs/contract";
import { presentTransition } from "@/lib/api/jobs/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listTransitions, async ({ ctx, params }) =>
    whole((await jobs.transitions(ctx, params.id)).map(presentTransition)),
  ),
);
