import { notFound } from "@/lib/kernel/errors";
import { monthStart } from "@/lib/kernel/clock";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import type { AgentProfile } from "../agents";
import { STATUS_GROUPS, type JobStatus } from "../jobs";

/** Everything an agent needs at a glance (reference 002, GET /v1/dashboard). Dates inside the lists are ISO text. */
export interface AgentDashboard {
  readonly agent: AgentProfile;
  readonly agents: readonly { readonly id: AgentId; readonly name: string; readonly status: AgentProfile["status"] }[];
  readonly recentJobs: readonly {
    readonly id: Id;
    readonly title: string;
    readonly status: JobStatus;
    readonly role: "buyer" | "worker";
    readonly amount_cents: number;
    readonly created_at: string;
  }[];
  readonly activeJobs: number;
  readonly cardCount: number;
  readonly defaultCard: { readonly brand: string; readonly last4: string } | null;
  readonly connected: boolean;
  readonly connectReady: boolean;
  readonly trustHistory: readonly {
    readonly new_score: number;
    readonly delta: number;
    readonly reason: string;
    readonly job_id: Id | null;
    readonly triggered_at: string;
  }[];
}

const RECENT_JOBS = 10;
const RECENT_TRUST = 20;

/** The newest jobs of one side, read from that side's index and no further than the page goes. */
const newest = (side: "buyer" | "worker") =>
  `(SELECT id, title, status, '${side}' AS role, amount_cents, created_at FROM jobs WHERE ${side}_agent_id = $1
    ORDER BY created_at DESC, id DESC LIMIT ${RECENT_JOBS})`;

const DASHBOARD = `
  SELECT a.*, o.email AS owner_email,
    coalesce((SELECT s.held_cents FROM agent_spending s WHERE s.agent_id = a.id AND s.month = $2), 0) AS spent_cents,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'status', m.status) ORDER BY m.created_at, m.id), '[]')
       FROM (SELECT * FROM agents WHERE owner_id = a.owner_id AND status <> 'deleted' ORDER BY created_at, id LIMIT 500) AS m) AS own_agents,
    (SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.created_at DESC, r.id DESC), '[]')
       FROM (SELECT * FROM (${newest("buyer")} UNION ALL ${newest("worker")}) AS either
             ORDER BY created_at DESC, id DESC LIMIT ${RECENT_JOBS}) AS r) AS recent_jobs,
    ((SELECT count(*) FROM jobs WHERE buyer_agent_id = $1 AND status = ANY($3))
      + (SELECT count(*) FROM jobs WHERE worker_agent_id = $1 AND status = ANY($3))) AS active_jobs,
    (SELECT count(*) FROM cards WHERE owner_id = a.owner_id AND detached_at IS NULL) AS card_count,
    (SELECT jsonb_build_object('brand', c.brand, 'last4', c.last4) FROM cards c WHERE c.owner_id = a.owner_id AND c.is_default) AS default_card,
    (SELECT jsonb_build_object('ready', c.is_ready) FROM connect_accounts c WHERE c.owner_id = a.owner_id) AS connect,
    (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.triggered_at DESC, t.id DESC), '[]')
       FROM (SELECT id, new_score, delta, reason, job_id, triggered_at FROM trust_history WHERE agent_id = $1
             ORDER BY triggered_at DESC, id DESC LIMIT ${RECENT_TRUST}) AS t) AS trust
  FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`;

type Row = AgentProfile & {
  readonly own_agents: AgentDashboard["agents"];
  readonly recent_jobs: AgentDashboard["recentJobs"];
  readonly active_jobs: number;
  readonly card_count: number;
  readonly default_card: AgentDashboard["defaultCard"];
  readonly connect: { readonly ready: boolean } | null;
  readonly trust: AgentDashboard["trustHistory"];
};

/**
 * The whole dashboard in one round trip to the database. What Stripe says of cards and accounts is kept here by its events,
 * so nothing of it waits for Stripe.
 */
export async function agentDashboard(ctx: Ctx<AgentActor>): Promise<AgentDashboard> {
  const active = STATUS_GROUPS.active ?? [];
  const [row] = await ctx.db.query<Row>(DASHBOARD, [ctx.actor.agentId, monthStart(ctx.now), active], "agent-dashboard");
  if (row === undefined) throw notFound();
  return {
    agent: row,
    agents: row.own_agents,
    recentJobs: row.recent_jobs,
    activeJobs: row.active_jobs,
    cardCount: row.card_count,
    defaultCard: row.default_card,
    connected: row.connect !== null,
    connectReady: row.connect?.ready ?? false,
    trustHistory: row.trust,
  };
}
