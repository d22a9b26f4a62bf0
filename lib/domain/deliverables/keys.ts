import type { Id } from "@/lib/kernel/ids";

/** Where an object lies: the reference's own form, `inputs/job-id/file-id/name`. */
export const deliverableKey = (jobId: Id, fileId: Id, filename: string): string =>
  `deliverables/${jobId}/${fileId}/${filename}`;
