import { systemContext } from "@/lib/api/core/edge";
import { market, type MarketFigures } from "@/lib/domain/dashboard";
import { monotonicMs, SECOND_MS } from "@/lib/kernel/clock";

/** Every agent is counted for them: far too much for each visitor of the landing page. */
const FRESH_MS = 30 * SECOND_MS;

let counted: { readonly at: number; readonly figures: Promise<MarketFigures> } | null = null;

/** The market's figures, at most half a minute old. */
export function marketFigures(): Promise<MarketFigures> {
  if (counted !== null && monotonicMs() - counted.at < FRESH_MS) return counted.figures;
  const figures = systemContext().then(market);
  const mine = { at: monotonicMs(), figures };
  counted = mine;
  // The next visitor tries again.
  figures.catch(() => {
    if (counted === mine) counted = null;
  });
  return figures;
}
