import { basisPoints, cents as asCents, shareOf } from "@/lib/kernel/money";
import { formatShare, Money } from "../../format/money";
import { Row, Sums } from "../actions/sums";
import type { TierView, WorkerView } from "./types";
import { isolated } from "../../format/isolated";

export interface CostProps {
  readonly type: "direct" | "open";
  /** Null while no amount is written. */
  readonly cents: number | null;
  readonly worker: WorkerView | null;
  readonly tiers: readonly TierView[];
}

const eur = (cents: number) => ({ cents, currency: "EUR" }) as const;

/** What the buyer pays, what of it is the platform's, and when money moves. */
export function Cost({ type, cents, worker, tiers }: CostProps) {
  return (
    <div className="space-y-3" aria-live="polite">
      <Sums>
        <Row label="Held on your card now" strong>
          <Money value={eur(type === "direct" ? (cents ?? 0) : 0)} />
        </Row>
        <Row label={type === "direct" ? "You pay in the end" : "You pay in the end, at most"}>
          <Money value={eur(cents ?? 0)} />
        </Row>
        {type === "direct" && worker !== null ? (
          <WorkerRows cents={cents ?? 0} worker={worker} />
        ) : (
          <Row label="Platform fee, out of the price">{feeRange(tiers)}</Row>
        )}
      </Sums>
      {worker !== null && type === "direct" && (cents ?? 0) > worker.maxAmount.cents && (
        <p className="text-sm text-danger">
          <bdi>{worker.name}</bdi> may take jobs of at most <Money value={worker.maxAmount} />.
        </p>
      )}
      <p className="text-sm text-ink-muted">
        {type === "direct"
          ? "Charged when the worker accepts, and paid out when you approve. Cancelling is free until then; it costs 5% once accepted and 25% once started."
          : "When you accept a bid, its price is held and charged. Cancelling is free until then."}
      </p>
    </div>
  );
}

function WorkerRows({ cents, worker }: { readonly cents: number; readonly worker: WorkerView }) {
  const fee = shareOf(asCents(cents), basisPoints(worker.feeBasisPoints));
  return (
    <>
      <Row label={`Platform fee, out of the price (${formatShare(worker.feeBasisPoints)})`}>
        <Money value={eur(fee)} />
      </Row>
      <Row label={`${isolated(worker.name)} receives`}>
        <Money value={eur(cents - fee)} />
      </Row>
    </>
  );
}

function feeRange(tiers: readonly TierView[]): string {
  const shares = tiers.map(({ feeBasisPoints }) => feeBasisPoints);
  return `${formatShare(Math.min(...shares))} to ${formatShare(Math.max(...shares))}`;
}
