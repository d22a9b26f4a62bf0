import type { z } from "zod";
import type {
  Confirmation,
  DeliverableDownload,
  DeliverablePreview,
  DeliverableRow,
  Download,
  FileRow,
  Preview,
  UploadTicket,
} from "@/lib/domain/deliverables";
import type { ValidationRow } from "@/lib/domain/validation";
import { categoryOf, sizeText } from "@/lib/kernel/files";
import { invariant } from "@/lib/kernel/assert";
import type { confirmUpload } from "./contract";

const sizes = (bytes: number) => ({ file_size_bytes: bytes, file_size_human: sizeText(bytes) });

/** A place that was reserved for a file, and the URL that takes its bytes. */
export function presentTicket({ file, uploadUrl, expiresAt, maxSizeBytes }: UploadTicket) {
  return {
    file_id: file.id,
    upload_url: uploadUrl,
    r2_key: file.upload_key,
    expires_at: expiresAt.toISOString(),
    max_size_bytes: maxSizeBytes,
    purpose: file.purpose,
    revision_number: file.revision_number,
  };
}

/** A file that has arrived; with the last one of a delivery, the delivery too. */
export function presentConfirmation({
  fileId,
  sizeBytes,
  delivery,
}: Confirmation): z.input<typeof confirmUpload.response> {
  const file = { file_id: fileId, upload_status: "confirmed" as const, ...sizes(sizeBytes) };
  if (delivery === null) return file;
  return {
    ...file,
    deliverable_id: delivery.deliverableId,
    job_status: delivery.jobStatus,
    revision_number: delivery.revision,
  };
}

/** A URL that serves a file for a while. */
export function presentDownload({ file, url, expiresAt }: Download) {
  return {
    download_url: url,
    expires_at: expiresAt.toISOString(),
    file_id: file.id,
    filename: file.original_filename,
    content_type: file.content_type,
    ...sizes(file.file_size_bytes),
  };
}

/** A file as both parties see it: never where it is stored. */
export function presentFile(row: FileRow) {
  invariant(row.upload_status !== "deleted", "deleted files are listed for nobody");
  return {
    id: row.id,
    job_id: row.job_id,
    uploaded_by: row.uploaded_by,
    purpose: row.purpose,
    upload_status: row.upload_status,
    original_filename: row.original_filename,
    content_type: row.content_type,
    ...sizes(row.file_size_bytes),
    revision_number: row.revision_number,
    metadata: { ...row.metadata },
    created_at: row.created_at.toISOString(),
    confirmed_at: row.confirmed_at?.toISOString() ?? null,
  };
}

function presentValidation(row: ValidationRow | null) {
  if (row === null) return null;
  return {
    passed: row.outcome === "unavailable" ? null : row.outcome === "passed",
    confidence: row.confidence,
    reasoning: row.reasoning,
    validator_type: row.validator_type,
  };
}

/** What the reader can do next. */
function hint({ file, role, jobStatus }: Preview): string {
  if (file.purpose === "input" || role === "worker" || jobStatus === "completed") {
    return "Download the full file with GET /v1/jobs/:id/files/:fileId/download-url.";
  }
  if (jobStatus === "delivered" || jobStatus === "validating") {
    return "Approve the job to confirm payment and download the full deliverable.";
  }
  return "The full deliverable can be downloaded once the job is completed.";
}

/** What can be seen of a file before the job is paid, and what to do next. */
export function presentPreview(preview: Preview, validation: ValidationRow | null) {
  const { file, shown } = preview;
  return {
    file_id: file.id,
    purpose: file.purpose,
    filename: file.original_filename,
    file_category: categoryOf(file.content_type),
    content_type: file.content_type,
    original_size_bytes: file.file_size_bytes,
    original_size_human: sizeText(file.file_size_bytes),
    is_partial: shown.partial,
    preview_content: shown.content,
    validation: file.purpose === "deliverable" ? presentValidation(validation) : null,
    message: shown.content === null ? `${shown.reason} ${hint(preview)}` : hint(preview),
  };
}

const presentDelivery = (jobId: string, row: DeliverableRow) => ({
  job_id: jobId,
  deliverable_id: row.id,
  revision_number: row.revision_number,
});

/** The newest delivery before it is paid: its newest file shown, all of them listed. */
export function presentDeliverablePreview(preview: DeliverablePreview, validation: ValidationRow | null) {
  return {
    ...presentPreview(preview, validation),
    ...presentDelivery(preview.file.job_id, preview.deliverable),
    files: preview.parts.map((row) => ({
      file_id: row.file_id,
      filename: row.original_filename,
      content_type: row.content_type,
      ...sizes(row.file_size_bytes),
    })),
  };
}

/** The newest delivery of a completed job: a URL for each of its files. */
export function presentDeliverable({ deliverable, downloads }: DeliverableDownload) {
  const [newest] = downloads;
  invariant(newest !== undefined, "a delivery has a file");
  return {
    ...presentDownload(newest),
    ...presentDelivery(newest.file.job_id, deliverable),
    files: downloads.map(presentDownload),
  };
}
