import type { ReactNode } from "react";
import type { ActionResult } from "../forms/types";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import type { MoneyView } from "../format/types";
import { ActionButton } from "../forms/action-button";
import { MoneySection, type MoneySectionProps } from "./money-section";
import { Row, RowList } from "./row-list";

interface StuckListProps<R> extends Omit<MoneySectionProps, "children"> {
  /** Said where nothing is stuck. */
  readonly none: string;
  /** What the first three columns have; then come the amount, the time and the button. */
  readonly heads: readonly [string, string, string];
  readonly amount: string;
  readonly since: string;
  readonly rows: readonly R[];
  readonly render: (row: R) => ReactNode;
}

const columns = "md:grid-cols-[minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,1fr)_5.5rem_6.5rem_3.5rem]";

/** Money that does not move: each row says what it is, how much, and since when, and can be tried again. */
export function StuckList<R>({ none, heads, amount, since, rows, render, ...section }: StuckListProps<R>) {
  const all = [
    ...heads.map((text) => ({ text })),
    { text: amount, right: true },
    { text: since, right: true },
    { text: "" },
  ] as const;
  return (
    <MoneySection {...section}>
      {rows.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">{none}</p>
      ) : (
        <RowList label={section.title} columns={columns} heads={all}>
          {rows.map(render)}
        </RowList>
      )}
    </MoneySection>
  );
}

interface StuckRowProps {
  readonly amount: MoneyView;
  readonly at: string;
  readonly now: string;
  /** How it is tried again; null where that would do nothing. */
  readonly retry: { readonly label: string; readonly done: string; readonly run: () => Promise<ActionResult> } | null;
  /** What is in the first three columns; on a phone the amount stands beside the first. */
  readonly cells: readonly [ReactNode, ReactNode, ReactNode];
}

export function StuckRow({ amount, at, now, retry, cells: [first, second, third] }: StuckRowProps) {
  return (
    <Row columns={columns}>
      <div className="min-w-0">{first}</div>
      <div className="order-3 col-span-2 min-w-0 md:col-span-1">{second}</div>
      <div className="order-4 col-span-2 min-w-0 md:col-span-1">{third}</div>
      <Money value={amount} className="order-2 text-right font-medium" />
      <RelativeTime at={at} now={now} className="order-5 whitespace-nowrap text-ink-muted md:text-right" />
      <div className="order-6 text-right">
        {retry !== null && (
          <ActionButton size="sm" action={retry.run} done={retry.done} label={retry.label}>
            Retry
          </ActionButton>
        )}
      </div>
    </Row>
  );
}
