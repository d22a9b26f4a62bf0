import { isId } from "@/lib/kernel/ids";
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
