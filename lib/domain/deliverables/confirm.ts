import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { guardRefusal, handedIn, pinned, type JobFacts, type JobStatus } from "../jobs";
import { event } from "../webhooks";
import { requireFile, requireOwn, requireUploader } from "./policy";
import { filesGuard } from "./request-upload";
import { deliverableOf } from "./store";
import { confirmed, dropCopy, takeIn, type TakenIn } from "./take-in";
import type { FileRow } from "./types";

export interface Confirmation {
  readonly fileId: Id;
  readonly sizeBytes: number;
  /** What the confirmation handed in; null for input files. */
  readonly delivery: { readonly deliverableId: Id; readonly jobStatus: JobStatus; readonly revision: number } | null;
}

/** Repeating a confirmation tells what the first one did, and does nothing. */
async function repeated(ctx: Ctx, job: JobFacts, file: FileRow): Promise<Confirmation> {
  const deliverableId = file.purpose === "input" ? null : await deliverableOf(ctx.db, file.id);
  return {
    fileId: file.id,
    sizeBytes: file.file_size_bytes,
    delivery: deliverableId === null ? null : { deliverableId, jobStatus: job.status, revision: file.revision_number },
  };
}

/** The worker hears of an input file; before the job is funded it hears of the job itself first, and finds the file there. */
function inputUploaded(ctx: Ctx<AgentActor>, job: JobFacts, file: FileRow, taken: TakenIn): Change {
  const worker = job.worker_agent_id;
  if (worker === null || job.status === "pending_payment") return pinned(job);
  const payload = {
    job_id: job.id,
    file_id: file.id,
    purpose: "input",
    filename: file.original_filename,
    content_type: file.content_type,
    file_size_bytes: taken.sizeBytes,
  } as const;
  return merge(pinned(job), { events: [event(ctx.now, "job.file_uploaded", worker, payload, job.id)] });
}

/** The worker hands the file in: the job is delivered, and validation follows (reference 002). */
function fileDelivered(
  ctx: Ctx<AgentActor>,
  job: JobFacts,
  file: FileRow,
  taken: TakenIn,
): { readonly change: Change; readonly delivery: Confirmation["delivery"] } {
  const deliverableId = newId(ctx.now);
  const moved = handedIn(ctx, job, "delivered", [
    { deliverableId, fileId: file.id, filename: file.original_filename, sizeBytes: taken.sizeBytes },
  ]);
  const row = insert("deliverables", {
    id: deliverableId,
    job_id: job.id,
    file_id: file.id,
    revision_number: job.revision_number,
    content_type: file.content_type,
    created_at: ctx.now,
  });
  return {
    change: merge(moved.change, { inserts: [row] }),
    delivery: { deliverableId, jobStatus: moved.job.status, revision: job.revision_number },
  };
}

async function commit(ctx: Ctx<AgentActor>, job: JobFacts, file: FileRow, taken: TakenIn): Promise<Confirmation> {
  const { change, delivery } =
    file.purpose === "input"
      ? { change: inputUploaded(ctx, job, file, taken), delivery: null }
      : fileDelivered(ctx, job, file, taken);
  // The job's row first, as everybody locks it; the real size may be another than the declared one, so it is counted again.
  await transact(ctx, merge(change, confirmed(ctx, file, taken), { guards: [filesGuard(job.id, file.purpose)] })).catch(
    (error: unknown) => {
      throw guardRefusal(error);
    },
  );
  return { fileId: file.id, sizeBytes: taken.sizeBytes, delivery };
}

/**
 * Confirms an upload (reference 002): its object exists, is no larger than allowed and what it was declared as, and is kept
 * under a key that no upload URL names. Only its uploader may; repeating it answers the same. Throws `upload_missing`,
 * `file_too_large`, `file_empty`, `file_type_mismatch`, `round_closed`, `storage_unavailable`, and 409 where the job has moved on.
 */
export async function confirm(ctx: Ctx<AgentActor>, jobId: Id, fileId: Id): Promise<Confirmation> {
  const copy: { taken: TakenIn | null } = { taken: null };
  const attempt = async (): Promise<Confirmation> => {
    const { job: found, file } = await requireFile(ctx, jobId, fileId);
    requireOwn(file, ctx.actor, "confirm");
    if (file.upload_status === "confirmed") {
      // Another confirmation was faster; the copy of this one is nobody's.
      if (copy.taken !== null && copy.taken.key !== file.object_key) await dropCopy(ctx, copy.taken.key);
      return repeated(ctx, found, file);
    }
    const job = requireUploader(found, file.purpose, ctx.actor);
    if (file.purpose === "deliverable" && file.revision_number !== job.revision_number) {
      throw new Refusal("round_closed", {
        details: { revision_number: file.revision_number, current: job.revision_number },
      });
    }
    copy.taken ??= await takeIn(ctx, file);
    if (copy.taken === null) throw new Refusal("upload_missing");
    return commit(ctx, job, file, copy.taken);
  };
  try {
    return await untilSettled(attempt);
  } catch (error) {
    // A refusal wrote nothing. After any other error it may be that the change was committed: then the copy is the file.
    if (copy.taken !== null && error instanceof Refusal) await dropCopy(ctx, copy.taken.key);
    throw error;
  }
}
