import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getDownloadUrl } from "@/lib/api/files/contract";
import { presentDownload } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getDownloadUrl, async ({ ctx, params }) =>
    presentDownload(await deliverables.downloadUrl(ctx, params.id, params.fileId)),
  ),
);
