import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled } from "@/lib/platform/transact";
import { pinned, wrongStatus, type JobStatus } from "../jobs";
import { discarded } from "./discard";
import { requireFile, requireOwn } from "./policy";

/** While somebody is to rule on a job, nothing that may be evidence goes away. */
const EVIDENCE_STAYS: readonly JobStatus[] = ["disputed", "frozen"];

/**
 * Deletes a pending upload or an input file, its uploader alone (reference 002). Throws `file_confirmed` for a deliverable
 * that was handed in, and 409 while the job is disputed or frozen.
 */
export async function remove(ctx: Ctx<AgentActor>, jobId: Id, fileId: Id): Promise<void> {
  await untilSettled(async () => {
    const { job, role, file } = await requireFile(ctx, jobId, fileId);
    requireOwn(file, ctx.actor, "delete");
    if (file.purpose === "deliverable" && file.upload_status === "confirmed") throw new Refusal("file_confirmed");
    if (EVIDENCE_STAYS.includes(job.status)) throw wrongStatus(job, role);
    await transact(ctx, merge(pinned(job), discarded(ctx, file)));
  });
}
