import { notFound, Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import type { Sql } from "@/lib/ports/sql";
import { event } from "../webhooks";
import { avatarDiscarded } from "./avatar";
import { credentialsEnded } from "./keys";

/** What a deleted agent is called wherever its jobs and reviews remain (decisions 3). */
const DELETED_NAME = "Deleted agent";

interface Deleted {
  readonly id: AgentId;
  readonly epoch: number;
  readonly avatar_url: string | null;
}

interface OpenWork {
  readonly jobs: number;
  readonly auctions: number;
  readonly disputes: number;
  readonly payouts: number;
}

const COLUMNS = "id, status, job_type, worker_agent_id, payout_status, pending_operation_id";
const OPEN_WORK = `
  WITH mine AS (
    SELECT ${COLUMNS} FROM jobs WHERE buyer_agent_id = $1 AND (status NOT IN ('completed', 'cancelled', 'refunded') OR pending_operation_id IS NOT NULL)
    UNION
    SELECT ${COLUMNS} FROM jobs WHERE worker_agent_id = $1 AND (status NOT IN ('completed', 'cancelled', 'refunded') OR pending_operation_id IS NOT NULL
      OR payout_status IN ('pending', 'pending_onboarding', 'pending_retry')))
  SELECT (count(*) FILTER (WHERE status NOT IN ('disputed', 'completed', 'cancelled', 'refunded') AND NOT auction OR pending_operation_id IS NOT NULL))::int AS jobs,
    (count(*) FILTER (WHERE auction AND pending_operation_id IS NULL))::int AS auctions,
    (count(*) FILTER (WHERE status = 'disputed' AND pending_operation_id IS NULL))::int AS disputes,
    (count(*) FILTER (WHERE worker_agent_id = $1 AND status IN ('completed', 'cancelled', 'refunded')
      AND payout_status IN ('pending', 'pending_onboarding', 'pending_retry') AND pending_operation_id IS NULL))::int AS payouts
  FROM (SELECT *, job_type = 'open' AND status = 'pending_payment' AS auction FROM mine) AS open`;

async function requireNothingOpen(sql: Sql, id: AgentId): Promise<void> {
  const [open] = await sql.query<OpenWork>(OPEN_WORK, [id]);
  if (open === undefined || Object.values(open).every((count) => count === 0)) return;
  throw new Refusal("agent_has_open_work", { details: { ...open } });
}

interface LiveBid {
  readonly id: Id;
  readonly job_id: Id;
  readonly status: string;
  readonly buyer_agent_id: AgentId;
}

/** The agent's own bids on others' auctions end as if it had withdrawn them; the buyers are told. */
async function bidsWithdrawn(ctx: Ctx, sql: Sql, id: AgentId): Promise<Change> {
  const bids = await sql.query<LiveBid>(
    `SELECT b.id, b.job_id, b.status, j.buyer_agent_id FROM bids b JOIN jobs j ON j.id = b.job_id
     WHERE b.agent_id = $1 AND b.status IN ('active', 'countered') ORDER BY b.id`,
    [id],
  );
  return {
    updates: bids.map((bid) =>
      update("bids", { id: bid.id, status: bid.status }, { status: "withdrawn", updated_at: ctx.now }),
    ),
    events: bids.map((bid) =>
      event(ctx.now, "bid.withdrawn", bid.buyer_agent_id, { job_id: bid.job_id, bid_id: bid.id }, bid.job_id),
    ),
  };
}

/** What others may still read is emptied; jobs, ledger and reviews stay (decisions 3). */
function erased(ctx: Ctx, agent: Deleted): Change {
  return {
    updates: [
      update(
        "agents",
        { id: agent.id },
        {
          status: "deleted",
          name: DELETED_NAME,
          description: null,
          capabilities: [],
          rate_card: null,
          avatar_url: null,
          webhook_url: "",
          deleted_at: ctx.now,
        },
      ),
      update("email_tokens", { agent_id: agent.id, used_at: null }, { used_at: ctx.now }, false),
    ],
    tasks: avatarDiscarded(agent.avatar_url),
  };
}

/**
 * Deletes an agent within a transaction of the caller's. Throws 404 for agents of others, `agent_has_open_work` while jobs,
 * auctions, disputes or payouts are open.
 */
export async function deleteWithin(ctx: Ctx<OwnerActor>, sql: Sql, id: AgentId): Promise<void> {
  // What is begun for the agent meanwhile waits for this lock and is refused after it (`require_living_agent`).
  const [agent] = await sql.query<Deleted>(
    "SELECT id, epoch, avatar_url FROM agents WHERE id = $1 AND owner_id = $2 AND status <> 'deleted' FOR UPDATE",
    [id, ctx.actor.ownerId],
  );
  if (agent === undefined) throw notFound();
  await requireNothingOpen(sql, id);
  const change = merge(await bidsWithdrawn(ctx, sql, id), credentialsEnded(ctx, agent), erased(ctx, agent));
  await transact({ db: sql, now: ctx.now }, change);
}

/**
 * Deletes one of the owner's agents for good (reference 002, DELETE /v1/agents/:id): keys and sessions end, bids are
 * withdrawn. Throws as `deleteWithin`.
 */
export async function deleteAgent(ctx: Ctx<OwnerActor>, id: AgentId): Promise<void> {
  await untilSettled(() => ctx.db.transaction((sql) => deleteWithin(ctx, sql, id)));
}
