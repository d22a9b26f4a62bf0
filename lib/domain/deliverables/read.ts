import { essenceOf, isTextType } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { pdfPreview } from "./preview/pdf";
import { textPreview } from "./preview/text";
import type { Shown } from "./preview/types";
import { sample, type ReadFile } from "./sample";

export interface DeliverableRow {
  readonly id: Id;
  readonly file_id: Id;
  readonly revision_number: number;
  readonly original_filename: string;
  readonly content_type: string;
  readonly file_size_bytes: number;
  readonly object_key: string;
  readonly created_at: Date;
}

/** The files handed in for a round of a job, newest first. */
export async function deliverablesOf(ctx: Pick<Ctx, "db">, jobId: Id, revision: number): Promise<DeliverableRow[]> {
  return ctx.db.query<DeliverableRow>(
    `SELECT d.id, d.file_id, d.revision_number, f.original_filename, f.content_type, f.file_size_bytes, f.object_key, d.created_at
     FROM deliverables d JOIN files f ON f.id = d.file_id
     WHERE d.job_id = $1 AND d.revision_number = $2 AND f.upload_status = 'confirmed' ORDER BY d.created_at DESC, f.created_at DESC, f.id DESC LIMIT 100`,
    [jobId, revision],
    "deliverables-of-revision",
  );
}

/** The newest round that something was handed in for, or null. */
export async function latestDeliverables(ctx: Pick<Ctx, "db">, jobId: Id): Promise<DeliverableRow[]> {
  const [row] = await ctx.db.query<{ revision: number | null }>(
    "SELECT max(revision_number) AS revision FROM deliverables WHERE job_id = $1",
    [jobId],
    "latest-revision",
  );
  return row?.revision === null || row === undefined ? [] : deliverablesOf(ctx, jobId, row.revision);
}

/** What is read of a file at most: of longer ones the beginning. */
const MAX_TEXT_BYTES = 2 * 1_024 * 1_024;
/** A PDF is read whole or not at all: its index stands at its end. */
const MAX_PDF_BYTES = 10 * 1_024 * 1_024;

/** A file of a job as what reads it needs to know it. */
export interface StoredFile {
  readonly original_filename: string;
  readonly content_type: string;
  readonly file_size_bytes: number;
  readonly object_key: string;
}

/** The text of a file: of text-like files and of a PDF's first pages. Null for everything else, and for what cannot be read. */
export async function fileText(
  ctx: Pick<Ctx, "objects">,
  file: StoredFile,
): Promise<(Shown & { content: string }) | null> {
  const isPdf = essenceOf(file.content_type) === "application/pdf";
  if (!isPdf && !isTextType(file.content_type)) return null;
  if (isPdf && file.file_size_bytes > MAX_PDF_BYTES) return null;
  const found = await ctx.objects.get(file.object_key, isPdf ? MAX_PDF_BYTES : MAX_TEXT_BYTES);
  if (found === null || found.body.length === 0) return null;
  const partial = file.file_size_bytes > found.body.length;
  const shown = isPdf ? await pdfPreview(found.body, partial, null) : textPreview(found.body, partial);
  return shown.content === null ? null : shown;
}

/** What a delivery says. */
export interface DeliveredText {
  /** The text of all its files as far as it was read, for the criteria that a machine checks. */
  readonly whole: string;
  /** Whether that is all there is. */
  readonly complete: boolean;
  /** What of it a model reads. */
  readonly sample: string;
  readonly sampled: boolean;
}

/** The text of a delivery, sampled to `room` characters for a model (the guide on validation); null when none of it is text. */
export async function readText(
  ctx: Pick<Ctx, "objects">,
  files: readonly DeliverableRow[],
  room: number,
): Promise<DeliveredText | null> {
  const read: ReadFile[] = [];
  let complete = true;
  // One after the other: several large files at once need the memory of all.
  for (const file of files) {
    const found = await fileText(ctx, file);
    if (found !== null) read.push({ name: file.original_filename, text: found.content });
    // A file without text hides none: it must not keep the criteria from being checked on the others.
    complete &&= found?.partial !== true;
  }
  if (read.length === 0) return null;
  const { text, partial } = sample(read, room);
  return { whole: read.map((file) => file.text).join("\n\n"), complete, sample: text, sampled: partial || !complete };
}
