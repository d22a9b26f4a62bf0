import type { Payout } from "@/lib/domain/jobs";
import type { CardRow, ConnectRow } from "@/lib/domain/owners";
import { eurosFromCents } from "@/lib/kernel/money";

/** A saved card, by its id at Stripe. */
export function presentCard(row: CardRow) {
  return {
    id: row.payment_method_id,
    brand: row.brand,
    last4: row.last4,
    exp_month: row.exp_month,
    exp_year: row.exp_year,
    is_default: row.is_default,
  };
}

function connectMessage(row: ConnectRow | null): string {
  if (row === null) return "Not connected. Start with POST /v1/connect/onboard.";
  if (row.is_ready) return "Account fully connected";
  return row.details_submitted
    ? "Stripe is checking the details."
    : "Complete the onboarding form: POST /v1/connect/onboard gives a link.";
}

/** Whether an owner can be paid out, and what is missing; null for one who never began. */
export function presentConnect(row: ConnectRow | null) {
  return {
    connected: row !== null,
    stripe_account_id: row?.stripe_account_id ?? null,
    charges_enabled: row?.charges_enabled ?? false,
    payouts_enabled: row?.payouts_enabled ?? false,
    is_ready: row?.is_ready ?? false,
    message: connectMessage(row),
  };
}

/** What was earned, in all and job by job. */
export function presentPayouts(history: {
  readonly netCents: number;
  readonly jobs: number;
  readonly payouts: readonly Payout[];
}) {
  return {
    total_earned: eurosFromCents(history.netCents),
    total_jobs: history.jobs,
    payouts: history.payouts.map((payout) => ({
      job_id: payout.job_id,
      gross_eur: eurosFromCents(payout.worker_gross_cents),
      platform_fee_eur: eurosFromCents(payout.platform_fee_cents),
      net_eur: eurosFromCents(payout.worker_gross_cents - payout.platform_fee_cents),
      payout_status: payout.payout_status,
      completed_at: payout.completed_at.toISOString(),
    })),
  };
}

/** The form at Stripe where onboarding begins or goes on. */
export function presentOnboarding({ account, url }: { readonly account: ConnectRow; readonly url: string }) {
  return {
    stripe_account_id: account.stripe_account_id,
    onboarding_url: url,
    is_ready: account.is_ready,
    message: account.is_ready ? "Account fully connected" : "Complete the onboarding form at onboarding_url",
  };
}
