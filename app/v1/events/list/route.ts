import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listEvents } from "@/lib/api/events/contract";
import { positionOf, presentEvents, typesOf } from "@/lib/api/events/present";
import * as events from "@/lib/domain/events";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listEvents, async ({ ctx, query }) => {
    const since = positionOf(query.cursor, query.since);
    return presentEvents(await events.eventPage(ctx, { since, types: typesOf(query.types), limit: query.limit }));
  }),
);
