import { pageOf, readCursor } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listFiles } from "@/lib/api/files/contract";
import { presentFile } from "@/lib/api/files/present";
import * as deliverables from "@/lib/domain/deliverables";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listFiles, async ({ ctx, params, query }) => {
    const { limit, offset, purpose = null } = query;
    const after = readCursor(query.cursor);
    const filter = { jobId: params.id, purpose, after, offset: after === null ? offset : 0, limit: limit + 1 };
    return pageOf(await deliverables.list(ctx, filter), limit, presentFile);
  }),
);
