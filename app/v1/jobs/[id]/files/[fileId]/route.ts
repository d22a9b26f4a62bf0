import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { deleteFile } from "@/lib/api/files/contract";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(deleteFile, async ({ ctx, params }) => {
    await deliverables.remove(ctx, params.id, params.fileId);
    return { file_id: params.fileId, status: "deleted" as const };
  }),
);
