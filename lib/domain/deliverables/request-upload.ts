import { addHours, addMs, HOUR_MS, SECOND_MS } from "@/lib/kernel/clock";
import { invariant } from "@/lib/kernel/assert";
import { MAX_FILE_BYTES, MAX_FILES, MAX_JOB_BYTES, type FilePurpose } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, insert, merge, transact, untilSettled, type Change, type Guard } from "@/lib/platform/transact";
import { guardRefusal, loadJob, pinned, started, type JobFacts, type OpenObject } from "../jobs";
import { uploadKey } from "./keys";
import { requireUploader } from "./policy";
import { loadFile } from "./store";
import type { FileRow } from "./types";

/** How long an upload URL takes bytes (reference 002: 30 minutes). */
const UPLOAD_SECONDS = 30 * 60;
/** An upload that nobody confirms is deleted after this long. */
export const ABANDONED_AFTER_HOURS = 24;

/** A checked request: the name is clean, type and size are allowed (kernel/files.ts). */
export interface UploadRequest {
  readonly purpose: FilePurpose;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly metadata: OpenObject;
}

export interface UploadTicket {
  readonly file: FileRow;
  readonly uploadUrl: string;
  readonly expiresAt: Date;
  readonly maxSizeBytes: number;
}

/** Counts the job's files once the change is written: pending uploads count, so that nobody reserves more than there is. */
export const filesGuard = (jobId: Id, purpose: FilePurpose): Guard => ({
  kind: "files",
  job_id: jobId,
  purpose,
  max: MAX_FILES,
  max_bytes: MAX_JOB_BYTES,
});

/** The key of the task that deletes an upload nobody confirms. */
export const abandonKey = (fileId: Id): string => `upload:${fileId}`;

function fileOf(ctx: Ctx<AgentActor>, job: JobFacts, upload: UploadRequest): FileRow {
  const id = ctx.resourceId;
  return {
    id,
    job_id: job.id,
    uploaded_by: ctx.actor.agentId,
    purpose: upload.purpose,
    upload_status: "pending",
    original_filename: upload.filename,
    content_type: upload.contentType,
    file_size_bytes: upload.sizeBytes,
    revision_number: job.revision_number,
    upload_key: uploadKey(upload.purpose, job.id, id, upload.filename),
    object_key: null,
    metadata: upload.metadata,
    created_at: ctx.now,
    expires_at: addMs(ctx.now, UPLOAD_SECONDS * SECOND_MS),
    confirmed_at: null,
    deleted_at: null,
  };
}

/** The first deliverable an accepted job's worker uploads starts the job (decisions 4). */
function held(ctx: Ctx<AgentActor>, job: JobFacts, purpose: FilePurpose): Change {
  return purpose === "deliverable" && job.status === "accepted" ? started(ctx, job).change : pinned(job);
}

async function reserve(ctx: Ctx<AgentActor>, jobId: Id, upload: UploadRequest): Promise<FileRow> {
  const job = requireUploader(await loadJob(ctx.db, jobId), upload.purpose, ctx.actor);
  const file = fileOf(ctx, job, upload);
  const abandon = {
    task: TASK.discardUpload,
    payload: { job_id: job.id, file_id: file.id },
    run_at: addHours(ctx.now, ABANDONED_AFTER_HOURS),
    key: abandonKey(file.id),
  };
  const rest: Change = {
    inserts: [insert("files", file)],
    guards: [filesGuard(job.id, file.purpose)],
    tasks: [abandon],
  };
  await transact(ctx, merge(held(ctx, job, file.purpose), rest));
  return file;
}

/** Signed for what is left of the file's half hour: a repeated request gives no more time than the first. */
async function ticketFor(ctx: Ctx<AgentActor>, file: FileRow): Promise<UploadTicket> {
  invariant(file.expires_at !== null, "an upload expires");
  const uploadUrl = await ctx.objects.presignPut({
    key: file.upload_key,
    contentType: file.content_type,
    expiresInSeconds: UPLOAD_SECONDS,
    now: addMs(file.expires_at, -UPLOAD_SECONDS * SECOND_MS),
  });
  return { file, uploadUrl, expiresAt: file.expires_at, maxSizeBytes: MAX_FILE_BYTES[file.purpose] };
}

/**
 * Reserves a place for a file and signs a URL that takes its bytes for 30 minutes (reference 002). Throws 403 and 409 for
 * whoever may not upload now, `limit_reached` for file 11 of a purpose or more than 5 GB on the job.
 */
export async function requestUpload(ctx: Ctx<AgentActor>, jobId: Id, upload: UploadRequest): Promise<UploadTicket> {
  const file = await untilSettled(() =>
    reserve(ctx, jobId, upload).catch((error: unknown) => resume(ctx, jobId, error)),
  );
  return ticketFor(ctx, file);
}

/** A request tried again under its Idempotency-Key after the first try stored the file: that file. */
async function resume(ctx: Ctx<AgentActor>, jobId: Id, error: unknown): Promise<FileRow> {
  const known =
    error instanceof Conflict && error.what === "files_pkey" ? await loadFile(ctx.db, jobId, ctx.resourceId) : null;
  if (known === null) throw guardRefusal(error);
  return known;
}

/** The grace that an upload begun before its URL expired may still need. */
const UPLOAD_GRACE_MS = HOUR_MS;

/** Deletes whatever an upload URL wrote, once no URL can write there any more. */
export function forgetUpload(file: FileRow): Change {
  const expired = file.expires_at === null ? null : addMs(file.expires_at, UPLOAD_GRACE_MS);
  return {
    unqueue: [abandonKey(file.id)],
    tasks: [
      {
        task: TASK.deleteObject,
        payload: { key: file.upload_key },
        ...(expired === null ? {} : { run_at: expired }),
        key: `forget:${file.id}`,
      },
    ],
  };
}
