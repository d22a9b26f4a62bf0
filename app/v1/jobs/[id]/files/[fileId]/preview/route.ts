import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { previewFile } from "@/lib/api/files/contract";
import { presentPreview } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";
import * as validation from "@/lib/domain/validation";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(previewFile, async ({ ctx, params }) => {
    const preview = await deliverables.preview(ctx, params.id, params.fileId);
    return presentPreview(preview, await validation.latestValidation(ctx, params.id));
  }),
);
