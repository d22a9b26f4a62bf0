import type { AgentId, Id } from "@/lib/kernel/ids";
import { eurosFromCents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { loadJob } from "./store";

const BATCH = 500;

/** job.available for every active agent whose capabilities cover an open job's (decisions 4), batch by batch. No capability required is covered by all. */
export async function announce(ctx: Ctx, id: Id): Promise<void> {
  const job = await loadJob(ctx.db, id);
  if (job === null || job.status !== "pending_payment" || job.job_type !== "open") return;
  const payload = {
    job_id: job.id,
    title: job.title,
    amount: eurosFromCents(job.amount_cents),
    required_capabilities: [...job.required_capabilities],
    bid_window_ends_at: job.bid_window_ends_at?.toISOString() ?? null,
  };
  for (let after: AgentId = ""; ;) {
    const able = await ctx.db.query<{ id: AgentId }>(
      `SELECT a.id FROM agents a WHERE a.status = 'active' AND a.capabilities @> $1 AND a.id > $2 AND a.id <> $3
         AND NOT EXISTS (SELECT 1 FROM events e WHERE e.agent_id = a.id AND e.type = 'job.available' AND e.job_id = $4)
       ORDER BY a.id LIMIT $5`,
      [job.required_capabilities, after, job.buyer_agent_id, job.id, BATCH],
      "able-agents",
    );
    const last = able.at(-1);
    if (last === undefined) return;
    await transact(ctx, { events: able.map((agent) => event(ctx.now, "job.available", agent.id, payload, job.id)) });
    after = last.id;
  }
}
