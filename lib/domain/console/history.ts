import type { Id } from "@/lib/kernel/ids";
import type { JobStatus, Role } from "../jobs";
import type { AdminCtx } from "./scope";

/** A change of a job's state. */
export interface TransitionRow {
  readonly id: Id;
  readonly toStatus: JobStatus;
  readonly actor: Role;
  readonly actorName: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** One transaction of the ledger, as its lines by account: `{ "escrow": -2000, … }`, debits positive. */
export interface MovementRow {
  readonly id: Id;
  readonly kind: string;
  readonly lines: Readonly<Record<string, number>>;
  readonly at: Date;
}

export interface ValidationRow {
  readonly id: Id;
  readonly revision: number;
  readonly outcome: "passed" | "failed" | "unavailable";
  readonly confidence: number | null;
  readonly consensus: "agree" | "disagree" | null;
  readonly reasoning: string;
  readonly verdicts: readonly unknown[];
  readonly at: Date;
}

export interface FileRow {
  readonly id: Id;
  readonly purpose: "input" | "deliverable";
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly revision: number;
  readonly at: Date;
}

export interface JobHistory {
  readonly transitions: readonly TransitionRow[];
  readonly movements: readonly MovementRow[];
  readonly validations: readonly ValidationRow[];
  readonly files: readonly FileRow[];
}

const TRANSITIONS = `
  SELECT t.id, t.to_status AS "toStatus", t.actor, a.name AS "actorName", t.reason, t.created_at AS at
  FROM transitions t LEFT JOIN agents a ON a.id = t.actor_agent_id WHERE t.job_id = $1 ORDER BY t.seq LIMIT 500`;

const MOVEMENTS = `
  SELECT t.id, t.kind, t.created_at AS at, jsonb_object_agg(line.account, line.cents) AS lines
  FROM ledger_transactions t
  CROSS JOIN LATERAL (
    SELECT a.kind AS account, sum(p.amount_cents)::int8 AS cents
    FROM ledger_postings p JOIN ledger_accounts a ON a.id = p.account_id
    WHERE p.transaction_id = t.id GROUP BY a.kind) AS line
  WHERE t.job_id = $1 GROUP BY t.id, t.kind, t.created_at ORDER BY t.created_at, t.id LIMIT 200`;

const VALIDATIONS = `
  SELECT id, revision_number AS revision, outcome, confidence, consensus, reasoning, verdicts, created_at AS at
  FROM validations WHERE job_id = $1 ORDER BY delivery_seq DESC LIMIT 50`;

const FILES = `
  SELECT id, purpose, original_filename AS filename, content_type AS "contentType", file_size_bytes AS "sizeBytes",
    revision_number AS revision, confirmed_at AS at
  FROM files WHERE job_id = $1 AND upload_status = 'confirmed' ORDER BY created_at DESC, id DESC LIMIT 100`;

/** What has happened to a job: its states and money from the first, validations and files from the newest. */
export async function history(ctx: AdminCtx, jobId: Id): Promise<JobHistory> {
  const [transitions, movements, validations, files] = await Promise.all([
    ctx.db.query<TransitionRow>(TRANSITIONS, [jobId], "console-transitions"),
    ctx.db.query<MovementRow>(MOVEMENTS, [jobId], "console-movements"),
    ctx.db.query<ValidationRow>(VALIDATIONS, [jobId], "console-validations"),
    ctx.db.query<FileRow>(FILES, [jobId], "console-files"),
  ]);
  return { transitions, movements, validations, files };
}
