import { Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { Conflict, insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { CLOSED, guardRefusal, loadJob, pinned, requireRole, wrongStatus, type JobFacts } from "../jobs";
import { event } from "../webhooks";
import { sanitize } from "./sanitize";
import { isConfirmedFile, loadMessage, type Message, type MessageType } from "./store";

/** Reference 002: at most 200 messages per job. */
const MAX_MESSAGES = 200;

export interface Draft {
  readonly content: string;
  readonly type: MessageType;
  readonly fileId: Id | null;
}

function cleaned(content: string): string {
  const clean = sanitize(content);
  if (clean.trim() === "") throw new Refusal("nothing_to_say", { param: "content" });
  return clean;
}

async function requireAttachment(ctx: Ctx, jobId: Id, fileId: Id | null): Promise<void> {
  if (fileId === null || (await isConfirmedFile(ctx.db, jobId, fileId))) return;
  const message = "must be a confirmed file of this job";
  throw new Refusal("invalid_request", {
    message: `file_id ${message}.`,
    param: "file_id",
    details: { issues: [{ path: "file_id", code: "custom", message }] },
  });
}

/** The job and who hears of the message. Refuses strangers as `requireRole` does; 409 where the job is closed, frozen or has no worker yet. */
function addressed(found: JobFacts | null, actor: AgentActor): { readonly job: JobFacts; readonly to: AgentId } {
  const { job, role } = requireRole(found, actor);
  const to = role === "buyer" ? job.worker_agent_id : job.buyer_agent_id;
  if (to === null || job.status === "frozen" || CLOSED.includes(job.status)) throw wrongStatus(job, role);
  return { job, to };
}

/**
 * Says something to the other party of a job (reference 002 "Messages"), sanitised (decisions 8). Throws 409 on closed jobs,
 * `limit_reached` for message 201, `nothing_to_say` where sanitising leaves nothing.
 */
export async function send(ctx: Ctx<AgentActor>, jobId: Id, draft: Draft): Promise<Message> {
  return untilSettled(async () => {
    const { job, to } = addressed(await loadJob(ctx.db, jobId), ctx.actor);
    const content = cleaned(draft.content);
    await requireAttachment(ctx, jobId, draft.fileId);
    const sender = ctx.actor.agentId;
    const message: Message = {
      id: ctx.resourceId,
      job_id: jobId,
      sender_agent_id: sender,
      type: draft.type,
      content,
      file_id: draft.fileId,
      created_at: ctx.now,
    };
    const payload = { job_id: jobId, message_id: message.id, sender_agent_id: sender, content };
    const rest: Change = {
      inserts: [insert("messages", message)],
      guards: [{ kind: "messages", job_id: jobId, max: MAX_MESSAGES }],
      events: [event(ctx.now, "job.message", to, payload, jobId)],
    };
    try {
      await transact(ctx, merge(pinned(job), rest));
      return message;
    } catch (error) {
      return await resume(ctx, error);
    }
  });
}

/** A request tried again under its Idempotency-Key after the first try stored the message: that message. */
async function resume(ctx: Ctx, error: unknown): Promise<Message> {
  const known =
    error instanceof Conflict && error.what === "messages_pkey" ? await loadMessage(ctx.db, ctx.resourceId) : null;
  if (known === null) throw guardRefusal(error);
  return known;
}
