import type { FilePurpose } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { Place } from "@/lib/kernel/place";
import type { Sql } from "@/lib/ports/sql";
import type { FileRow } from "./types";

/** Reads of files. A deleted file is found by nobody; writes go through `transact`. */

export async function loadFile(db: Sql, jobId: Id, fileId: Id): Promise<FileRow | null> {
  const [row] = await db.query<FileRow>(
    "SELECT * FROM files WHERE id = $2 AND job_id = $1 AND upload_status <> 'deleted'",
    [jobId, fileId],
    "load-file",
  );
  return row ?? null;
}

export interface FileFilter {
  readonly jobId: Id;
  readonly purpose: FilePurpose | null;
  readonly after: Place | null;
  readonly offset: number;
  readonly limit: number;
}

/** Files of a job, newest first. */
export async function listFiles(db: Sql, { jobId, purpose, after, offset, limit }: FileFilter): Promise<FileRow[]> {
  return db.query<FileRow>(
    `SELECT * FROM files
     WHERE job_id = $1 AND upload_status <> 'deleted' AND ($2::text IS NULL OR purpose = $2)
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5 OFFSET $6`,
    [jobId, purpose, after?.at ?? null, after?.id ?? null, limit, offset],
    "list-files",
  );
}

/** The deliverables of one round, pending ones included, oldest first; never more than a job may have. */
export async function filesOfRound(db: Sql, jobId: Id, revision: number): Promise<FileRow[]> {
  return db.query<FileRow>(
    `SELECT * FROM files
     WHERE job_id = $1 AND purpose = 'deliverable' AND revision_number = $2 AND upload_status <> 'deleted'
     ORDER BY created_at, id LIMIT 100`,
    [jobId, revision],
    "files-of-round",
  );
}

/** Uploads that nobody confirmed since `before`, oldest first. */
export async function abandonedUploads(db: Sql, before: Date, limit: number): Promise<FileRow[]> {
  return db.query<FileRow>(
    "SELECT * FROM files WHERE upload_status = 'pending' AND created_at < $1 ORDER BY created_at, id LIMIT $2",
    [before, limit],
    "abandoned-uploads",
  );
}

export async function deliverableOf(db: Sql, fileId: Id): Promise<Id | null> {
  const [row] = await db.query<{ id: Id }>(
    "SELECT id FROM deliverables WHERE file_id = $1",
    [fileId],
    "deliverable-of",
  );
  return row?.id ?? null;
}
