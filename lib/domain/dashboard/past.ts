import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { JobStatus, Role } from "../jobs";

export interface TransitionRow {
  readonly id: Id;
  readonly fromStatus: JobStatus | null;
  readonly toStatus: JobStatus;
  readonly actor: Role;
  readonly actorName: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** One entry of the ledger, as its lines by account: `{ "escrow": -2000, … }`, debits positive. */
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
  readonly validatorType: string;
  readonly verdicts: readonly unknown[];
  readonly at: Date;
}

/** What has happened to a job. */
export interface JobPast {
  readonly transitions: readonly TransitionRow[];
  readonly movements: readonly MovementRow[];
  readonly validations: readonly ValidationRow[];
}

const TRANSITIONS = `
  SELECT t.id, t.from_status AS "fromStatus", t.to_status AS "toStatus", t.actor, a.name AS "actorName", t.reason, t.created_at AS at
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
  SELECT id, revision_number AS revision, outcome, confidence, consensus, reasoning, validator_type AS "validatorType", verdicts,
    created_at AS at
  FROM validations WHERE job_id = $1 ORDER BY delivery_seq DESC LIMIT 50`;

/** States and money from the first, validations from the newest. Who may read it is the caller's to decide. */
export async function pastOf({ db }: Pick<Ctx, "db">, jobId: Id): Promise<JobPast> {
  const [transitions, movements, validations] = await Promise.all([
    db.query<TransitionRow>(TRANSITIONS, [jobId], "job-past-transitions"),
    db.query<MovementRow>(MOVEMENTS, [jobId], "job-past-movements"),
    db.query<ValidationRow>(VALIDATIONS, [jobId], "job-past-validations"),
  ]);
  return { transitions, movements, validations };
}
