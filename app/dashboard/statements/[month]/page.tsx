import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StatementPage } from "@/components/statements/statement-page";
import type { StatementView } from "@/components/statements/types";
import * as dashboard from "@/lib/domain/dashboard";
import { monthStart } from "@/lib/kernel/clock";
import { eur, iso, single } from "../../../view";
import { orNotFound } from "../../../or-not-found";
import { ownerContext } from "../../context";
import { payoutViews } from "../../load";
import { monthTitle, readMonth, writeMonth } from "../../month";
import { readParams, type DashboardParams } from "../../params";

export const metadata: Metadata = { title: "Statement" };

/** What a month is read by; the rest is there to print. */
const LINES = 200;
/** More are for the CSV. */
const LINES_TO_PRINT = 2_000;

interface Props extends DashboardParams {
  readonly params: Promise<{ readonly month: string }>;
}

export default async function StatementRoute(props: Props) {
  const month = readMonth((await props.params).month);
  if (month === null) notFound();
  const { agentId } = await readParams(props);
  const whole = single((await props.searchParams).lines) === "all";
  return <StatementPage view={await load(month, agentId, whole)} />;
}

async function load(month: Date, agentId: string | null, whole: boolean): Promise<StatementView> {
  const ctx = await ownerContext();
  const [totals, lines, agents, account] = await orNotFound(
    Promise.all([
      dashboard.statementTotals(ctx, agentId, month),
      dashboard.statementLines(ctx, agentId, month, { after: null, limit: whole ? LINES_TO_PRINT : LINES }),
      dashboard.agents(ctx),
      dashboard.account(ctx),
    ]),
  );
  const query = agentId === null ? "" : `?agent=${agentId}`;
  const path = `/dashboard/statements/${writeMonth(month)}`;
  const canShowAll = !whole && totals.jobs > lines.length && totals.jobs <= LINES_TO_PRINT;
  return {
    month: writeMonth(month),
    title: monthTitle(month),
    issuedAt: iso(ctx.now),
    ownerEmail: account.email,
    agentName: agentId === null ? null : (agents.find(({ id }) => id === agentId)?.name ?? "Deleted agent"),
    preliminary: monthStart(ctx.now) <= month,
    jobs: totals.jobs,
    gross: eur(totals.grossCents),
    fee: eur(totals.feeCents),
    net: eur(totals.grossCents - totals.feeCents),
    paid: eur(totals.paidCents),
    lines: lines.map((line) => ({
      jobId: line.jobId,
      title: line.title,
      agentName: line.agentName,
      buyerName: line.buyerName,
      gross: eur(line.grossCents),
      fee: eur(line.feeCents),
      net: eur(line.grossCents - line.feeCents),
      status: payoutViews[line.payoutStatus],
      completedAt: iso(line.completedAt),
    })),
    csvHref: `${path}/csv${query}`,
    wholeHref: canShowAll ? `${path}${query === "" ? "?" : `${query}&`}lines=all` : null,
    backHref: `/dashboard/payouts${query}`,
  };
}
