import { findEvent, pageOfEvents } from "../event-store";
import { pageOf } from "../pages";
import type { Call, Route } from "../routes";
import { noSuch } from "../wire/failures";
import type { Work } from "../work";

export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", run: listEvents },
  {
    method: "GET",
    path: "/v1/events/:id",
    run: async (work, { id }) => {
      const event = await findEvent(work.store.db, id);
      if (event === null) throw noSuch("event", id);
      return event;
    },
  },
];

async function listEvents(work: Work, { params }: Call): Promise<object> {
  const type = params.text("type");
  const types = type === null ? params.texts("types") : [type];
  const page = await pageOfEvents(work.store.db, { ...pageOf(params), types });
  return { object: "list", data: page.data, has_more: page.hasMore, url: "/v1/events" };
}
