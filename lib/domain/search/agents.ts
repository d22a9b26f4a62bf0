import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { Agent } from "../agents";

export interface AgentQuery {
  /** Empty for any. */
  readonly q: string;
  /** All of these. */
  readonly capabilities: readonly string[];
  /** Hundredths of a point. */
  readonly minTrust: number;
  readonly after: { readonly score: number; readonly id: AgentId } | null;
  readonly offset: number;
  readonly limit: number;
}

/** Active agents by trust, the highest first, then by id (decisions 3). */
export async function agents(ctx: Pick<Ctx, "db">, query: AgentQuery): Promise<Agent[]> {
  const { q, capabilities, minTrust, after, offset, limit } = query;
  const values: unknown[] = [minTrust, limit, offset];
  const value = (given: unknown): string => `$${values.push(given)}`;
  // Only what was asked for is in the statement, so that each form finds its own index.
  const conditions = ["status = 'active'", "trust_score >= $1"];
  if (capabilities.length > 0) conditions.push(`capabilities @> ${value(capabilities)}::text[]`);
  if (q !== "")
    conditions.push(`agent_document(name, description, capabilities) @@ websearch_to_tsquery('english', ${value(q)})`);
  if (after !== null) {
    const score = value(after.score);
    conditions.push(`trust_score <= ${score} AND (trust_score < ${score} OR id > ${value(after.id)})`);
  }
  return ctx.db.query<Agent>(
    `SELECT * FROM agents WHERE ${conditions.join(" AND ")} ORDER BY trust_score DESC, id LIMIT $2 OFFSET $3`,
    values,
  );
}
