import { notFound } from "@/lib/kernel/errors";
import { isId, type Id } from "@/lib/kernel/ids";
import type { DisputeStatus, RulingKind } from "@/lib/kernel/statuses";
import type { Role } from "../jobs";
import { job, type JobFile } from "./job";
import type { AdminCtx } from "./scope";

export interface DisputeRecord {
  readonly id: Id;
  readonly jobId: Id;
  readonly state: DisputeStatus;
  readonly tier: number;
  readonly openedBy: "buyer" | "worker" | "system";
  readonly reason: string;
  readonly ruling: RulingKind | null;
  /** Ten-thousandths; null unless the ruling is a split. */
  readonly workerShare: number | null;
  readonly confidence: number | null;
  readonly reasoning: string | null;
  /** A model's name, or the operator's address. */
  readonly ruledBy: string | null;
  readonly ruledAt: Date | null;
  readonly reviewDeadline: Date | null;
  readonly slaDueAt: Date | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
}

export interface EvidenceRow {
  readonly id: Id;
  readonly by: "buyer" | "worker";
  readonly type: "text" | "url" | "r2_key";
  readonly label: string;
  readonly content: string;
  readonly at: Date;
  /** The file of the job that an `r2_key` names; null for texts, links, and files that are gone. */
  readonly fileId: Id | null;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly sizeBytes: number | null;
}

export interface StepRow {
  readonly id: Id;
  readonly step: string;
  readonly actor: Role;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** A dispute with the whole case around it. */
export interface DisputeCase extends JobFile {
  readonly dispute: DisputeRecord;
  readonly evidence: readonly EvidenceRow[];
  readonly steps: readonly StepRow[];
}

const DISPUTE = `
  SELECT id, job_id AS "jobId", status AS state, tier, opened_by AS "openedBy", reason, ruling, worker_share AS "workerShare", confidence,
    reasoning, ruled_by AS "ruledBy", ruled_at AS "ruledAt", review_deadline AS "reviewDeadline", sla_due_at AS "slaDueAt",
    created_at AS "createdAt", resolved_at AS "resolvedAt"
  FROM disputes WHERE id = $1`;

const EVIDENCE = `
  SELECT e.id, e.submitted_by AS by, e.type, e.label, e.content, e.created_at AS at, f.id AS "fileId", f.original_filename AS filename,
    f.content_type AS "contentType", f.file_size_bytes AS "sizeBytes"
  FROM dispute_evidence e JOIN disputes d ON d.id = e.dispute_id
  LEFT JOIN LATERAL (
    SELECT * FROM files WHERE e.type = 'r2_key' AND job_id = d.job_id AND upload_status = 'confirmed'
      AND (upload_key = e.content OR object_key = e.content) LIMIT 1) AS f ON true
  WHERE e.dispute_id = $1 ORDER BY e.seq LIMIT 100`;

const STEPS = `
  SELECT id, step, actor, details, created_at AS at FROM dispute_steps WHERE dispute_id = $1 ORDER BY seq LIMIT 200`;

/** One dispute with its job, files, messages and both sides' evidence. Throws 404 where there is none. */
export async function disputeCase(ctx: AdminCtx, id: string): Promise<DisputeCase> {
  if (!isId(id)) throw notFound();
  const [dispute] = await ctx.db.query<DisputeRecord>(DISPUTE, [id], "console-dispute");
  if (dispute === undefined) throw notFound();
  const [file, evidence, steps] = await Promise.all([
    job(ctx, dispute.jobId),
    ctx.db.query<EvidenceRow>(EVIDENCE, [id], "console-evidence"),
    ctx.db.query<StepRow>(STEPS, [id], "console-dispute-steps"),
  ]);
  return { ...file, dispute, evidence, steps };
}
