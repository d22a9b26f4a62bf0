import type { FilePurpose } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";

const FOLDER: Readonly<Record<FilePurpose, string>> = { input: "inputs", deliverable: "deliverables" };

/** Where an upload lies: the reference's own form, `inputs/job-id/file-id/name`. */
export const uploadKey = (purpose: FilePurpose, jobId: Id, fileId: Id, filename: string): string =>
  `${FOLDER[purpose]}/${jobId}/${fileId}/${filename}`;

/**
 * Where one confirmation's copy lies. Each has a key of its own, so that of two that race the one that loses cannot write
 * over what the other has checked.
 */
export const copyKey = (jobId: Id, fileId: Id, copyId: Id): string => `confirmed/${jobId}/${fileId}/${copyId}`;
