import { monthStart } from "@/lib/kernel/clock";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { Agent, AgentProfile } from "./types";

export async function loadAgent(ctx: Pick<Ctx, "db">, id: AgentId): Promise<Agent | null> {
  const [row] = await ctx.db.query<Agent>("SELECT * FROM agents WHERE id = $1", [id], "agent");
  return row ?? null;
}

export async function loadProfile(ctx: Pick<Ctx, "db" | "now">, id: AgentId): Promise<AgentProfile | null> {
  const [row] = await ctx.db.query<AgentProfile>(
    `SELECT a.*, o.email AS owner_email,
       coalesce((SELECT s.held_cents FROM agent_spending s WHERE s.agent_id = a.id AND s.month = $2), 0) AS spent_cents
     FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`,
    [id, monthStart(ctx.now)],
    "agent-profile",
  );
  return row ?? null;
}

/** All agents of an owner that are not deleted, oldest first. */
export async function agentsOfOwner(ctx: Pick<Ctx, "db">, ownerId: Id): Promise<Agent[]> {
  return ctx.db.query<Agent>(
    "SELECT * FROM agents WHERE owner_id = $1 AND status <> 'deleted' ORDER BY created_at, id LIMIT 500",
    [ownerId],
    "agents-of-owner",
  );
}
