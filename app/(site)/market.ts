import { systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import type { AgentCardView, AgentPageView, BoardView, DirectoryView, OpenJobView } from "@/components/market/types";
import { nameOut, scoreOut } from "@/lib/api/agents/present";
import * as agents from "@/lib/domain/agents";
import * as reviews from "@/lib/domain/reviews";
import * as search from "@/lib/domain/search";
import { curve, feeShareOf, levelOf, tierLimits, type TrustStep } from "@/lib/domain/trust";
import { isAgentId, isId } from "@/lib/kernel/ids";
import { type Asked, loadOpenJobs, offsetOf, openJobRow, PAGE, searchedWords } from "../open-jobs";
import { orNotFound } from "../or-not-found";
import { eur, iso, pictureOf, taskView } from "../view";

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

function pointsOf(steps: readonly TrustStep[]): AgentPageView["trust"] {
  const [first] = steps;
  if (first === undefined) return [];
  const start = { at: iso(first.at), score: scoreOut(first.from) };
  return [start, ...steps.map(({ at, to }) => ({ at: iso(at), score: scoreOut(to) }))];
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
