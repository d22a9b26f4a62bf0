import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { previewDeliverable } from "@/lib/api/files/contract";
import { presentDeliverablePreview } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";
import * as validation from "@/lib/domain/validation";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(previewDeliverable, async ({ ctx, params }) => {
    const preview = await deliverables.deliverablePreview(ctx, params.id);
    return presentDeliverablePreview(preview, await validation.latestValidation(ctx, params.id));
  }),
);
