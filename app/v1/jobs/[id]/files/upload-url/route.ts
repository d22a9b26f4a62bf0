import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { requestUploadUrl } from "@/lib/api/files/contract";
import { presentTicket } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(requestUploadUrl, async ({ ctx, params, body }) => {
    const { purpose, filename, content_type: contentType, file_size_bytes: sizeBytes } = body;
    const upload = { purpose, filename, contentType, sizeBytes, metadata: body.metadata ?? {} };
    return presentTicket(await deliverables.requestUpload(ctx, params.id, upload));
  }),
);
