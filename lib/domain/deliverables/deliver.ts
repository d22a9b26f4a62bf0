import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import {
  guardRefusal,
  handedIn,
  loadJob,
  pinned,
  requireRule,
  type DeliveredFile,
  type JobFacts,
  type OpenObject,
} from "../jobs";
import { deliverablesOf } from "./read";
import { filesGuard } from "./request-upload";
import { filesOfRound } from "./store";
import { confirmed, dropCopy, takeIn, type TakenIn } from "./take-in";
import type { FileRow } from "./types";

/** What the worker says about its delivery. */
export interface DeliveryNote {
  readonly contentType: string | null;
  readonly metadata: OpenObject | null;
}

/** The copies one call has made, by file: a second try of the same call uses them again. */
type Copies = Map<Id, TakenIn>;

/** Takes in what was uploaded for this round and not confirmed yet; uploads that have not arrived stay pending. */
async function takeInRound(
  ctx: Ctx,
  files: readonly FileRow[],
  copies: Copies,
): Promise<(readonly [FileRow, TakenIn])[]> {
  const arrived: (readonly [FileRow, TakenIn])[] = [];
  for (const file of files) {
    if (file.upload_status !== "pending") continue;
    const taken = copies.get(file.id) ?? (await takeIn(ctx, file));
    if (taken === null) continue;
    copies.set(file.id, taken);
    arrived.push([file, taken]);
  }
  return arrived;
}

function stored(
  ctx: Ctx<AgentActor>,
  job: JobFacts,
  file: FileRow,
  taken: TakenIn,
  note: DeliveryNote,
): { readonly change: Change; readonly file: DeliveredFile } {
  const deliverableId = newId(ctx.now);
  const row = insert("deliverables", {
    id: deliverableId,
    job_id: job.id,
    file_id: file.id,
    revision_number: job.revision_number,
    content_type: note.contentType ?? file.content_type,
    metadata: note.metadata,
    created_at: ctx.now,
  });
  return {
    change: merge(confirmed(ctx, file, taken), { inserts: [row] }),
    file: { deliverableId, fileId: file.id, filename: file.original_filename, sizeBytes: taken.sizeBytes },
  };
}

async function handIn(ctx: Ctx<AgentActor>, job: JobFacts, note: DeliveryNote, copies: Copies): Promise<JobFacts> {
  const arrived = await takeInRound(ctx, await filesOfRound(ctx.db, job.id, job.revision_number), copies);
  if (arrived.length === 0) {
    // Another call may have handed it in since the job was read: then this one is decided anew.
    await transact(ctx, pinned(job));
    throw new Refusal("deliverable_missing");
  }
  const parts = arrived.map(([file, taken]) => stored(ctx, job, file, taken, note));
  const moved = handedIn(
    ctx,
    job,
    "validating",
    parts.map(({ file }) => file),
  );
  const guard: Change = { guards: [filesGuard(job.id, "deliverable")] };
  await transact(ctx, merge(moved.change, ...parts.map(({ change }) => change), guard)).catch((error: unknown) => {
    throw guardRefusal(error);
  });
  return moved.job;
}

/** Nothing is handed in again: what the worker says about this round's delivery is stored with it, and nobody is told. */
async function describe(ctx: Ctx<AgentActor>, job: JobFacts, note: DeliveryNote): Promise<JobFacts> {
  const set = {
    ...(note.contentType === null ? {} : { content_type: note.contentType }),
    ...(note.metadata === null ? {} : { metadata: note.metadata }),
  };
  if (Object.keys(set).length === 0) return job;
  const rows = await deliverablesOf(ctx, job.id, job.revision_number);
  await transact(ctx, merge(pinned(job), { updates: rows.map(({ id }) => update("deliverables", { id }, set)) }));
  return job;
}

/**
 * Hands in what the worker uploaded for this round (decisions 4): unconfirmed uploads are confirmed first, the job waits in
 * `validating` for the verdict. Throws `deliverable_missing` where nothing was uploaded, and what `confirm` throws. Once
 * delivered it only stores the note.
 */
export async function deliver(ctx: Ctx<AgentActor>, jobId: Id, note: DeliveryNote): Promise<JobFacts> {
  const copies: Copies = new Map();
  try {
    return await untilSettled(async () => {
      const { job } = requireRule(await loadJob(ctx.db, jobId), "confirm_deliverable", ctx.actor, ["worker"]);
      const inHand = job.status === "delivered" || job.status === "validating";
      return inHand ? describe(ctx, job, note) : handIn(ctx, job, note, copies);
    });
  } catch (error) {
    if (error instanceof Refusal) await Promise.all([...copies.values()].map(({ key }) => dropCopy(ctx, key)));
    throw error;
  }
}
