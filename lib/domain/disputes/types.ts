import type { Id } from "@/lib/kernel/ids";
import type { dispute_evidenceModel, disputesModel } from "@/lib/platform/prisma/models";
import type { JobFacts, Role, RulingKind } from "../jobs";

export type Party = "buyer" | "worker";
export type DisputeStatus = "open" | "ruled" | "in_review" | "resolved";

/** A dispute as it is stored; `worker_share` in ten-thousandths. */
export type Dispute = Omit<disputesModel, "opened_by" | "status" | "ruling"> & {
  readonly opened_by: Party | "system";
  readonly status: DisputeStatus;
  readonly ruling: RulingKind | null;
};

export type EvidenceType = "text" | "url" | "r2_key";

/** A piece of evidence as a party hands it in: a text, a link, or the key of a file of the job. */
export interface EvidenceItem {
  readonly type: EvidenceType;
  readonly label: string;
  readonly content: string;
}

export type Evidence = Omit<dispute_evidenceModel, "submitted_by" | "type"> & {
  readonly submitted_by: Party;
  readonly type: EvidenceType;
};

/** A dispute with its job, as every verb needs them. */
export interface Case {
  readonly job: JobFacts;
  readonly dispute: Dispute;
}

/** A dispute as its parties see it. */
export interface DisputeView {
  readonly dispute: Dispute;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly StepRow[];
}

export interface StepRow {
  readonly id: Id;
  readonly step: string;
  readonly actor: Role;
  readonly actor_agent_id: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
}
