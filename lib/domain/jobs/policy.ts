import { Refusal, notFound } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/platform/context";
import { allowedCommands, ruleFor, type Command, type Rule } from "./lifecycle";
import type { Job, JobStatus, Role } from "./types";

/** Which side of a job the caller is on, or null: then the job does not exist for it. */
export function roleOf(job: Pick<Job, "buyer_agent_id" | "worker_agent_id">, actor: Actor): Role | null {
  switch (actor.kind) {
    case "agent":
      if (actor.agentId === job.buyer_agent_id) return "buyer";
      return actor.agentId === job.worker_agent_id ? "worker" : null;
    case "admin":
      return "admin";
    case "system":
      return "system";
    case "owner":
    case "nobody":
      return null;
  }
}

/** Whom news of a job concern: its buyer, and its worker where there is one. Pure. */
export function partiesOf({
  buyer_agent_id: buyer,
  worker_agent_id: worker,
}: Pick<Job, "buyer_agent_id" | "worker_agent_id">): readonly AgentId[] {
  return worker === null ? [buyer] : [buyer, worker];
}

export function wrongStatus(job: Job, role: Role): Refusal {
  return new Refusal("invalid_job_status", { details: { status: job.status, allowed: allowedCommands(job, role) } });
}

/** Everybody may read an open job until somebody is hired for it. */
const isPublic = (job: Job): boolean => job.job_type === "open" && job.status === "pending_payment";

/**
 * The caller's side of a job. Whoever sees it, but has no part in it, is `forbidden`; for everybody else a job that is not theirs
 * does not exist (decisions 1).
 */
export function requireRole<J extends Job>(job: J | null, actor: Actor): { readonly job: J; readonly role: Role } {
  if (job === null) throw notFound();
  const role = roleOf(job, actor);
  if (role !== null) return { job, role };
  throw isPublic(job) ? new Refusal("forbidden", { message: "Only the job's own parties can do this." }) : notFound();
}

/**
 * Authorises a command: 404 or 403 for strangers, 403 for the party it does not belong to, 409 while Stripe is asked or in the
 * wrong state. Returns the rule that applies.
 */
export function requireRule<J extends Job>(
  found: J | null,
  command: Command,
  actor: Actor,
  roles: readonly Role[],
): { job: J; role: Role; rule: Rule } {
  const { job, role } = requireRole(found, actor);
  if (!roles.includes(role)) {
    throw new Refusal("forbidden", { message: `Only the job's ${roles.join(" or ")} can do this.` });
  }
  if (job.pending_operation_id !== null) throw new Refusal("operation_in_progress", { retryAfterSeconds: 2 });
  const rule = ruleFor(job, command, role);
  if (rule === null) throw wrongStatus(job, role);
  return { job, role, rule };
}

/**
 * Holds a decision to the status that it was first made on: of two calls that race exactly one wins (decisions 4). Without it a
 * cancellation for nothing would be tried again after the acceptance that was faster, and then cost 5 %. One for each call;
 * throws `invalid_job_status` when a later try finds another status.
 */
export function heldToStatus() {
  let first: JobStatus | null = null;
  return <V extends { readonly job: Job; readonly role: Role }>(view: V): V => {
    first ??= view.job.status;
    if (view.job.status !== first) throw wrongStatus(view.job, view.role);
    return view;
  };
}
