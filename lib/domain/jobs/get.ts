import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { requireRole, roleOf } from "./policy";
import { listTransitions, loadJob, type Transition } from "./store";
import type { JobFacts } from "./types";

/** A job for one of its parties, null for everybody else. */
export async function find(ctx: Ctx, id: Id): Promise<JobFacts | null> {
  const job = await loadJob(ctx.db, id);
  return job === null || roleOf(job, ctx.actor) === null ? null : job;
}

/** A job for one of its parties; everybody else gets 404, or 403 where they may read the posting. */
export async function get(ctx: Ctx, id: Id): Promise<JobFacts> {
  return requireRole(await loadJob(ctx.db, id), ctx.actor).job;
}

/** Every change of status of a job, oldest first. */
export async function transitions(ctx: Ctx, id: Id): Promise<Transition[]> {
  await get(ctx, id);
  return listTransitions(ctx.db, id);
}
