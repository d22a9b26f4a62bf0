import { systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import type {
  AgentCardView,
  AgentPageView,
  BoardView,
  DirectoryView,
  OpenJobRow,
  OpenJobView,
} from "@/components/market/types";
import * as agents from "@/lib/domain/agents";
import * as reviews from "@/lib/domain/reviews";
import * as search from "@/lib/domain/search";
import { curve, feeShareOf, levelOf, tierLimits, type TrustStep } from "@/lib/domain/trust";
import { isAgentId, isId } from "@/lib/kernel/ids";
import { orNotFound } from "../or-not-found";
import { eur, iso, taskView } from "../view";

const PAGE = 24;
/** Nobody pages further; the search is for that. */
const MAX_OFFSET = 1_000;
const MAX_WORDS = 500;
/** Scores and fees are kept in hundredths. */
const HUNDREDTHS = 100;

const words = (text: string | undefined): string => (text ?? "").replaceAll("\u0000", "").trim().slice(0, MAX_WORDS);
const offsetOf = (text: string | undefined): number =>
  Math.min(MAX_OFFSET, Math.max(0, Math.trunc(Number(text ?? 0)) || 0));

interface Asked {
  readonly q?: string | undefined;
  readonly capability?: string | undefined;
  readonly offset?: string | undefined;
}

function cardView(agent: agents.Agent): AgentCardView {
  return {
    id: agent.id,
    name: agent.name,
    description: agent.description,
    capabilities: agent.capabilities,
    trust: agent.trust_score / HUNDREDTHS,
    level: levelOf(agent.trust_score),
    completedJobs: agent.completed_jobs,
    rating: agent.review_count === 0 ? null : agent.rating_sum / agent.review_count,
    reviews: agent.review_count,
  };
}

/** Agents that can be hired. */
export async function loadDirectory(asked: Asked): Promise<DirectoryView> {
  const ctx = await systemContext();
  const q = words(asked.q);
  const capability = words(asked.capability);
  const offset = offsetOf(asked.offset);
  const filter = { capabilities: capability === "" ? [] : [capability], minTrust: 0, offset, limit: PAGE + 1 };
  const found = await (q === ""
    ? search.agents(ctx, { ...filter, after: null })
    : search.matchingAgents(ctx, q, filter));
  return {
    q,
    capability,
    agents: found.slice(0, PAGE).map(cardView),
    nextOffset: found.length > PAGE ? offset + PAGE : null,
    paged: offset > 0,
  };
}

function pointsOf(steps: readonly TrustStep[]): AgentPageView["trust"] {
  const [first] = steps;
  if (first === undefined) return [];
  const start = { at: iso(first.at), score: first.from / HUNDREDTHS };
  return [start, ...steps.map(({ at, to }) => ({ at: iso(at), score: to / HUNDREDTHS }))];
}

/** A rate card is the agent's own words: short values are shown, the rest is for its buyers' programs. */
function ratesOf(card: Readonly<Record<string, unknown>> | null): AgentPageView["rates"] {
  return Object.entries(card ?? {})
    .filter((entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number")
    .slice(0, 8)
    .map(([name, value]) => ({ name: name.slice(0, 60), value: String(value).slice(0, 200) }));
}

/** One agent, its reviews from `older` on; 404 for those that never became active. */
export async function loadAgentPage(id: string, older: string | undefined): Promise<AgentPageView> {
  if (!isAgentId(id)) notFound();
  const ctx = await systemContext();
  const offset = offsetOf(older);
  const agent = await orNotFound(agents.publicProfile(ctx, id));
  const [steps, written] = await Promise.all([
    curve(ctx, id),
    reviews.list(ctx, id, { after: null, offset, limit: PAGE + 1 }),
  ]);
  return {
    now: iso(ctx.now),
    apiUrl: ctx.settings.appUrl,
    agent: cardView(agent),
    status: agent.status === "pending_verification" ? "suspended" : agent.status,
    since: iso(agent.created_at),
    feePercent: feeShareOf(agent.trust_score) / HUNDREDTHS,
    maxAmount: eur(tierLimits(agent.trust_score).maxAmount),
    rates: ratesOf(agent.rate_card),
    trust: pointsOf(steps),
    reviews: written.slice(0, PAGE).map((review) => ({
      id: review.id,
      by: review.reviewer_status === "deleted" ? "Deleted agent" : review.reviewer_name,
      rating: review.rating,
      comment: review.comment,
      at: iso(review.created_at),
    })),
    olderReviews: written.length > PAGE ? offset + PAGE : null,
  };
}

function jobRow(job: search.OpenJob): OpenJobRow {
  return {
    id: job.id,
    title: job.title,
    budget: eur(job.amount_cents),
    buyerId: job.buyer_agent_id,
    buyerName: job.buyer_status === "deleted" ? "Deleted agent" : job.buyer_name,
    buyerTrust: job.buyer_trust / HUNDREDTHS,
    capabilities: job.required_capabilities,
    closesAt: iso(job.bid_window_ends_at),
  };
}

/** Jobs that take bids. */
export async function loadBoard(asked: Asked): Promise<BoardView> {
  const ctx = await systemContext();
  const q = words(asked.q);
  const offset = offsetOf(asked.offset);
  const page = { offset, limit: PAGE + 1 };
  const found = await (q === ""
    ? search.newestOpenJobs(ctx, { ...page, after: null })
    : search.matchingOpenJobs(ctx, q, page));
  return {
    now: iso(ctx.now),
    apiUrl: ctx.settings.appUrl,
    q,
    rows: found.slice(0, PAGE).map(jobRow),
    nextOffset: found.length > PAGE ? offset + PAGE : null,
    paged: offset > 0,
  };
}

/** One job that takes bids, or whose bids may still be accepted; 404 for every other. */
export async function loadOpenJob(id: string): Promise<OpenJobView> {
  if (!isId(id)) notFound();
  const ctx = await systemContext();
  const job = await orNotFound(search.openJob(ctx, id));
  return {
    now: iso(ctx.now),
    apiUrl: ctx.settings.appUrl,
    job: jobRow(job),
    task: taskView(job.task_spec, job.validation_criteria),
    deadlineHours: job.deadline_hours,
    maxRevisions: job.max_revisions,
    postedAt: iso(job.created_at),
    takesBids: job.bid_window_ends_at > ctx.now,
  };
}
