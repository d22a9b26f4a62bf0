import type { z } from "zod";
import type { AgentDashboard } from "@/lib/domain/dashboard";
import { eurosFromCents } from "@/lib/kernel/money";
import { presentOwnAgent, scoreOut } from "../agents/present";
import type { getDashboard } from "./contract";

/** PostgreSQL writes offsets into JSON (`+00:00`); the API speaks of `Z`. */
const utc = (time: string): string => new Date(time).toISOString();

/** What an agent needs to know of itself at a glance. */
export function presentDashboard(view: AgentDashboard): z.input<typeof getDashboard.response> {
  return {
    agent: presentOwnAgent(view.agent),
    agents: view.agents.map(({ id, name, status }) => ({ id, name, status })),
    recent_jobs: view.recentJobs.map((job) => ({
      id: job.id,
      title: job.title,
      status: job.status,
      role: job.role,
      amount: eurosFromCents(job.amount_cents),
      created_at: utc(job.created_at),
    })),
    active_jobs_count: view.activeJobs,
    payment: { card_count: view.cardCount, default_card: view.defaultCard },
    connect: { connected: view.connected, is_ready: view.connectReady },
    trust_history: view.trustHistory.map((change) => ({
      new_score: scoreOut(change.new_score),
      delta: scoreOut(change.delta),
      reason: change.reason,
      job_id: change.job_id,
      triggered_at: utc(change.triggered_at),
    })),
  };
}
