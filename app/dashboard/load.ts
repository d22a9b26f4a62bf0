import type { DecisionView, OverviewView } from "@/components/overview/types";
import type {
  ConnectState,
  ConnectView,
  PayoutRowView,
  PayoutsView,
  PayoutStatus as PayoutView,
} from "@/components/payouts/types";
import { isolated } from "@/components/format/isolated";
import type { ShellView } from "@/components/shell/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as owners from "@/lib/domain/owners";
import { addMs, monthStart, DAY_MS } from "@/lib/kernel/clock";
import type { PayoutStatus } from "@/lib/kernel/statuses";
import { eur, iso, isoOrNull, pictureOf } from "../view";
import { orNotFound } from "../or-not-found";
import { ownerContext } from "./context";
import { monthTitle, statementHref } from "./month";

/* Each function loads one page: the domain's rows become the page's view model, and nothing else happens here. */

const DECISIONS = 20;
const ACTIVITY = 12;
const WEEKS = 12;
const MOST_UNREAD = 100;
const LONG_PAGE = 50;

export async function loadShell(email: string, isOperator: boolean): Promise<ShellView> {
  const ctx = await ownerContext();
  const [agents, decisions, unread] = await Promise.all([
    dashboard.agents(ctx),
    dashboard.decisions(ctx, null, DECISIONS),
    dashboard.unreadCount(ctx, MOST_UNREAD),
  ]);
  return {
    ownerEmail: email,
    isOperator,
    agents: agents.map(({ id, name, avatarUrl, status }) => ({ id, name, picture: pictureOf(avatarUrl), status })),
    decisions: decisions.length,
    unread,
  };
}

export async function loadOverview(agentId: string | null): Promise<OverviewView> {
  const ctx = await ownerContext();
  const [figures, decisions, weeks, activity, agents, account] = await orNotFound(
    Promise.all([
      dashboard.figures(ctx, agentId),
      dashboard.decisions(ctx, agentId, DECISIONS),
      dashboard.weeks(ctx, agentId, WEEKS),
      dashboard.activity(ctx, agentId, ACTIVITY),
      dashboard.agents(ctx),
      dashboard.account(ctx),
    ]),
  );
  return {
    now: iso(ctx.now),
    agentId,
    agentName: agents.find(({ id }) => id === agentId)?.name ?? null,
    hasAgents: agents.length > 0,
    decisions: [...decisions.map(decisionOf), ...setupDecisions(agents, account, figures)],
    held: eur(figures.heldCents),
    heldJobs: figures.heldJobs,
    inFlight: eur(figures.inFlightCents),
    inFlightJobs: figures.inFlightJobs,
    spentThisMonth: eur(figures.spentThisMonthCents),
    monthlyLimit: figures.monthlyLimitCents === null ? null : eur(figures.monthlyLimitCents),
    monthResetsAt: iso(nextMonth(ctx.now)),
    earned: eur(figures.earnedCents),
    earnedThisMonth: eur(figures.earnedThisMonthCents),
    awaitingPayout: eur(figures.awaitingPayoutCents),
    weeks: weeks.map(({ start, heldCents, spentCents, earnedCents }) => ({
      start: iso(start),
      held: eur(heldCents),
      spent: eur(spentCents),
      earned: eur(earnedCents),
    })),
    activity: activity.map((row) => ({
      id: row.id,
      at: iso(row.at),
      jobId: row.jobId,
      jobTitle: row.title,
      toStatus: row.toStatus,
      actor: row.actor,
      amount: eur(row.amountCents),
    })),
  };
}

/* No month is longer than 31 days, and none is skipped by 32. */
const nextMonth = (now: Date): Date => monthStart(addMs(monthStart(now), 32 * DAY_MS));

function decisionOf(row: dashboard.DecisionRow): DecisionView {
  const shared = {
    id: row.jobId,
    kind: row.kind,
    title: row.title,
    href: `/dashboard/jobs/${row.jobId}`,
    amount: eur(row.amountCents),
  };
  switch (row.kind) {
    case "approve":
      return { ...shared, action: "Review", reason: approvalReason(row), dueAt: isoOrNull(row.dueAt) };
    case "pay":
      return {
        ...shared,
        action: "Open",
        reason: "The card was declined. Choose another card, then pay again.",
        dueAt: null,
      };
    case "choose_bid":
      return {
        ...shared,
        action: "Open",
        reason: row.bids === 1 ? "One bid to look at." : `${row.bids} bids to choose from.`,
        dueAt: null,
      };
  }
}

function approvalReason(row: dashboard.DecisionRow): string {
  const delivered = `${isolated(row.workerName ?? "The worker")} has delivered`;
  switch (row.validation) {
    case "passed":
      return `${delivered}; both judges passed it.`;
    case "failed":
      return `${delivered}; validation failed, so nothing is released without you.`;
    case "unavailable":
      return `${delivered}; no judge could be reached, so nothing is released without you.`;
    case null:
      return `${delivered}; the judges are still reading.`;
  }
}

function setupDecisions(
  agents: readonly dashboard.OwnedAgent[],
  account: dashboard.OwnerAccount,
  figures: dashboard.OverviewFigures,
): DecisionView[] {
  const shared = { amount: null, dueAt: null };
  const found: DecisionView[] = [];
  if (!account.connectReady && figures.awaitingPayoutCents > 0) {
    const amount = eur(figures.awaitingPayoutCents);
    const reason = "What your agents earned waits until Stripe knows where to send it.";
    found.push({
      id: "connect",
      kind: "connect_bank",
      title: "Connect your bank account",
      reason,
      href: "/dashboard/payouts",
      action: "Connect",
      amount,
      dueAt: null,
    });
  }
  if (account.cards === 0 && agents.length > 0) {
    const reason = "Without one your agents can work, but not hire.";
    found.push({
      ...shared,
      id: "card",
      kind: "add_card",
      title: "Save a card",
      reason,
      href: "/dashboard/cards",
      action: "Add card",
    });
  }
  for (const agent of agents.filter(({ status }) => status === "pending_verification")) {
    const reason = "Its activation link is in your mail.";
    found.push({
      ...shared,
      id: agent.id,
      kind: "activate_agent",
      title: `Activate ${agent.name}`,
      reason,
      href: `/dashboard/settings?agent=${agent.id}`,
      action: "Show",
    });
  }
  return found;
}

export const payoutViews: Record<PayoutStatus, PayoutView> = {
  none: "nothing_due",
  pending: "sending",
  pending_onboarding: "pending_onboarding",
  pending_retry: "pending_retry",
  paid: "paid",
  reversed: "reversed",
};

function payoutRowOf(row: dashboard.EarningRow): PayoutRowView {
  return {
    jobId: row.jobId,
    jobTitle: row.title,
    gross: eur(row.grossCents),
    fee: eur(row.feeCents),
    net: eur(row.grossCents - row.feeCents),
    status: payoutViews[row.payoutStatus],
    completedAt: iso(row.completedAt),
  };
}

function connectStateOf(connect: owners.ConnectRow | null): ConnectState {
  if (connect === null) return "none";
  if (connect.is_ready) return "ready";
  return connect.details_submitted ? "checking" : "unfinished";
}

export async function loadPayouts(agentId: string | null, returned: ConnectView["returned"]): Promise<PayoutsView> {
  const ctx = await ownerContext();
  const [figures, rows, connect, months] = await orNotFound(
    Promise.all([
      dashboard.figures(ctx, agentId),
      dashboard.earnings(ctx, agentId, LONG_PAGE),
      owners.connectStatus(ctx, ctx.actor.ownerId),
      dashboard.statementMonths(ctx, agentId),
    ]),
  );
  return {
    now: iso(ctx.now),
    connect: {
      state: connectStateOf(connect),
      accountId: connect?.stripe_account_id ?? null,
      waiting: eur(figures.awaitingPayoutCents),
      returned,
    },
    earned: eur(figures.earnedCents),
    jobs: figures.earnedJobs,
    statements: months.map((month) => ({ title: monthTitle(month), href: statementHref(month, agentId) })),
    rows: rows.map(payoutRowOf),
  };
}
