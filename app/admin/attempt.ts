import { revalidatePath } from "next/cache";
import type { ActResult } from "@/components/admin/types";
import type { AdminCtx } from "@/lib/domain/console";
import { type ErrorCode, Refusal } from "@/lib/kernel/errors";
import { isLoggedOut, isUnavailable, messageOf } from "../action-error";
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
  if (isUnavailable(error)) return "Stripe does not answer at the moment. Nothing has changed; try again in a while.";
  const known = error instanceof Refusal ? FOR_OPERATORS[error.code] : undefined;
  return known ?? messageOf(error);
}

/** Does an operator's act and renews the console. Throws the page's 404 for everybody who is none. */
export async function attempt(act: (ctx: AdminCtx) => Promise<unknown>): Promise<ActResult> {
  let error: string | null = null;
  try {
    await act(await adminContext());
  } catch (failure) {
    if (isLoggedOut(failure)) return { error: actMessage(failure) };
    error = actMessage(failure);
  }
  revalidatePath("/admin", "layout");
  return { error };
}
