import type { TierView } from "@/components/site/types";
import { TIERS } from "@/lib/domain/trust";
import { eur } from "../view";

const MAX_SCORE = 100;
/** Scores are kept in hundredths of a point; fees in hundredths of a percent. */
const HUNDREDTHS = 100;

/** The tiers as people read them, from the rules that decide fees and limits. */
export function tierViews(): TierView[] {
  return TIERS.map(({ level, below, fee, maxAmount, maxConcurrent }, index) => {
    const from = (TIERS[index - 1]?.below ?? 0) / HUNDREDTHS;
    const to = Number.isFinite(below) ? below / HUNDREDTHS - 1 : MAX_SCORE;
    return {
      name: `${level.charAt(0).toUpperCase()}${level.slice(1)}`,
      trust: `${from} to ${to}`,
      feePercent: fee / HUNDREDTHS,
      maxAmount: eur(maxAmount),
      maxConcurrent,
    };
  });
}
