import { route } from "@/lib/api/core/route";
import { stream } from "@/lib/api/core/stream";
import { streamEvents } from "@/lib/api/events/contract";
import { sinceOf, typesOf } from "@/lib/api/events/present";
import * as events from "@/lib/domain/events";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  stream(streamEvents, async ({ ctx, query, headers }) => {
    const types = typesOf(query.types);
    const followed = await events.followAgent(ctx, sinceOf(headers, query.since));
    return { ...followed, types: types === null ? null : new Set(types) };
  }),
);
