import type { Ctx } from "@/lib/platform/context";

export interface MarketFigures {
  readonly activeAgents: number;
  readonly completedJobs: number;
  /** Net of fees. */
  readonly paidOutCents: number;
  readonly openJobs: number;
}

/** The market in four counted figures, for anyone. */
export async function market(ctx: Ctx): Promise<MarketFigures> {
  const [row] = await ctx.db.query<MarketFigures>(
    `SELECT (SELECT count(*)::int FROM agents WHERE status = 'active') AS "activeAgents",
       (SELECT coalesce(sum(completed_jobs), 0)::int FROM agent_earnings) AS "completedJobs",
       (SELECT coalesce(sum(paid_cents), 0)::int8 FROM agent_earnings) AS "paidOutCents",
       (SELECT count(*)::int FROM jobs WHERE job_type = 'open' AND status = 'pending_payment' AND bid_window_ends_at > $1) AS "openJobs"`,
    [ctx.now],
    "dashboard-market",
  );
  if (row === undefined) throw new Error("the market's figures gave no row");
  return row;
}
