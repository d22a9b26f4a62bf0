import type { BooksSide } from "./ledger.ts";
import type { StripeSide } from "./stripe.ts";
import type { Trade } from "./trade.ts";

/** The platform's share of what a worker earns, in percent, by tier. */
const FEE_PERCENTS = [12, 10, 8, 6];

/** What is wrong with one trade: its end, its money at Stripe, or its money in our books. Empty when all is well. */
export function auditTrade(
  trade: Trade,
  stripe: StripeSide | undefined,
  books: BooksSide | undefined,
): readonly string[] {
  const { ending, amountCents } = trade;
  if (stripe === undefined || books === undefined) return [`${describe(trade)}: nothing is known of it`];
  const earned = ending.earned(amountCents);
  const expected = {
    status: ending.status,
    captured: ending.captured ? amountCents : 0,
    refunded: ending.refunded(amountCents),
    transferred: earned - (ending.feeTaken ? books.fee : 0),
    captures: ending.captured ? 1 : 0,
    refunds: ending.refunded(amountCents) > 0 ? 1 : 0,
    transfers: earned > 0 ? 1 : 0,
    open: 0,
  };
  const atStripe = { status: books.status, ...stripe };
  const inBooks = { captured: books.captured, refunded: books.refunded, transferred: books.transferred };
  const faults = Object.entries(expected).flatMap(([what, value]) => {
    const found = atStripe[what as keyof typeof atStripe];
    return found === value ? [] : [`${describe(trade)}: ${what} is ${found} at Stripe, ${value} was due`];
  });
  for (const [what, value] of Object.entries(inBooks)) {
    const found = stripe[what as keyof typeof inBooks];
    if (found !== value) faults.push(`${describe(trade)}: ${what} is ${found} at Stripe and ${value} in the ledger`);
  }
  if (ending.feeTaken && !FEE_PERCENTS.some((share) => Math.floor((earned * share + 50) / 100) === books.fee)) {
    faults.push(`${describe(trade)}: the fee of ${books.fee} is no tier's`);
  }
  return faults;
}

function describe({ jobId, ending, amountCents }: Trade): string {
  return `job ${jobId} (${ending.name}, ${amountCents} cents)`;
}
