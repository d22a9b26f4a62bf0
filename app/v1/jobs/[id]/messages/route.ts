import { pageOf, readCursor } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listMessages, sendMessage } from "@/lib/api/messages/contract";
import { presentMessage } from "@/lib/api/messages/present";
import * as messages from "@/lib/domain/messages";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listMessages, async ({ ctx, params, query }) => {
    const { limit, offset } = query;
    const after = readCursor(query.cursor);
    const filter = { jobId: params.id, after, offset: after === null ? offset : 0, limit: limit + 1 };
    return pageOf(await messages.list(ctx, filter), limit, presentMessage);
  }),
  serve(sendMessage, async ({ ctx, params, body }) => {
    const draft = { content: body.content, type: body.type, fileId: body.file_id ?? null };
    return presentMessage(await messages.send(ctx, params.id, draft));
  }),
);
