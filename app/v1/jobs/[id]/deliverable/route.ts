import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getDeliverable } from "@/lib/api/files/contract";
import { presentDeliverable } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getDeliverable, async ({ ctx, params }) =>
    presentDeliverable(await deliverables.deliverableDownload(ctx, params.id)),
  ),
);
