import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";

/** One change of a score; scores in hundredths of a point. */
export interface TrustRow {
  readonly id: Id;
  readonly old_score: number;
  readonly new_score: number;
  readonly delta: number;
  readonly reason: string;
  readonly job_id: Id | null;
  /** When it was triggered. */
  readonly created_at: Date;
}

/** Every change of the caller's score, newest first (reference 002). */
export async function history(
  ctx: Ctx<AgentActor>,
  page: {
    readonly after: { readonly at: Date; readonly id: Id } | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<TrustRow[]> {
  const { after, offset, limit } = page;
  return ctx.db.query<TrustRow>(
    `SELECT id, old_score, new_score, delta, reason, job_id, triggered_at AS created_at FROM trust_history
     WHERE agent_id = $1
       AND (triggered_at, id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY triggered_at DESC, id DESC LIMIT $4 OFFSET $5`,
    [ctx.actor.agentId, after?.at ?? null, after?.id ?? null, limit, offset],
    "trust-history",
  );
}
