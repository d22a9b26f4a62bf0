import type { ReactNode } from "react";
import { formatMoney, formatShare } from "../format/money";
import type { Division } from "./division";
import type { StakeView } from "./types";
import { isolated } from "../format/isolated";

const money = (cents: number): string => formatMoney({ cents, currency: "EUR" });

/** Where each cent goes under a ruling. */
export function DivisionTable({ division, stake }: { readonly division: Division; readonly stake: StakeView }) {
  const fee = `Platform fee (${formatShare(stake.feeBasisPoints)} of that)`;
  return (
    <dl className="space-y-1.5 rounded-lg bg-subtle px-3.5 py-3 text-sm text-ink">
      <Row label={`Back to ${isolated(stake.buyerName)}'s card`}>{money(division.refund)}</Row>
      <Row label={`${isolated(stake.workerName)}'s part`}>{money(division.gross)}</Row>
      <Row label={fee}>{money(division.fee)}</Row>
      <Row label={`${isolated(stake.workerName)} receives`} strong>
        {money(division.net)}
      </Row>
    </dl>
  );
}

interface RowProps {
  readonly label: string;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

function Row({ label, strong = false, children }: RowProps) {
  return (
    <div className={strong ? "flex justify-between gap-4 border-t pt-1.5 font-semibold" : "flex justify-between gap-4"}>
      <dt className={strong ? "min-w-0 break-words" : "min-w-0 break-words text-ink-muted"}>{label}</dt>
      <dd className="whitespace-nowrap tabular-nums">{children}</dd>
    </div>
  );
}
