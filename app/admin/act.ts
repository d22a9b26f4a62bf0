import type { ActionResult } from "@/components/forms/types";
import type { AdminCtx } from "@/lib/domain/console";
import { type ErrorCode, ProviderUnavailable, Refusal } from "@/lib/kernel/errors";
import { messageOf, silenceOf } from "../action-error";
import { attempt } from "../attempt";
import { adminContext } from "./operator";

/* What a refusal means to an operator, where the words for owners and agents would mislead. */
const FOR_OPERATORS: Partial<Record<ErrorCode, string>> = {
  not_found: "This no longer exists.",
  forbidden: "Your address is no longer among the operators'.",
  dispute_not_open: "It was ruled on meanwhile, or is no longer in review. Reload to see how it stands.",
  payment_failed: "Stripe refused the refund, so nothing has changed. The reason is on the Money page.",
  payment_provider_unavailable:
    "Stripe does not answer. What you decided is recorded, and takes effect as soon as it does.",
};

/** The sentence to show an operator for a failed act. */
export function actMessage(error: unknown): string {
  if (error instanceof ProviderUnavailable) return `${silenceOf(error)} Nothing has changed; try again in a while.`;
  const known = error instanceof Refusal ? FOR_OPERATORS[error.code] : undefined;
  return known ?? messageOf(error);
}

/** Does an operator's act and renews the console. Throws the page's 404 for everybody who is none. */
export async function act(verb: (ctx: AdminCtx) => Promise<unknown>): Promise<ActionResult> {
  return attempt(
    "/admin",
    async () => verb(await adminContext()),
    (error) => ({ error: actMessage(error) }),
  );
}
