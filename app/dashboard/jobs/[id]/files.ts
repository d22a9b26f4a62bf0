import type { DeliverableView, FileView, JobRole } from "@/components/jobs/types";
import type { DeliveredFileRow, JobCase, JobDetail, OwnerCtx } from "@/lib/domain/dashboard";
import {
  deliverablesOf,
  fileText,
  isTextType,
  mayRead,
  sizeText,
  type DeliverableRow,
} from "@/lib/domain/deliverables";
import { CLOSED } from "@/lib/domain/jobs";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { iso } from "../../../view";

/** How much of a text a page shows. */
const TEXT_CHARACTERS = 32 * 1_024;

type Purpose = "input" | "deliverable";

/** The side of the job, of those that are the owner's, which may read the file now. */
function readerOf(job: JobDetail, purpose: Purpose, kind: "preview" | "download"): JobRole | null {
  const facts = { status: job.status, payment_status: job.paymentStatus };
  const sides: readonly JobRole[] = [
    ...(job.workerMine ? ["worker" as const] : []),
    ...(job.buyerMine ? ["buyer" as const] : []),
  ];
  return sides.find((role) => mayRead(facts, role, purpose, kind)) ?? null;
}

/** When a file can be downloaded that cannot be yet; null where it never can. */
function laterText(job: JobDetail, purpose: Purpose): string | null {
  if (CLOSED.includes(job.status)) return null;
  if (purpose === "input") return "Can be downloaded once the job is paid for.";
  return job.status === "disputed" || job.status === "frozen" ? null : "Can be downloaded once you have approved it.";
}

function fileView(job: JobDetail, purpose: Purpose, file: DeliveredFileRow): FileView {
  const download = readerOf(job, purpose, "download");
  return {
    id: file.fileId,
    filename: file.filename,
    contentType: file.contentType,
    size: sizeText(file.sizeBytes),
    at: iso(file.at),
    readAs: { preview: readerOf(job, purpose, "preview"), download },
    downloadLater: download === null ? laterText(job, purpose) : null,
  };
}

export function inputsOf({ job, inputs }: JobCase): FileView[] {
  return inputs.map((file) => fileView(job, "input", file));
}

/** Every file that was handed in, newest first; of the newest round's texts also the beginning. */
export async function deliverableViews(ctx: OwnerCtx, { job, files }: JobCase): Promise<DeliverableView[]> {
  const newest = files[0]?.revision;
  const rows = newest === undefined ? [] : await deliverablesOf(ctx, job.id, newest);
  return Promise.all(
    files.map(async (file) => {
      const view = fileView(job, "deliverable", file);
      const row = view.readAs.preview === null ? undefined : rows.find(({ file_id: id }) => id === file.fileId);
      return { ...view, revision: file.revision, ...(await textOf(ctx, file, row)) };
    }),
  );
}

type Shown = Pick<DeliverableView, "text" | "partial" | "note">;

const NOTHING: Shown = { text: null, partial: false, note: null };

async function textOf(ctx: OwnerCtx, file: DeliveredFileRow, row: DeliverableRow | undefined): Promise<Shown> {
  if (row === undefined || !isTextType(file.contentType)) return NOTHING;
  try {
    const read = await fileText(ctx, row);
    if (read === null) return { ...NOTHING, note: "The file is not there, or is no text." };
    const text = read.content.slice(0, TEXT_CHARACTERS);
    return { text, partial: read.partial || text.length < read.content.length, note: null };
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    return { ...NOTHING, note: "The file storage does not answer at the moment. Reload in a while." };
  }
}
