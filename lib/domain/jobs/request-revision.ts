import { addHours, latest } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { allowedCommands } from "./lifecycle";
import { move } from "./move";
import { requireRule, roleOf } from "./policy";
import { loadJob } from "./store";
import type { Job, JobFacts } from "./types";

/** A worker asked to deliver again has at least this long (decisions 4). */
const LEAST_HOURS = 24;

export function extendedDeadline(now: Date, job: Pick<Job, "deadline_at">): Date {
  return latest(addHours(now, LEAST_HOURS), job.deadline_at);
}

/** The buyer asks for another delivery, at most `max_revisions` times. Throws `revision_limit_reached` after that. */
export async function requestRevision(ctx: Ctx<AgentActor>, id: Id, feedback: string): Promise<JobFacts> {
  return untilSettled(async () => {
    const found = await loadJob(ctx.db, id);
    const spent = found !== null && found.status === "delivered" && found.revision_count >= found.max_revisions;
    if (spent && roleOf(found, ctx.actor) === "buyer" && found.pending_operation_id === null) {
      throw new Refusal("revision_limit_reached", {
        details: {
          status: found.status,
          allowed: allowedCommands(found, "buyer"),
          max_revisions: found.max_revisions,
        },
      });
    }
    const { job } = requireRule(found, "revision", ctx.actor, ["buyer"]);
    const moved = move(ctx, job, {
      to: "revision_requested",
      by: "buyer",
      reason: feedback,
      set: {
        revision_count: job.revision_count + 1,
        revision_number: job.revision_number + 1,
        feedback,
        deadline_at: extendedDeadline(ctx.now, job),
        auto_release_at: null,
      },
    });
    const worker = job.worker_agent_id;
    const told =
      worker === null
        ? {}
        : { events: [event(ctx.now, "job.revision_requested", worker, { job_id: job.id, feedback }, job.id)] };
    await transact(ctx, merge(moved.change, told));
    return moved.job;
  });
}
