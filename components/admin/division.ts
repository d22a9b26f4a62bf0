import { basisPoints, cents, shareOf, subtract, type Cents } from "@/lib/kernel/money";
import type { RulingKind } from "@/lib/kernel/statuses";

/** What a ruling does with the money that is at stake. The three parts sum to all of it. */
export interface Division {
  /** Back to the buyer's card. */
  readonly refund: Cents;
  /** The worker's part before the fee. */
  readonly gross: Cents;
  /** The platform's, of the worker's part alone. */
  readonly fee: Cents;
  readonly net: Cents;
}

function grossOf(captured: Cents, ruling: RulingKind, shareBasisPoints: number): Cents {
  switch (ruling) {
    case "buyer_wins":
      return cents(0);
    case "worker_wins":
      return captured;
    case "split":
      return shareOf(captured, basisPoints(shareBasisPoints));
  }
}

/** To the cent what a ruling books (decisions 8): the worker's gross rounded half up, the refund the rest, the fee of the gross. */
export function divide(
  stake: { readonly capturedCents: number; readonly feeBasisPoints: number },
  ruling: RulingKind,
  shareBasisPoints: number,
): Division {
  const captured = cents(stake.capturedCents);
  const gross = grossOf(captured, ruling, shareBasisPoints);
  const fee = shareOf(gross, basisPoints(stake.feeBasisPoints));
  return { refund: subtract(captured, gross), gross, fee, net: subtract(gross, fee) };
}
