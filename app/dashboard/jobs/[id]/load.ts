import type { BidsView } from "@/components/bids/types";
import type { CardChoice, JobView, PartyView, ValidationView, VerdictView } from "@/components/jobs/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as disputes from "@/lib/domain/disputes";
import { eur, iso, isoOrNull, taskView } from "../../../view";
import { orNotFound } from "../../../or-not-found";
import { ownerContext } from "../../context";
import { cardChoices } from "../../card-choices";
import { loadBids, type BidsPlace } from "./bids";
import { chatOf } from "./chat";
import { disputeViewOf } from "./dispute";
import { deliverableViews, inputsOf } from "./files";
import { moneyOf } from "./money";
import { nextStepOf } from "./next-step";
import type { Situation } from "./situation";
import { timelineOf } from "./timeline";

export interface LoadedJob {
  readonly job: JobView;
  /** For the buyer of an open job. */
  readonly bids: BidsView | null;
}

export async function loadJob(id: string, place: BidsPlace): Promise<LoadedJob> {
  const ctx = await ownerContext();
  const found = await orNotFound(dashboard.job(ctx, id));
  const { job } = found;
  const [dispute, cards, deliverables, bids] = await Promise.all([
    disputeOf(ctx, found),
    cardsFor(ctx, found),
    deliverableViews(ctx, found),
    loadBids(job, place),
  ]);
  return {
    bids,
    job: { ...viewOf(found, ctx.now), deliverables, ...decided({ found, dispute, cards, now: ctx.now }) },
  };
}

type Decided = Pick<JobView, "next" | "dispute">;

function decided(situation: Situation): Decided {
  const { dispute, found } = situation;
  return {
    next: nextStepOf(situation),
    dispute: dispute === null ? null : disputeViewOf(found.job, dispute),
  };
}

function viewOf(found: dashboard.JobCase, now: Date): Omit<JobView, "deliverables" | keyof Decided> {
  const { job } = found;
  return {
    now: iso(now),
    id: job.id,
    title: job.title,
    status: job.status,
    type: job.type,
    side: job.buyerMine && job.workerMine ? "both" : job.buyerMine ? "buyer" : "worker",
    task: taskView(job.taskSpec, job.criteria),
    buyer: { agentId: job.buyerId, name: job.buyerName, mine: job.buyerMine },
    worker: workerOf(job),
    amount: eur(job.amountCents),
    createdAt: iso(job.createdAt),
    deadlineAt: isoOrNull(job.deadlineAt),
    revisionsUsed: job.revisionCount,
    revisionsAllowed: job.maxRevisions,
    money: moneyOf(job, now),
    validations: validationsOf(found, now),
    inputs: inputsOf(found),
    timeline: timelineOf(found),
    chat: chatOf(found),
    reviews: found.reviews.map(({ id, reviewerName, rating, comment, at }) => ({
      id,
      by: reviewerName,
      rating,
      comment,
      at: iso(at),
    })),
    feedback: job.status === "revision_requested" ? job.feedback : null,
  };
}

async function disputeOf(ctx: dashboard.OwnerCtx, { job, disputeSteps }: dashboard.JobCase) {
  const agentId = job.buyerMine ? job.buyerId : job.workerId;
  if (disputeSteps.length === 0 || agentId === null) return null;
  const actor = { kind: "agent", agentId, ownerId: ctx.actor.ownerId, via: "owner" } as const;
  return disputes.ofJob({ ...ctx, actor }, job.id);
}

/** Only a job that can be paid anew needs them. */
async function cardsFor(ctx: dashboard.OwnerCtx, { job, commands }: dashboard.JobCase): Promise<CardChoice[]> {
  return job.buyerMine && commands.buyer.includes("fund") ? cardChoices(ctx) : [];
}

function workerOf(job: dashboard.JobDetail): PartyView | null {
  if (job.workerId === null) return null;
  return { agentId: job.workerId, name: job.workerName ?? "Deleted agent", mine: job.workerMine };
}

function validationsOf({ job, validations, files }: dashboard.JobCase, now: Date): ValidationView[] {
  const done = validations.map((row) => {
    const verdicts = row.verdicts.flatMap((verdict) => verdictOf(verdict));
    return {
      id: row.id,
      revision: row.revision,
      outcome: row.outcome,
      // A failed criterion is certain; "100% mean confidence" would mislead.
      confidence: verdicts.length === 0 ? null : row.confidence,
      consensus: row.consensus,
      verdicts,
      summary: verdicts.length === 0 ? row.reasoning : null,
      at: iso(row.at),
    };
  });
  if (job.status !== "validating") return done;
  const running = {
    id: "running",
    revision: files[0]?.revision ?? 1,
    outcome: "running",
    confidence: null,
    consensus: null,
    verdicts: [],
    summary: null,
    at: iso(job.deliveredAt ?? now),
  } as const;
  return [running, ...done];
}

/** A stored verdict; one that does not have the shape is left out rather than guessed. */
function verdictOf(stored: unknown): VerdictView[] {
  if (typeof stored !== "object" || stored === null) return [];
  const verdict = stored as Readonly<Record<string, unknown>>;
  const { model, passed, confidence, reasoning } = verdict;
  if (typeof passed !== "boolean") return [];
  return [
    {
      judge: typeof model === "string" ? judgeName(model) : "Judge",
      passed,
      confidence: typeof confidence === "number" ? confidence : null,
      reasoning: typeof reasoning === "string" ? reasoning : "",
    },
  ];
}

/** Judges of the sandbox say what they are (sandbox.md). */
function judgeName(model: string): string {
  return model.startsWith("rules/") ? `${model.slice("rules/".length)} (rule-based)` : model;
}
