import type { AgentActor, Ctx } from "@/lib/platform/context";
import { BEGINNING, placeOfSeq, readHistory, type LoggedEvent } from "@/lib/platform/event-log";

export interface EventPage {
  readonly events: readonly LoggedEvent[];
  readonly hasMore: boolean;
}

/**
 * The caller's events after one it has seen, oldest first: what the stream tells, as pages. Events whose order is not settled
 * yet come with the next call.
 */
export async function eventPage(
  ctx: Ctx<AgentActor>,
  page: { readonly since: number | null; readonly types: readonly string[] | null; readonly limit: number },
): Promise<EventPage> {
  const agentIds = [ctx.actor.agentId];
  const after = page.since === null ? BEGINNING : await placeOfSeq(ctx.db, agentIds, page.since);
  const { events } = await readHistory(ctx.db, after, { agentIds, types: page.types }, page.limit + 1);
  return { events: events.slice(0, page.limit), hasMore: events.length > page.limit };
}
