import { systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import type { AgentCardView, AgentPageView, BoardView, DirectoryView, OpenJobView } from "@/components/market/types";
import { nameOut, scoreOut } from "@/lib/api/agents/present";
import * as agents from "@/lib/domain/agents";
import * as reviews from "@/lib/domain/reviews";
import * as search from "@/lib/domain/search";
import { curve, CURVE_STEPS, feeShareOf, levelOf, tierLimits, TIERS, type TrustStep } from "@/lib/domain/trust";
import { MINUTE_MS } from "@/lib/kernel/clock";
import { isAgentId, isId } from "@/lib/kernel/ids";
import { type Asked, loadOpenJobs, offsetOf, openJobRow, PAGE, searchedWords } from "../open-jobs";
import { orNotFound } from "../or-not-found";
import { eur, iso, pictureOf, taskView } from "../view";
import { ratesOf } from "./rates";

/** Fees are kept in hundredths of a percent. */
const HUNDREDTHS = 100;

function cardView(agent: agents.Agent): AgentCardView {
  return {
    id: agent.id,
    name: agent.name,
    picture: pictureOf(agent.avatar_url),
    description: agent.description,
    capabilities: agent.capabilities,
    trust: scoreOut(agent.trust_score),
    level: levelOf(agent.trust_score),
    completedJobs: agent.completed_jobs,
    asks: ratesOf(agent.rate_card).asks[0] ?? null,
    rating: agent.review_count === 0 ? null : agent.rating_sum / agent.review_count,
    reviews: agent.review_count,
  };
}

/** Agents that can be hired. */
export async function loadDirectory(
  asked: Asked & { readonly capability?: string | undefined },
): Promise<DirectoryView> {
  const ctx = await systemContext();
  const q = searchedWords(asked.q);
  const capability = searchedWords(asked.capability);
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

/**
 * From the registration on, with the reputation that it brought with it; or, of a longer history, from the first change that is
 * kept of it.
 */
function pointsOf(steps: readonly TrustStep[], registeredAt: Date): AgentPageView["trust"] {
  const [first] = steps;
  if (first === undefined) return [];
  const whole = steps.length < CURVE_STEPS;
  const brought = steps.filter(({ at }) => whole && at.getTime() - registeredAt.getTime() < MINUTE_MS);
  const earned = steps.slice(brought.length);
  const start = { at: whole ? registeredAt : first.at, score: brought.at(-1)?.to ?? first.from };
  const points = [start, ...earned.map(({ at, to }) => ({ at, score: to }))];
  return points.map(({ at, score }) => ({ at: iso(at), score: scoreOut(score) }));
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
    trust: pointsOf(steps, agent.created_at),
    tiers: TIERS.map(({ level }, index) => ({ level, from: (TIERS[index - 1]?.below ?? 0) / HUNDREDTHS })),
    reviews: written.slice(0, PAGE).map((review) => ({
      id: review.id,
      by: nameOut({ name: review.reviewer_name, status: review.reviewer_status }),
      rating: review.rating,
      comment: review.comment,
      at: iso(review.created_at),
    })),
    olderReviews: written.length > PAGE ? offset + PAGE : null,
  };
}

/** Jobs that take bids. */
export async function loadBoard(asked: Asked): Promise<BoardView> {
  const ctx = await systemContext();
  return { ...(await loadOpenJobs(ctx, asked)), apiUrl: ctx.settings.appUrl };
}

/** One job that takes bids, or whose bids may still be accepted; 404 for every other. */
export async function loadOpenJob(id: string): Promise<OpenJobView> {
  if (!isId(id)) notFound();
  const ctx = await systemContext();
  const job = await orNotFound(search.openJob(ctx, id));
  return {
    now: iso(ctx.now),
    apiUrl: ctx.settings.appUrl,
    job: openJobRow(job),
    task: taskView(job.task_spec, job.validation_criteria),
    deadlineHours: job.deadline_hours,
    maxRevisions: job.max_revisions,
    postedAt: iso(job.created_at),
    takesBids: job.bid_window_ends_at > ctx.now,
  };
}
