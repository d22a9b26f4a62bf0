import type { ReactNode } from "react";
import type { ActionResult } from "../forms/types";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import type { MoneyView } from "../format/types";
import { ActionButton } from "../forms/action-button";
import { Table, Td, Th, Tr } from "../ui/table";
import { MoneySection, type MoneySectionProps } from "./money-section";

interface StuckTableProps<R> extends Omit<MoneySectionProps, "children"> {
  /** Said where nothing is stuck. */
  readonly none: string;
  /** The first columns, which differ, then that of the amount and that of the time. */
  readonly columns: readonly string[];
  readonly amount: string;
  readonly since: string;
  readonly rows: readonly R[];
  readonly render: (row: R) => ReactNode;
}

/** Money that does not move by itself: each row says what it is, how much, and since when, and can be tried again. */
export function StuckTable<R>({ none, columns, amount, since, rows, render, ...section }: StuckTableProps<R>) {
  return (
    <MoneySection {...section}>
      {rows.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">{none}</p>
      ) : (
        <Table label={section.title}>
          <thead>
            <tr>
              {columns.map((column) => (
                <Th key={column}>{column}</Th>
              ))}
              <Th className="text-right">{amount}</Th>
              <Th className="text-right">{since}</Th>
              <Th>
                <span className="sr-only">Retry</span>
              </Th>
            </tr>
          </thead>
          <tbody>{rows.map(render)}</tbody>
        </Table>
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
  /** The cells of the first columns. */
  readonly children: ReactNode;
}

export function StuckRow({ amount, at, now, retry, children }: StuckRowProps) {
  return (
    <Tr>
      {children}
      <Td className="text-right">
        <Money value={amount} />
      </Td>
      <Td className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={at} now={now} />
      </Td>
      <Td className="text-right">
        {retry !== null && (
          <ActionButton size="sm" action={retry.run} done={retry.done} label={retry.label}>
            Retry
          </ActionButton>
        )}
      </Td>
    </Tr>
  );
}
