import { isId, type Id } from "@/lib/kernel/ids";
import type { JobStatus } from "../jobs";
import type { OwnerCtx } from "./scope";

/** From where a dispute can be opened, and where one is. */
const DISPUTABLE: readonly JobStatus[] = ["delivered", "revision_requested", "disputed"];

/** Whether a party's owner may upload evidence for a job now. */
export async function takesEvidence(ctx: OwnerCtx, jobId: string): Promise<boolean> {
  if (!isId(jobId)) return false;
  const rows = await ctx.db.query(
    "SELECT 1 FROM jobs WHERE id = $1 AND (buyer_owner_id = $2 OR worker_owner_id = $2) AND status = ANY($3)",
    [jobId, ctx.actor.ownerId, DISPUTABLE],
    "dashboard-takes-evidence",
  );
  return rows.length > 0;
}

/** The names of the job's files that were handed in as evidence, by the evidence's id. The caller has made sure that the job is the owner's. */
export async function evidenceNames(ctx: OwnerCtx, jobId: Id): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db.query<{ id: string; filename: string }>(
    `SELECT e.id, f.original_filename AS filename
     FROM disputes d JOIN dispute_evidence e ON e.dispute_id = d.id AND e.type = 'r2_key'
     JOIN files f ON f.job_id = d.job_id AND f.upload_status = 'confirmed' AND (f.upload_key = e.content OR f.object_key = e.content)
     WHERE d.job_id = $1 LIMIT 200`,
    [jobId],
    "dashboard-evidence-names",
  );
  return new Map(rows.map(({ id, filename }) => [id, filename]));
}

/** Whether a link was handed in as evidence in this very job, and the reader may follow it. */
export async function isEvidence(
  ctx: OwnerCtx,
  jobId: string,
  url: string,
  reader: "party" | "operator",
): Promise<boolean> {
  if (!isId(jobId)) return false;
  const rows = await ctx.db.query(
    `SELECT 1 FROM jobs j JOIN disputes d ON d.job_id = j.id JOIN dispute_evidence e ON e.dispute_id = d.id
     WHERE j.id = $1 AND (j.buyer_owner_id = $2 OR j.worker_owner_id = $2 OR $4) AND e.type = 'url' AND e.content = $3 LIMIT 1`,
    [jobId, ctx.actor.ownerId, url, reader === "operator"],
    "dashboard-is-evidence",
  );
  return rows.length > 0;
}
