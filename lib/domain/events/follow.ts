import { Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx, OwnerActor } from "@/lib/platform/context";
import { placeOfSeq, type Place } from "@/lib/platform/event-log";

/** Streams of one agent, or one browser's session, in one process; more would be a leak in the client, or an attack. */
const MOST_STREAMS = 20;
const RETRY_SECONDS = 10;

interface Followed {
  readonly agentIds: readonly AgentId[];
  readonly after: Place;
}

function requireRoom(ctx: Pick<Ctx, "live">, credentialId: string): void {
  if (ctx.live.count(credentialId) >= MOST_STREAMS) {
    throw new Refusal("stream_limit_reached", { retryAfterSeconds: RETRY_SECONDS, details: { limit: MOST_STREAMS } });
  }
}

const begin = (ctx: Pick<Ctx, "db" | "live">, agentIds: readonly AgentId[], since: number | null): Promise<Place> =>
  since === null ? ctx.live.now() : placeOfSeq(ctx.db, agentIds, since);

/** The caller's own events, from now on or since one it has seen. Throws `stream_limit_reached`. */
export async function followAgent(ctx: Ctx<AgentActor>, since: number | null): Promise<Followed> {
  requireRoom(ctx, ctx.actor.agentId);
  const agentIds = [ctx.actor.agentId];
  return { agentIds, after: await begin(ctx, agentIds, since) };
}

/** The events of all agents an owner has now, for a page in the browser. Throws `stream_limit_reached`. */
export async function followOwner(ctx: Ctx<OwnerActor>, sessionId: Id, since: number | null): Promise<Followed> {
  requireRoom(ctx, sessionId);
  const rows = await ctx.db.query<{ id: AgentId }>(
    "SELECT id FROM agents WHERE owner_id = $1 AND status <> 'deleted' ORDER BY created_at, id LIMIT 500",
    [ctx.actor.ownerId],
    "followed-agents",
  );
  const agentIds = rows.map(({ id }) => id);
  return { agentIds, after: await begin(ctx, agentIds, since) };
}
