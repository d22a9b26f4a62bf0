import type { MoneyView } from "../format/types";

/** Nothing begun, not finished by the owner, being checked by Stripe, or able to be paid. */
export type ConnectState = "none" | "unfinished" | "checking" | "ready";

export interface ConnectView {
  readonly state: ConnectState;
  readonly accountId: string | null;
  /** Earned and waiting until Stripe can send it. */
  readonly waiting: MoneyView;
  /** How the owner came back from Stripe, if just now. */
  readonly returned: "done" | "expired" | null;
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
  /** The months there are statements of, the newest first. */
  readonly statements: readonly { readonly title: string; readonly href: string }[];
  readonly rows: readonly PayoutRowView[];
}

/** Where to go for onboarding, or why that cannot be. */
export interface OnboardResult {
  readonly url: string | null;
  readonly error: string | null;
}
