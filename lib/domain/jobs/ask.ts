import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { GuardRefused, merge, transact, type Change } from "@/lib/platform/transact";
import { ProviderUnavailable } from "@/lib/ports/payments";
import { noteUnanswered, perform, plan, type Operation, type Plan } from "../escrow";
import { amend, type JobColumns } from "./move";
import { settle } from "./settle";
import type { JobFacts } from "./types";

type Claim = Omit<Plan, "jobId" | "ownerId"> & {
  readonly command: string;
  /** What else is written with the claim. */
  readonly extra?: Change;
  /** Columns of the job that the claim sets. */
  readonly set?: JobColumns;
  readonly spendMonth?: Date;
};

/** Marks a job as waiting for Stripe, with the operation it waits for: the first of the two commits of an asking verb. */
export function claimChange(
  ctx: Pick<Ctx, "now">,
  job: JobFacts,
  claim: Claim,
): { operation: Operation; job: JobFacts; change: Change } {
  const { extra = {}, set = {}, spendMonth, ...planned } = claim;
  const { operation, change } = plan(ctx, { ...planned, jobId: job.id, ownerId: job.buyer_owner_id });
  const waiting = amend(ctx, job, {
    ...set,
    pending_operation_id: operation.id,
    pending_command: claim.command,
    ...(spendMonth === undefined ? {} : { spend_month: spendMonth }),
  });
  return { operation, job: waiting.job, change: merge(waiting.change, change, extra) };
}

/** What a guard's refusal means to the caller. */
export function guardRefusal(error: unknown): unknown {
  if (!(error instanceof GuardRefused)) return error;
  switch (error.guard) {
    case "monthly_limit":
      return new Refusal("monthly_limit_exceeded");
    case "concurrent_jobs":
      return new Refusal("tier_limit_exceeded", {
        message: "The worker has as many jobs under way as its trust tier allows.",
      });
    case "live_bids":
      return new Refusal("limit_reached");
    case "files":
      return new Refusal("limit_reached", {
        message:
          "A job takes 10 input files, 10 deliverable files and 5 GB in all, pending uploads included. Delete what is not needed.",
      });
    case "messages":
      return new Refusal("limit_reached", { message: "A job takes at most 200 messages." });
  }
}

/**
 * Commits the claim, asks Stripe, commits the answer. Returns the job as it is then. Throws the refusal the answer meant, or
 * `payment_provider_unavailable` while Stripe is silent: the background worker then drives the operation to its end.
 */
export async function ask(ctx: Ctx, job: JobFacts, claim: Claim): Promise<JobFacts> {
  const claimed = claimChange(ctx, job, claim);
  await transact(ctx, claimed.change).catch((error: unknown) => {
    throw guardRefusal(error);
  });
  return drive(ctx, claimed.operation, claimed.job);
}

/** Asks Stripe for a committed operation, and for the one that follows from its answer. */
export async function drive(ctx: Ctx, operation: Operation, job: JobFacts | null): Promise<JobFacts> {
  const outcome = await perform(ctx, operation).catch(async (error: unknown) => {
    if (!(error instanceof ProviderUnavailable)) throw error;
    await noteUnanswered(ctx, operation, error.message);
    throw unavailable(operation.job_id, error);
  });
  const settled = await settle(ctx, operation, outcome, job);
  return settled.next === null ? settled.job : drive(ctx, settled.next, settled.job);
}

export function unavailable(jobId: Id | null, cause: unknown): Refusal {
  return new Refusal("payment_provider_unavailable", {
    cause,
    retryAfterSeconds: 10,
    ...(jobId === null ? {} : { details: { job_id: jobId } }),
  });
}
