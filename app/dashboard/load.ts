import type { AgentLimitView, OverviewView } from "@/components/overview/types";
import type {
  ConnectState,
  ConnectView,
  PayoutRowView,
  PayoutsView,
  PayoutStatus as PayoutView,
} from "@/components/payouts/types";
import type { ShellView } from "@/components/shell/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as owners from "@/lib/domain/owners";
import { addMs, monthStart, DAY_MS } from "@/lib/kernel/clock";
import type { PayoutStatus } from "@/lib/kernel/statuses";
import { eur, iso, pictureOf } from "../view";
import { orNotFound } from "../or-not-found";
import { activityOf } from "./activity";
import { ownerContext } from "./context";
import { decisionOf, setupOf } from "./decisions";
import { monthTitle, statementHref } from "./month";

/* Each function loads one page: the domain's rows become the page's view model, and nothing else happens here. */

const DECISIONS = 20;
const ACTIVITY = 12;
const WEEKS = 12;
/** Nobody counts further. */
const MOST_COUNTED = 100;
const LONG_PAGE = 50;

export async function loadShell(email: string, isOperator: boolean): Promise<ShellView> {
  const ctx = await ownerContext();
  const [agents, decisions, unread] = await Promise.all([
    dashboard.agents(ctx),
    dashboard.decisionCounts(ctx, MOST_COUNTED),
    dashboard.unreadCounts(ctx, MOST_COUNTED),
  ]);
  const waiting = [...new Set([...decisions.keys(), ...unread.keys()])];
  return {
    ownerEmail: email,
    isOperator,
    agents: agents.map(({ id, name, avatarUrl, status }) => ({ id, name, picture: pictureOf(avatarUrl), status })),
    waiting: waiting.map((id) => ({ agentId: id, decisions: decisions.get(id) ?? 0, unread: unread.get(id) ?? 0 })),
  };
}

export async function loadOverview(agentId: string | null): Promise<OverviewView> {
  const ctx = await ownerContext();
  const [figures, spending, decisions, counts, weeks, activity, agents, account] = await orNotFound(
    Promise.all([
      dashboard.figures(ctx, agentId),
      dashboard.spending(ctx, agentId),
      dashboard.decisions(ctx, agentId, DECISIONS),
      dashboard.decisionCounts(ctx, MOST_COUNTED),
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
    decisions: decisions.map(decisionOf),
    decisionCount: countOf(counts, agentId),
    setup: setupOf(agents, account, figures),
    held: eur(figures.heldCents),
    heldJobs: figures.heldJobs,
    inFlight: eur(figures.inFlightCents),
    inFlightJobs: figures.inFlightJobs,
    spentThisMonth: eur(spending.reduce((sum, { spentCents }) => sum + spentCents, 0)),
    spendingAgents: spending.length,
    limits: limitsOf(spending),
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
    activity: activity.map((row) => activityOf(row, ctx.now)),
  };
}

/** Of the selected agent, or of all. */
function countOf(counts: ReadonlyMap<string, number>, agentId: string | null): number {
  if (agentId !== null) return counts.get(agentId) ?? 0;
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The agents that have a limit, the one nearest to it first. */
function limitsOf(spending: readonly dashboard.AgentSpending[]): AgentLimitView[] {
  const share = ({ spent, limit }: AgentLimitView) => (limit.cents === 0 ? 1 : spent.cents / limit.cents);
  return spending
    .flatMap(({ agentId, name, spentCents, limitCents }) =>
      limitCents === null ? [] : [{ agentId, name, spent: eur(spentCents), limit: eur(limitCents) }],
    )
    .toSorted((a, b) => share(b) - share(a));
}

/* No month is longer than 31 days, and none is skipped by 32. */
const nextMonth = (now: Date): Date => monthStart(addMs(monthStart(now), 32 * DAY_MS));

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
