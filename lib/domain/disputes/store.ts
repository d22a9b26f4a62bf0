import type { Id } from "@/lib/kernel/ids";
import type { Sql } from "@/lib/ports/sql";
import { loadJob } from "../jobs";
import type { Case, Dispute, DisputeView, Evidence, StepRow } from "./types";

export async function loadDispute(db: Sql, id: Id): Promise<Dispute | null> {
  const [row] = await db.query<Dispute>("SELECT * FROM disputes WHERE id = $1", [id], "dispute");
  return row ?? null;
}

/**
 * A dispute and its job. The job is read first: every verb on a dispute also changes its job's version, so a dispute that
 * changed in between is never decided on by what the job was after it.
 */
export async function loadCase(db: Sql, id: Id): Promise<Case | null> {
  const [found] = await db.query<{ job_id: Id }>("SELECT job_id FROM disputes WHERE id = $1", [id], "dispute-job");
  if (found === undefined) return null;
  const job = await loadJob(db, found.job_id);
  const dispute = await loadDispute(db, id);
  return job === null || dispute === null ? null : { job, dispute };
}

/** The newest dispute of a job, or null. */
export async function newestDispute(db: Sql, jobId: Id): Promise<Dispute | null> {
  const [row] = await db.query<Dispute>(
    "SELECT * FROM disputes WHERE job_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    [jobId],
    "dispute-of-job",
  );
  return row ?? null;
}

/** All evidence, oldest first; what a dispute can hold is bounded. */
export async function listEvidence(db: Sql, disputeId: Id): Promise<Evidence[]> {
  return db.query<Evidence>(
    "SELECT * FROM dispute_evidence WHERE dispute_id = $1 ORDER BY seq",
    [disputeId],
    "dispute-evidence",
  );
}

export async function view(db: Sql, dispute: Dispute): Promise<DisputeView> {
  const [evidence, steps] = await Promise.all([
    listEvidence(db, dispute.id),
    db.query<StepRow>(
      "SELECT * FROM dispute_steps WHERE dispute_id = $1 ORDER BY seq LIMIT 500",
      [dispute.id],
      "dispute-steps",
    ),
  ]);
  return { dispute, evidence, steps };
}

export interface StoredFile {
  readonly object_key: string;
  readonly original_filename: string;
  readonly content_type: string;
  readonly file_size_bytes: number;
}

/** The confirmed file of this very job behind a key that a party names, or null: other jobs' keys name nothing here. */
export async function fileByKey(db: Sql, jobId: Id, key: string): Promise<StoredFile | null> {
  const [row] = await db.query<StoredFile>(
    `SELECT object_key, original_filename, content_type, file_size_bytes FROM files
     WHERE job_id = $1 AND upload_status = 'confirmed' AND (upload_key = $2 OR object_key = $2) LIMIT 1`,
    [jobId, key],
    "file-by-key",
  );
  return row ?? null;
}

export interface Said {
  readonly by: "buyer" | "worker";
  readonly content: string;
}

/** The newest messages between the parties, in the order in which they were sent. */
export async function listMessages(db: Sql, jobId: Id, limit: number): Promise<Said[]> {
  const rows = await db.query<Said>(
    `SELECT CASE WHEN m.sender_agent_id = j.buyer_agent_id THEN 'buyer' ELSE 'worker' END AS by, m.content
     FROM messages m JOIN jobs j ON j.id = m.job_id WHERE m.job_id = $1 ORDER BY m.created_at DESC, m.id DESC LIMIT $2`,
    [jobId, limit],
    "dispute-messages",
  );
  return rows.reverse();
}
