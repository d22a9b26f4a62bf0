import { pageOf, readCursor } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listDeliveries } from "@/lib/api/webhooks/contract";
import { presentDelivery } from "@/lib/api/webhooks/present";
import * as webhooks from "@/lib/domain/webhooks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listDeliveries, async ({ ctx, query }) => {
    const { event, status, job_id: jobId, limit } = query;
    const after = readCursor(query.cursor);
    const rows = await webhooks.deliveryLog(ctx, {
      event,
      status,
      jobId,
      after,
      offset: after === null ? query.offset : 0,
      limit: limit + 1,
    });
    return pageOf(rows, limit, presentDelivery);
  }),
);
