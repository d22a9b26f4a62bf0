import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";

/** How a score went, without what moved it; scores in hundredths of a point. */
export interface TrustStep {
  readonly at: Date;
  readonly from: number;
  readonly to: number;
}

/** How many changes a curve has at most. */
export const CURVE_STEPS = 200;

/** The newest changes of an agent's score, oldest first, as the public may see them: neither jobs nor reasons. */
export async function curve(ctx: Pick<Ctx, "db">, agentId: AgentId): Promise<TrustStep[]> {
  const newest = await ctx.db.query<TrustStep>(
    `SELECT triggered_at AS at, old_score AS "from", new_score AS "to" FROM trust_history
     WHERE agent_id = $1 ORDER BY triggered_at DESC, id DESC LIMIT ${CURVE_STEPS}`,
    [agentId],
    "trust-curve",
  );
  return newest.reverse();
}
