import type { AgentId, Id } from "@/lib/kernel/ids";

/** An open job as everybody may see it, with the public side of its buyer. */
export interface OpenJob {
  readonly id: Id;
  readonly title: string;
  readonly task_spec: Readonly<Record<string, unknown>>;
  readonly amount_cents: number;
  readonly currency: string;
  readonly required_capabilities: readonly string[];
  readonly bid_window_ends_at: Date;
  readonly deadline_hours: number;
  readonly validation_criteria: Readonly<Record<string, unknown>> | null;
  readonly max_revisions: number;
  readonly buyer_agent_id: AgentId;
  readonly buyer_name: string;
  readonly buyer_status: string;
  /** Hundredths of a point. */
  readonly buyer_trust: number;
  readonly created_at: Date;
}
