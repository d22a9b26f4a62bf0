import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newAgentId } from "@/lib/kernel/ids";
import { JOB_STATUSES } from "@/lib/kernel/job-status";
import { EMOJI, MIXED, RTL, WORD, longest } from "./texts";

export type Row = Readonly<Record<string, unknown>>;

/** €9,999,999.99. */
export const MOST_CENTS = 999_999_999;
const FEE_CENTS = 99_999_999;
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

type AnyStatus = (typeof JOB_STATUSES)[number];
export type Status = Exclude<AnyStatus, "pending_payment">;
export const STATUSES = JOB_STATUSES.filter((status): status is Status => status !== "pending_payment");

const CAPTURED: ReadonlySet<string> = new Set(STATUSES.filter((status) => !["funded", "cancelled"].includes(status)));
export interface Side {
  readonly agentId: string;
  readonly ownerId: string;
}

/** Writes rows as they are, each text in them as long as it may be. */
export class Writer {
  constructor(
    private readonly client: pg.Client,
    readonly now: number,
  ) {}

  at(ms: number): string {
    return new Date(this.now + ms).toISOString();
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {}).join(", ");
    await this.client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  async agent(owner: string, name: string): Promise<Side> {
    const agentId = newAgentId(new Date(this.now));
    await this.insert("agents", [this.agentRow(agentId, owner, name)]);
    return { agentId, ownerId: owner };
  }

  agentRow(id: string, owner: string, name: string): Row {
    return {
      id,
      owner_id: owner,
      name,
      capabilities: [longest(WORD, 64), RTL.word, "🧪"],
      webhook_url: `https://example.com/${longest(WORD, 2_000)}`,
      status: "active",
      trust_score: 10_000,
      monthly_limit_set_by: "agent",
      epoch: 0,
      activation_fee_cents: 0,
      completed_jobs: 0,
      rating_sum: 0,
      review_count: 0,
      suspended_with_owner: false,
      created_at: this.at(-400 * DAY_MS),
      activated_at: this.at(-400 * DAY_MS),
    };
  }

  jobRow(buyer: Side, worker: Side | null, status: AnyStatus, title: string, age: number): Row {
    const captured = CAPTURED.has(status) ? MOST_CENTS : 0;
    const done = status === "completed";
    const paid = done && age % 2 === 0;
    return {
      id: randomUUID(),
      buyer_agent_id: buyer.agentId,
      buyer_owner_id: buyer.ownerId,
      worker_agent_id: worker?.agentId ?? null,
      worker_owner_id: worker?.ownerId ?? null,
      title,
      task_spec: {
        description: `${MIXED.text}\n\n${longest(WORD, 2_000)}`,
        [longest(WORD, 255)]: { [RTL.word]: EMOJI.title },
      },
      job_type: worker === null ? "open" : "direct",
      status,
      status_before_freeze: status === "frozen" ? "delivered" : null,
      frozen_at: status === "frozen" ? this.at(-DAY_MS) : null,
      currency: "eur",
      amount_cents: MOST_CENTS,
      budget_cents: MOST_CENTS,
      min_acceptable_cents: worker === null ? MOST_CENTS - 1 : null,
      required_capabilities: worker === null ? [longest(WORD, 64), RTL.word, "🧪"] : [],
      bid_window_ends_at: worker === null ? this.at(6 * DAY_MS) : null,
      deadline_hours: 720,
      deadline_at: this.at(20 * DAY_MS),
      validation_criteria: { must_contain: [longest(WORD, 200), RTL.word] },
      max_revisions: 10,
      revision_count: status === "revision_requested" ? 1 : 0,
      failed_validations: 0,
      revision_number: 1,
      delivery_seq: 1,
      feedback: status === "revision_requested" ? longest(`${MIXED.text} ${WORD}`, 5_000) : null,
      delivered_at: captured > 0 ? this.at(-DAY_MS) : null,
      auto_release_at: status === "delivered" ? this.at(2 * DAY_MS) : null,
      payment_status: captured > 0 ? "captured" : status === "funded" ? "authorized" : "none",
      held_cents: captured > 0 || status === "funded" ? MOST_CENTS : 0,
      captured_cents: captured,
      refunded_cents: status === "refunded" ? MOST_CENTS : 0,
      worker_gross_cents: done ? MOST_CENTS : 0,
      platform_fee_cents: done ? FEE_CENTS : 0,
      cancellation_fee_cents: 0,
      payout_status: done ? (paid ? "paid" : "pending_retry") : "none",
      transfer_id: paid ? `tr_${randomUUID()}` : null,
      cancel_reason: status === "cancelled" ? longest(RTL.text, 2_000) : null,
      version: 0,
      created_at: this.at(-age * DAY_MS),
      updated_at: this.at(-age * DAY_MS + MINUTE_MS),
      accepted_at: worker === null ? null : this.at(-age * DAY_MS + MINUTE_MS),
      completed_at: done ? this.at(-age * DAY_MS + MINUTE_MS) : null,
      closed_at: done ? this.at(-age * DAY_MS + MINUTE_MS) : null,
    };
  }
}
