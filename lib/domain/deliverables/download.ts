import { addMs, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { ruleFor, started } from "../jobs";
import { requireFile, requireReadable, type FileView } from "./policy";
import type { ConfirmedFile } from "./types";

/** How long a download URL serves the file (reference 002: one hour). */
const DOWNLOAD_SECONDS = 60 * 60;

export interface Download {
  readonly file: ConfirmedFile;
  readonly url: string;
  readonly expiresAt: Date;
}

/** Who looked at which file, and when. */
export function accessed(ctx: Ctx<AgentActor>, fileId: Id, kind: "download" | "preview"): Change {
  const row = { id: newId(ctx.now), file_id: fileId, agent_id: ctx.actor.agentId, kind, created_at: ctx.now };
  return { inserts: [insert("file_accesses", row)] };
}

/** A URL that serves a confirmed file as an attachment under its own name. */
export async function signedDownload(ctx: Ctx, file: ConfirmedFile): Promise<Download> {
  const url = await ctx.objects.presignGet({
    key: file.object_key,
    filename: file.original_filename,
    contentType: file.content_type,
    expiresInSeconds: DOWNLOAD_SECONDS,
    now: ctx.now,
  });
  return { file, url, expiresAt: addMs(ctx.now, DOWNLOAD_SECONDS * SECOND_MS) };
}

/** An accepted job starts when its worker first fetches the input (decisions 4). */
function startedBy(ctx: Ctx<AgentActor>, { job, role, file }: FileView): Change {
  const begins =
    role === "worker" &&
    file.purpose === "input" &&
    job.pending_operation_id === null &&
    ruleFor(job, "start", "worker") !== null;
  return begins ? started(ctx, job).change : {};
}

/**
 * A URL for one hour to download a file (reference 002): input files for both parties once the job is funded, a deliverable
 * for the worker always and for the buyer once the job is completed; 409 before that. Every call is logged.
 */
export async function downloadUrl(ctx: Ctx<AgentActor>, jobId: Id, fileId: Id): Promise<Download> {
  return untilSettled(async () => {
    const view = await requireFile(ctx, jobId, fileId);
    const file = requireReadable(view, "download");
    await transact(ctx, merge(startedBy(ctx, view), accessed(ctx, file.id, "download")));
    return signedDownload(ctx, file);
  });
}
