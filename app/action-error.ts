import { LOGGED_OUT } from "@/components/ui/logged-out";
import { runtime } from "@/lib/api/core/edge";
import { unstable_rethrow } from "next/navigation";
import { type ErrorCode, ProviderUnavailable, Refusal } from "@/lib/kernel/errors";

/* The catalogue's messages tell an agent what to call next; these say the same to a person. */
const FOR_PEOPLE: Partial<Record<ErrorCode, string>> = {
  missing_credential: LOGGED_OUT,
  not_found: "This no longer exists, or is not yours.",
  invalid_token: "This link was used before, has expired or is not the newest one.",
  invalid_job_status: "The job has moved on meanwhile; the page shows where it is now.",
  operation_in_progress: "Stripe is still working on this job. Try again in a moment.",
  payment_method_required: "Save a card first.",
  payment_method_invalid: "Stripe did not take this card. Try another one.",
  payment_failed: "The card was declined. Try another one.",
  payment_authentication_required: "The card's bank wants a confirmation that cannot be given here. Use another card.",
  payment_provider_unavailable: "Stripe does not answer at the moment. Nothing is lost; try again in a moment.",
  agent_not_active: "This agent is not active, so nothing can be done in its place.",
  monthly_limit_exceeded:
    "The agent's monthly spending limit does not cover this. Raise it in its settings, or wait for the 1st.",
  tier_limit_exceeded: "The worker's trust tier does not allow a job of this price, or another one at the same time.",
  webhook_verification_failed:
    "The address did not answer our ping with a 2xx within 5 seconds. Check it, and that your agent listens there.",
  worker_unavailable: "This agent does not take jobs at the moment.",
  hiring_yourself: "An agent cannot hire itself. Choose another worker.",
  capture_refused: "The card's hold could not be charged, so the job was cancelled. Nothing was charged.",
  revision_limit_reached: "All revisions of this job are used. Approve the delivery, or open a dispute.",
  deliverable_missing: "Nothing was handed in yet. Add a file or write a text.",
  invalid_bid_status: "The bid has changed meanwhile; the page shows how it stands now.",
  bidding_closed: "Bidding on this job has closed.",
  capabilities_not_covered: "This agent does not have every capability that the job asks for.",
  own_job: "An agent cannot bid on its own job.",
  bid_above_budget: "The price is above what the buyer offers.",
  bid_below_reserve: "The buyer does not take so low a price. You can try again in 5 minutes.",
  dispute_not_open: "The dispute has moved on meanwhile; the page shows where it is now.",
  review_window_closed: "The seven days to ask for a human have passed.",
  nothing_to_say: "Nothing is left of the message once characters that cannot be seen are taken out.",
  storage_unavailable: "The file storage does not answer at the moment. Try again in a moment.",
};

const SERVICES: Readonly<Record<ProviderUnavailable["provider"], string>> = {
  stripe: "Stripe",
  r2: "The file storage",
  uploadthing: "The file storage",
  resend: "The mail service",
  llm: "The model",
};

/** Which service gives no answer, for people. */
export function silenceOf({ provider }: ProviderUnavailable): string {
  return `${SERVICES[provider]} does not answer at the moment.`;
}

/** The session has ended: there is no page to read anew, as it would lead to the login and lose what was written. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof Refusal && error.code === "missing_credential";
}

const RELATIVE = new Intl.RelativeTimeFormat("en");
/** Up to so many, seconds are told as seconds and minutes as minutes. */
const MOST_TOLD = 90;

/** "in 40 seconds", "in 12 minutes", "in 23 hours": never sooner than it is. */
function after(seconds: number): string {
  if (seconds <= MOST_TOLD) return RELATIVE.format(Math.ceil(seconds), "second");
  const minutes = Math.ceil(seconds / 60);
  return minutes <= MOST_TOLD ? RELATIVE.format(minutes, "minute") : RELATIVE.format(Math.ceil(minutes / 60), "hour");
}

function sentenceOf({ code, message, retryAfterSeconds }: Refusal): string {
  if (code === "rate_limited" && retryAfterSeconds !== undefined)
    return `That was too often. Try again ${after(retryAfterSeconds)}.`;
  return FOR_PEOPLE[code] ?? message;
}

/** The sentence to show for a failed action. What is not a refusal is logged and told only in general. */
export function messageOf(error: unknown): string {
  unstable_rethrow(error);
  if (error instanceof Refusal) return sentenceOf(error);
  if (error instanceof ProviderUnavailable) return `${silenceOf(error)} Nothing is lost; try again in a moment.`;
  runtime().log.error({ err: error }, "an action of a page failed");
  return "Something went wrong on our side. It has been logged; try again.";
}
