import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { update, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import type { Job } from "./types";

export interface LiveBid {
  readonly id: Id;
  readonly agent_id: AgentId;
  readonly status: "active" | "countered";
}

/** Bids that still wait for an answer; a job has at most 100 (reference 002). */
export async function liveBids(ctx: Pick<Ctx, "db">, jobId: Id): Promise<LiveBid[]> {
  return ctx.db.query<LiveBid>(
    "SELECT id, agent_id, status FROM bids WHERE job_id = $1 AND status IN ('active', 'countered') ORDER BY created_at, id LIMIT 200",
    [jobId],
    "live-bids",
  );
}

/**
 * What a change of a standing bid does to its job: nothing but moving its version, so that verbs that read the job's bids
 * read again. A job that waits for Stripe, or was changed meanwhile, is a conflict.
 */
export function bidChanges(ctx: Pick<Ctx, "now">, job: Pick<Job, "id" | "version">): Change {
  const seen = { id: job.id, version: job.version, pending_operation_id: null };
  return { updates: [update("jobs", seen, { version: job.version + 1, updated_at: ctx.now })] };
}

/** Ends the bids of a job that ends: rejected ones are told, expired ones are not (decisions 4). */
export async function closeBids(ctx: Pick<Ctx, "db" | "now">, job: Job, as: "rejected" | "expired"): Promise<Change> {
  const bids = await liveBids(ctx, job.id);
  return {
    updates: bids.map(({ id, status }) => update("bids", { id, status }, { status: as, updated_at: ctx.now })),
    events:
      as === "expired"
        ? []
        : bids.map(({ id, agent_id }) =>
            event(ctx.now, "bid.rejected", agent_id, { job_id: job.id, bid_id: id }, job.id),
          ),
  };
}
