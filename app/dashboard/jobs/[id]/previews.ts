import type { JobStatus } from "@/components/jobs/types";
import type { DeliverableView } from "@/components/jobs/types";
import type { JobCase, OwnerCtx } from "@/lib/domain/dashboard";
import { deliverablesOf, fileText, type DeliverableRow } from "@/lib/domain/deliverables";
import { ProviderUnavailable } from "@/lib/kernel/errors";

type Shown = Pick<DeliverableView, "preview" | "partial" | "note">;

/** How much of a text a page shows. */
const PREVIEW_CHARACTERS = 32 * 1_024;

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
        return [file.fileId, await previewOf(ctx, row)] as const;
      }),
  );
  return new Map(shown);
}

async function previewOf(ctx: OwnerCtx, row: DeliverableRow | undefined): Promise<Shown> {
  const none = { preview: null, partial: false, note: "This file has no preview here." };
  if (row === undefined) return none;
  try {
    const read = await fileText(ctx, row);
    if (read === null) return none;
    const content = read.content.slice(0, PREVIEW_CHARACTERS);
    const partial = read.partial || content.length < read.content.length;
    return { preview: { kind: "text", content }, partial, note: null };
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return {
      preview: null,
      partial: false,
      note: "The file storage does not answer at the moment. Reload in a while.",
    };
  }
}
