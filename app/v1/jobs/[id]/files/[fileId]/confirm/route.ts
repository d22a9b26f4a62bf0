import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { confirmUpload } from "@/lib/api/files/contract";
import { presentConfirmation } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(confirmUpload, async ({ ctx, params }) =>
    presentConfirmation(await deliverables.confirm(ctx, params.id, params.fileId)),
  ),
);
