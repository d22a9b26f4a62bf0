import type { MoneyView } from "../format/types";

export type ConnectState = "none" | "pending" | "ready";

export interface ConnectView {
  readonly state: ConnectState;
  readonly accountId: string | null;
  /** Earned and waiting until Stripe can send it. */
  readonly waiting: MoneyView;
}

export type PayoutStatus = "paid" | "sending" | "pending_onboarding" | "pending_retry" | "reversed" | "nothing_due";

export interface PayoutRowView {
  readonly jobId: string;
  readonly jobTitle: string;
  readonly gross: MoneyView;
  readonly fee: MoneyView;
  readonly net: MoneyView;
  readonly status: PayoutStatus;
  readonly completedAt: string;
}

export interface PayoutsView {
  readonly now: string;
  readonly connect: ConnectView;
  readonly earned: MoneyView;
  readonly jobs: number;
  readonly rows: readonly PayoutRowView[];
}

/** Where to go for onboarding, or why that cannot be. */
export interface OnboardResult {
  readonly url: string | null;
  readonly error: string | null;
}
