import type { Id } from "@/lib/kernel/ids";
import { pastOf, type JobPast } from "../dashboard";
import type { AdminCtx } from "./scope";

export interface FileRow {
  readonly id: Id;
  readonly purpose: "input" | "deliverable";
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly revision: number;
  readonly at: Date;
}

export interface JobHistory extends JobPast {
  readonly files: readonly FileRow[];
}

const FILES = `
  SELECT id, purpose, original_filename AS filename, content_type AS "contentType", file_size_bytes AS "sizeBytes",
    revision_number AS revision, confirmed_at AS at
  FROM files WHERE job_id = $1 AND upload_status = 'confirmed' ORDER BY created_at DESC, id DESC LIMIT 100`;

/** What has happened to a job, and its files, the newest first. */
export async function history(ctx: AdminCtx, jobId: Id): Promise<JobHistory> {
  const [past, files] = await Promise.all([pastOf(ctx, jobId), ctx.db.query<FileRow>(FILES, [jobId], "console-files")]);
  return { ...past, files };
}
