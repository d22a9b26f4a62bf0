import type { AgentActor, Ctx } from "@/lib/platform/context";
import { listJobs, type Position } from "./store";
import type { Job, JobStatus } from "./types";

/** 001's groups, which a status filter also takes (decisions 4). */
export const STATUS_GROUPS: Readonly<Record<string, readonly JobStatus[]>> = {
  pending: ["pending_payment"],
  active: ["funded", "accepted", "in_progress", "delivered", "validating", "revision_requested"],
};

/** The caller's jobs on either side, newest first. One row more than `limit` tells whether there are more. */
export async function list(
  ctx: Ctx<AgentActor>,
  filter: {
    readonly statuses: readonly JobStatus[] | null;
    readonly after: Position | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<Job[]> {
  return listJobs(ctx.db, { ...filter, agentId: ctx.actor.agentId });
}
