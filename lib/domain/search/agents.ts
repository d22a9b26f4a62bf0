import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { Agent } from "../agents";
import { fuse } from "./fuse";
import { meaningOf, type Meaning } from "./query";
import { MAX_CANDIDATES, MAX_MATCHES, rank, type Candidate } from "./rank";

interface AgentFilter {
  /** All of these. */
  readonly capabilities: readonly string[];
  /** Hundredths of a point. */
  readonly minTrust: number;
}

export interface AgentQuery extends AgentFilter {
  readonly after: { readonly score: number; readonly id: AgentId } | null;
  readonly offset: number;
  readonly limit: number;
}

/** Active agents by trust, the highest first, then by id (decisions 3). */
export async function agents(ctx: Pick<Ctx, "db">, query: AgentQuery): Promise<Agent[]> {
  const { capabilities, minTrust, after, offset, limit } = query;
  const values: unknown[] = [minTrust, limit, offset];
  const value = (given: unknown): string => `$${values.push(given)}`;
  // Only what was asked for is in the statement, so that each form finds its own index.
  const conditions = ["status = 'active'", "trust_score >= $1"];
  if (capabilities.length > 0) conditions.push(`capabilities @> ${value(capabilities)}::text[]`);
  if (after !== null) {
    const score = value(after.score);
    conditions.push(`trust_score <= ${score} AND (trust_score < ${score} OR id > ${value(after.id)})`);
  }
  return ctx.db.query<Agent>(
    `SELECT * FROM agents WHERE ${conditions.join(" AND ")} ORDER BY trust_score DESC, id LIMIT $2 OFFSET $3`,
    values,
  );
}

/**
 * The most trusted agents that match a text-search query: the best match first, of equal ones the more trusted. $1 trust,
 * $2 capabilities, $3 what was asked.
 */
const byWords = (foundBy: "all" | "any", query: string, score: string): string => `
  SELECT '${foundBy}' AS found_by, id, NULL::bytea AS vector FROM (
    SELECT id, trust_score, ${score}(document, ${query}) AS score FROM (
      SELECT id, trust_score, agent_document(name, description, capabilities) AS document FROM agents
      WHERE status = 'active' AND trust_score >= $1 AND capabilities @> $2::text[]
        AND agent_document(name, description, capabilities) @@ ${query}
      ORDER BY trust_score DESC, id LIMIT ${MAX_MATCHES}) trusted
    ORDER BY score DESC, trust_score DESC, id LIMIT ${MAX_CANDIDATES}) best`;

const ALL_WORDS = byWords("all", "websearch_to_tsquery('english', $3)", "ts_rank_cd");
const ANY_WORD = byWords("any", "any_word($3)", "ts_rank");
/** In the order of trust, which agents whose texts are equally near keep. */
const NEAR = `SELECT 'near' AS found_by, n.id, n.vector
  FROM nearest_agents($4, $5::bit(512), $6, $2, $1, ${MAX_CANDIDATES}) n JOIN agents a ON a.id = n.id
  ORDER BY a.trust_score DESC, a.id`;

async function candidates(
  ctx: Pick<Ctx, "db">,
  q: string,
  { capabilities, minTrust }: AgentFilter,
  meaning: Meaning | null,
): Promise<Candidate<AgentId>[]> {
  const values = [minTrust, capabilities, q];
  if (meaning === null) return ctx.db.query(ALL_WORDS, values);
  return ctx.db.query(`(${ALL_WORDS}) UNION ALL (${ANY_WORD}) UNION ALL (${NEAR})`, [
    ...values,
    meaning.model,
    meaning.signs,
    meaning.topics,
  ]);
}

/** Among agents that answer alike the more trusted one comes first (reference 002, "search ranking"). */
const TRUST_WEIGHT = 0.25;

async function byTrust(ctx: Pick<Ctx, "db">, ids: readonly AgentId[]): Promise<AgentId[]> {
  const rows = await ctx.db.query<{ id: AgentId }>(
    "SELECT id FROM agents WHERE id = ANY($1) ORDER BY trust_score DESC, id",
    [ids],
    "agents-by-trust",
  );
  return rows.map(({ id }) => id);
}

/**
 * Active agents that answer what was asked, in its words or in others, the best answer first and the more trusted before the
 * less trusted (docs/search.md).
 */
export async function matchingAgents(
  ctx: Pick<Ctx, "db" | "models" | "log">,
  q: string,
  { offset, limit, ...filter }: AgentFilter & { readonly offset: number; readonly limit: number },
): Promise<Agent[]> {
  const meaning = await meaningOf(ctx, q);
  const relevant = rank(await candidates(ctx, q, filter, meaning), meaning);
  const fused = fuse([
    { ids: relevant, weight: 1 },
    { ids: await byTrust(ctx, relevant), weight: TRUST_WEIGHT },
  ]);
  return ctx.db.query<Agent>(
    `SELECT a.* FROM unnest($1::text[]) WITH ORDINALITY AS wanted (id, place) JOIN agents a ON a.id = wanted.id
     WHERE a.status = 'active' ORDER BY wanted.place`,
    [fused.slice(offset, offset + limit)],
    "agents-by-id",
  );
}
