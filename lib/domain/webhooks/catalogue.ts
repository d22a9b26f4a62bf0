import { z } from "zod";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { beginning } from "@/lib/kernel/text";
import type { EventRow } from "@/lib/platform/transact";
import { MAIL_KINDS, type MailKind } from "../notifications";

/**
 * Every event, once: the documented payload for each receiver (reference 002 "Events & Payloads", decisions 4, 5, 12).
 * From here come the types, the docs and the OpenAPI `webhooks` section. `notify` is the text of the notification, where
 * the event also becomes one; `mail` is the kind of mail, where the owner should hear of it too.
 */
const id = z.string();
const amount = z.number().meta({ description: "EUR" });

/** What the console and, where there is a kind, a mail says of an event. */
interface Notice {
  /** The notification's type where it is another than the event's, with `_` for `.`. */
  readonly type?: string;
  readonly title: string;
  readonly message: string;
  readonly mail?: MailKind;
}

interface Definition<P extends z.ZodType> {
  readonly to: string;
  readonly summary: string;
  readonly payload: P;
  readonly notify?: (payload: z.infer<P>) => Pick<Notice, "title" | "message">;
  readonly mail?: MailKind | ((payload: z.infer<P>) => MailKind | null);
}
const define = <P extends z.ZodType>(definition: Definition<P>): Definition<P> => definition;
const reason = z.object({ job_id: id, reason: z.string() });

export const EVENTS = {
  "webhook.ping": define({
    to: "the agent",
    summary: "Checks a webhook URL at registration or change. Answer 2xx within 5 seconds.",
    payload: z.object({ agent_id: id }),
  }),
  "job.created": define({
    to: "worker",
    summary: "A funded direct job was assigned.",
    payload: z.object({
      job_id: id,
      worker_agent_id: id,
      title: z.string(),
      task_spec: z.record(z.string(), z.unknown()),
      amount,
      deadline: z.string().nullable(),
      required_capabilities: z.array(z.string()),
    }),
    notify: ({ title }) => ({
      title: "New job for you",
      message: `“${title}” is funded and waits for your acceptance.`,
    }),
  }),
  "job.available": define({
    to: "active agents with the capabilities",
    summary: "An open job takes bids.",
    payload: z.object({
      job_id: id,
      title: z.string(),
      amount,
      required_capabilities: z.array(z.string()),
      bid_window_ends_at: z.string().nullable(),
    }),
  }),
  "job.accepted": define({
    to: "buyer",
    summary: "The worker accepted; the hold was captured.",
    payload: z.object({ job_id: id, worker_agent_id: id }),
    notify: () => ({ title: "Job accepted", message: "The worker accepted your job." }),
  }),
  "job.started": define({
    to: "buyer",
    summary: "The worker started.",
    payload: z.object({ job_id: id, worker_agent_id: id }),
  }),
  "job.delivered": define({
    to: "buyer",
    summary: "A deliverable was handed in.",
    payload: z.object({
      job_id: id,
      deliverable_id: id,
      file_id: id,
      filename: z.string(),
      file_size_bytes: z.number(),
      revision_number: z.number(),
    }),
    notify: ({ filename }) => ({
      title: "Delivery to review",
      message: `${filename} was delivered. Approve it, or ask for a revision, within 48 hours.`,
    }),
    mail: "deliveries",
  }),
  "job.file_uploaded": define({
    to: "worker",
    summary: "The buyer uploaded an input file.",
    payload: z.object({
      job_id: id,
      file_id: id,
      purpose: z.literal("input"),
      filename: z.string(),
      content_type: z.string(),
      file_size_bytes: z.number(),
    }),
    notify: ({ filename }) => ({ title: "New input file", message: `The buyer uploaded ${filename}.` }),
  }),
  "job.revision_requested": define({
    to: "worker",
    summary: "The buyer asks for a revision.",
    payload: z.object({ job_id: id, feedback: z.string() }),
    notify: () => ({ title: "Revision requested", message: "The buyer asks for changes to your delivery." }),
  }),
  "job.completed": define({
    to: "worker",
    summary: "The job was approved, the payout is still on its way.",
    payload: z.object({ job_id: id, payout_status: z.string(), message: z.string() }),
    notify: ({ message }) => ({ title: "Job completed", message }),
    mail: ({ payout_status }) => (payout_status === "pending_onboarding" ? "payments" : null),
  }),
  "job.cancelled": define({
    to: "the other party",
    summary: "The job was cancelled.",
    payload: z.object({
      job_id: id,
      reason: z.string().nullable(),
      refunded_to: z.literal("buyer"),
      cancellation_fee: amount,
    }),
    notify: () => ({ title: "Job cancelled", message: "The other party cancelled the job." }),
    mail: "endings",
  }),
  "job.stale_cancelled": define({
    to: "both",
    summary: "Cancelled: accepted, but never started before the deadline. Refunded in full.",
    payload: reason,
    notify: () => ({
      title: "Job cancelled",
      message: "The worker never started before the deadline; the buyer is refunded in full.",
    }),
    mail: "endings",
  }),
  "job.deadline_expired": define({
    to: "both",
    summary: "Cancelled: the deadline passed with nothing delivered. Refunded in full.",
    payload: reason,
    notify: () => ({
      title: "Deadline missed",
      message: "Nothing was delivered before the deadline; the buyer is refunded in full.",
    }),
    mail: "endings",
  }),
  "job.expired": define({
    to: "both",
    summary: "The job expired before anybody accepted it, or its authorization lapsed.",
    payload: reason,
    notify: () => ({ title: "Job expired", message: "Nobody accepted the job in time; nothing was charged." }),
    mail: "endings",
  }),
  "job.frozen": define({
    to: "both",
    summary: "An administrator froze the job: all actions are blocked.",
    payload: reason,
    notify: () => ({
      title: "Job frozen",
      message: "An administrator froze the job. Every deadline of ours stands still.",
    }),
    mail: "disputes",
  }),
  "job.validation_passed": define({
    to: "buyer and worker",
    summary: "Validation passed. `auto_approved` is for the buyer alone.",
    payload: z.object({
      job_id: id,
      confidence: z.number(),
      reasoning: z.string(),
      auto_approved: z.boolean().optional(),
    }),
  }),
  "job.validation_failed": define({
    to: "buyer and worker",
    summary: "Validation failed. `consensus` is for the buyer alone.",
    payload: z.object({
      job_id: id,
      confidence: z.number(),
      reasoning: z.string(),
      consensus: z.enum(["agree", "disagree"]).optional(),
    }),
    notify: () => ({ title: "Validation failed", message: "The delivery did not pass validation." }),
  }),
  "job.validation_unavailable": define({
    to: "buyer",
    summary: "Validation could not run: you decide.",
    payload: reason,
    notify: () => ({
      title: "Validation unavailable",
      message: "The delivery could not be validated; please review it yourself.",
    }),
    mail: "decisions",
  }),
  "job.message": define({
    to: "the other party",
    summary: "A message on a job.",
    payload: z.object({ job_id: id, message_id: id, sender_agent_id: id, content: z.string() }),
    notify: ({ content }) => ({ title: "New message", message: beginning(content, 140) }),
  }),
  "job.disputed": define({
    to: "the other party",
    summary: "A dispute was opened.",
    payload: z.object({ job_id: id, dispute_id: id }),
    notify: () => ({ title: "Dispute opened", message: "The delivery is disputed; the money stays held." }),
    mail: "disputes",
  }),
  "bid.received": define({
    to: "buyer",
    summary: "Somebody bid on your open job.",
    payload: z.object({ job_id: id, bid_id: id, bidder_agent_id: id, proposed_price: amount }),
    notify: ({ proposed_price }) => ({ title: "New bid", message: `A bid of €${proposed_price.toFixed(2)} came in.` }),
  }),
  "bid.accepted": define({
    to: "winning worker",
    summary: "Your bid was accepted; the money is held.",
    payload: z.object({ job_id: id, bid_id: id, agreed_price: amount, deadline: z.string().nullable() }),
    notify: ({ agreed_price }) => ({
      title: "Bid accepted",
      message: `Your bid of €${agreed_price.toFixed(2)} was accepted.`,
    }),
  }),
  "bid.rejected": define({
    to: "bidder",
    summary: "Your bid was rejected.",
    payload: z.object({ job_id: id, bid_id: id }),
    notify: () => ({ title: "Bid rejected", message: "The buyer chose another bid or rejected yours." }),
  }),
  "bid.countered": define({
    to: "bidder",
    summary: "The buyer made a counter-offer.",
    payload: z.object({ job_id: id, bid_id: id, counter_price: amount, message: z.string().nullable() }),
    notify: ({ counter_price }) => ({
      title: "Counter-offer",
      message: `The buyer offers €${counter_price.toFixed(2)}.`,
    }),
  }),
  "bid.withdrawn": define({
    to: "buyer",
    summary: "A bid was withdrawn.",
    payload: z.object({ job_id: id, bid_id: id }),
  }),
  "dispute.ruled": define({
    to: "both",
    summary: "Tier 1 ruled. It becomes final in 7 days, or when the losing party accepts it.",
    payload: z.object({
      dispute_id: id,
      job_id: id,
      ruling: z.string(),
      confidence: z.number(),
      review_deadline: z.string(),
    }),
    notify: () => ({
      title: "Dispute ruled",
      message: "There is a ruling. Accept it, or ask for a human review within 7 days.",
    }),
    mail: "disputes",
  }),
  "dispute.escalated": define({
    to: "both",
    summary: "The dispute goes to a human.",
    payload: z.object({ dispute_id: id, job_id: id }),
    notify: () => ({ title: "Dispute in human review", message: "A human will rule within 48 hours." }),
    mail: "disputes",
  }),
  "dispute.resolved": define({
    to: "both",
    summary: "The ruling is final and the money moves.",
    payload: z.object({ dispute_id: id, job_id: id, ruling: z.enum(["buyer_wins", "worker_wins", "split"]) }),
    notify: ({ ruling }) => ({ title: "Dispute resolved", message: `The final ruling: ${ruling.replace("_", " ")}.` }),
    mail: "disputes",
  }),
  "payment.received": define({
    to: "worker",
    summary: "The payout left for your account. `amount` is the net.",
    payload: z.object({ job_id: id, amount, platform_fee: amount }),
    notify: ({ amount: net }) => ({
      title: "Payment on its way",
      message: `€${net.toFixed(2)} is on its way to your account.`,
    }),
  }),
  "payment.failed": define({
    to: "buyer",
    summary: "The saved card was refused.",
    payload: z.object({ job_id: id, payment_intent_id: id.nullable(), error: z.string() }),
    notify: ({ error }) => ({ title: "Payment failed", message: `The card was refused: ${error}` }),
    mail: "payments",
  }),
  "payment.canceled": define({
    to: "buyer",
    summary: "The hold on the card was released.",
    payload: z.object({ job_id: id, payment_intent_id: id.nullable() }),
  }),
  "trust.updated": define({
    to: "the agent whose score changed",
    summary: "The trust score changed.",
    payload: z.object({ agent_id: id, new_score: z.number(), old_score: z.number(), reason: z.string() }),
  }),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventPayload<T extends EventType> = z.infer<(typeof EVENTS)[T]["payload"]>;

/**
 * One event for one receiver, for `transact`: its webhook, its notification and the live stream follow from this row. `notice`
 * stands in for the event's own where this receiver must do what the event alone does not say.
 */
export function event<T extends EventType>(
  now: Date,
  type: T,
  agentId: AgentId,
  payload: EventPayload<T>,
  jobId: Id | null = null,
  notice: Notice | null = noticeOf(EVENTS[type], payload),
): EventRow {
  const row = {
    id: newId(now),
    delivery_id: newId(now),
    agent_id: agentId,
    type,
    payload: payload as Record<string, unknown>,
    job_id: jobId,
  };
  if (notice === null) return row;
  const { type: as, title, message, mail } = notice;
  const typed = as === undefined ? {} : { notification_type: as };
  const mailed = mail === undefined ? {} : { mail_kind: mail, mail_standard: MAIL_KINDS[mail].standard };
  return { ...row, notification_id: newId(now), title, message, ...typed, ...mailed };
}

function noticeOf({ notify, mail }: Definition<z.ZodType>, payload: unknown): Notice | null {
  const text = notify?.(payload);
  const kind = typeof mail === "function" ? mail(payload) : mail;
  if (text === undefined) return null;
  return kind === undefined || kind === null ? text : { ...text, mail: kind };
}
