import type { JobStatus } from "@/components/jobs/types";
import type { DeliverableView } from "@/components/jobs/types";
import type { DeliveredFileRow, JobCase, OwnerCtx } from "@/lib/domain/dashboard";
import { deliverablesOf, isTextType, readText, type DeliverableRow } from "@/lib/domain/deliverables";
import { ProviderUnavailable } from "@/lib/kernel/errors";

type Shown = Pick<DeliverableView, "preview" | "partial" | "note">;

/** How much of a text a page shows. */
const PREVIEW_BYTES = 32 * 1_024;

/** Before a delivery the buyer sees nothing of it (reference 002, preview). */
const BEFORE_DELIVERY: readonly JobStatus[] = ["pending_payment", "funded", "accepted", "in_progress"];

/** What may be shown of the newest delivery's files, by file id. */
export async function previewsOf(ctx: OwnerCtx, { job, files }: JobCase): Promise<Map<string, Shown>> {
  const newest = files[0]?.revision;
  if (newest === undefined) return new Map();
  if (!job.workerMine && BEFORE_DELIVERY.includes(job.status)) return new Map();
  const rows = await deliverablesOf(ctx, job.id, newest);
  const shown = await Promise.all(
    files
      .filter(({ revision }) => revision === newest)
      .map(async (file) => {
        const row = rows.find(({ file_id }) => file_id === file.fileId);
        return [file.fileId, await previewOf(ctx, file, row)] as const;
      }),
  );
  return new Map(shown);
}

async function previewOf(ctx: OwnerCtx, file: DeliveredFileRow, row: DeliverableRow | undefined): Promise<Shown> {
  if (row === undefined || !isTextType(file.contentType)) {
    return { preview: null, partial: false, note: "This kind of file has no preview here." };
  }
  try {
    const read = await readText(ctx, [row], PREVIEW_BYTES);
    if (read === null || read.text === "")
      return { preview: null, partial: false, note: "The file is no longer in the storage." };
    return { preview: { kind: "text", content: read.text }, partial: read.truncated, note: null };
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return {
      preview: null,
      partial: false,
      note: "The file storage does not answer at the moment. Reload in a while.",
    };
  }
}
