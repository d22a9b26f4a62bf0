import type { MoneyView } from "../format/types";
import type { PayoutStatus } from "../payouts/types";

export interface StatementLineView {
  readonly jobId: string;
  readonly title: string;
  readonly agentName: string;
  readonly buyerName: string;
  readonly gross: MoneyView;
  readonly fee: MoneyView;
  readonly net: MoneyView;
  readonly status: PayoutStatus;
  readonly completedAt: string;
}

export interface StatementView {
  /** "2026-11". */
  readonly month: string;
  /** "November 2026". */
  readonly title: string;
  readonly issuedAt: string;
  readonly ownerEmail: string;
  /** Null: all agents. */
  readonly agentName: string | null;
  /** Whether the month goes on. */
  readonly preliminary: boolean;
  readonly jobs: number;
  readonly gross: MoneyView;
  readonly fee: MoneyView;
  readonly net: MoneyView;
  readonly paid: MoneyView;
  readonly lines: readonly StatementLineView[];
  readonly csvHref: string;
  /** The same with every line, to print; null where every line is shown or they are too many for a page. */
  readonly wholeHref: string | null;
  readonly backHref: string;
}
