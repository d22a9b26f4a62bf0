import { basisPoints, cents, shareOf, subtract, type Cents } from "@/lib/kernel/money";
import type { JobStatus, Role } from "./types";

/** How a cancelled job's money is divided: to the worker as compensation, back to the buyer, kept by the platform. */
export interface Terms {
  readonly compensation: Cents;
  readonly kept: Cents;
  readonly refund: Cents;
}

const KEPT_WHEN_ACCEPTED = basisPoints(500);
const COMPENSATION_WHEN_STARTED = basisPoints(2_500);
const NOTHING = cents(0);

/**
 * What cancelling costs (reference 002 "Cancellation Fees by Status", decisions 4): the buyer pays 5 % once the job is accepted
 * and 25 % to the worker once it is in progress; when the worker cancels, or time runs out on the worker, nothing.
 */
export function cancellationTerms(amount: Cents, status: JobStatus, by: Role): Terms {
  if (by === "buyer" && status === "accepted") {
    const kept = shareOf(amount, KEPT_WHEN_ACCEPTED);
    return { compensation: NOTHING, kept, refund: subtract(amount, kept) };
  }
  if (by === "buyer" && status === "in_progress") {
    const compensation = shareOf(amount, COMPENSATION_WHEN_STARTED);
    return { compensation, kept: NOTHING, refund: subtract(amount, compensation) };
  }
  return { compensation: NOTHING, kept: NOTHING, refund: amount };
}

/** What the buyer is told it paid for cancelling. */
export function cancellationFee(terms: Terms): Cents {
  return cents(terms.compensation + terms.kept);
}
