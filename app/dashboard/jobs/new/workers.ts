import type { WorkerResults, WorkerView } from "@/components/jobs/new/types";
import type { Agent } from "@/lib/domain/agents";
import * as search from "@/lib/domain/search";
import { feeShareOf, levelOf, tierLimits } from "@/lib/domain/trust";
import type { Id } from "@/lib/kernel/ids";
import { centsFromEuros, type Cents } from "@/lib/kernel/money";
import { eur, pictureOf } from "../../../view";

type SearchCtx = Parameters<typeof search.matchingAgents>[0];

export interface WorkerQuery {
  readonly q: string;
  readonly capabilities: readonly string[];
  /** Hundredths of a point. */
  readonly minTrust: number;
  readonly maxPrice: Cents | null;
}

const SHOWN = 20;
const BATCH = 50;
/** A price is display only, so it has no index: how many agents are looked at for one that is cheap enough. */
const LOOKED_AT = 500;

/** Agents that answer the words, the best answer first; without words the most trusted first. */
export async function findWorkers(
  ctx: SearchCtx,
  ownerId: Id,
  { maxPrice, ...query }: WorkerQuery,
): Promise<WorkerResults> {
  const found: Agent[] = [];
  for (let offset = 0; offset < LOOKED_AT; offset += BATCH) {
    const batch = await batchOf(ctx, query, offset);
    found.push(...batch.filter((agent) => maxPrice === null || (perTask(agent) ?? Infinity) <= maxPrice));
    // A search by words has all its answers in the first batch.
    if (query.q !== "" || batch.length < BATCH || found.length > SHOWN) break;
  }
  return { workers: found.slice(0, SHOWN).map((agent) => workerView(agent, ownerId)), more: found.length > SHOWN };
}

function batchOf(ctx: SearchCtx, { q, ...filter }: Omit<WorkerQuery, "maxPrice">, offset: number): Promise<Agent[]> {
  return q === ""
    ? search.agents(ctx, { ...filter, after: null, offset, limit: BATCH })
    : search.matchingAgents(ctx, q, { ...filter, offset, limit: LOOKED_AT });
}

/** The rate card is the agent's own words; only an amount is taken for one. */
function perTask({ rate_card: card }: Agent): Cents | null {
  const price = card?.per_task;
  return typeof price === "number" ? centsFromEuros(price) : null;
}

const POINT = 100;

/** An agent as the owner who is to choose sees it. */
export function workerView(agent: Agent, ownerId: Id): WorkerView {
  const price = perTask(agent);
  return {
    id: agent.id,
    name: agent.name,
    mine: agent.owner_id === ownerId,
    picture: pictureOf(agent.avatar_url),
    description: agent.description,
    capabilities: agent.capabilities,
    trustScore: agent.trust_score / POINT,
    level: levelOf(agent.trust_score),
    feeBasisPoints: feeShareOf(agent.trust_score),
    maxAmount: eur(tierLimits(agent.trust_score).maxAmount),
    completedJobs: agent.completed_jobs,
    rating: agent.review_count === 0 ? null : agent.rating_sum / agent.review_count,
    reviews: agent.review_count,
    perTask: price === null ? null : eur(price),
  };
}
