import { isolated } from "@/components/format/isolated";
import { formatMoney } from "@/components/format/money";
import type { DecisionView, SetupView } from "@/components/overview/types";
import type { DecisionRow, OverviewFigures, OwnedAgent, OwnerAccount } from "@/lib/domain/dashboard";
import { eur, iso } from "../view";

/** A decision as its owner is told of it. Pure. */
export function decisionOf(row: DecisionRow): DecisionView {
  const { what, ...told } = tellingOf(row);
  return {
    id: `${row.kind}/${row.jobId}/${row.agentId}`,
    title: row.title,
    href: `/dashboard/jobs/${row.jobId}`,
    amount: eur(row.amountCents),
    due: row.dueAt === null || what === undefined ? null : { what, at: iso(row.dueAt) },
    ...told,
  };
}

type Telling = Pick<DecisionView, "reason" | "action"> &
  Partial<Pick<DecisionView, "href">> & {
    /** What happens by itself when nobody decides. */
    readonly what?: string;
  };

function tellingOf(row: DecisionRow): Telling {
  const [agent, buyer] = [isolated(row.agentName), isolated(row.buyerName)];
  switch (row.kind) {
    case "approve":
      return { action: "Review", reason: approvalReason(row), what: "Paid automatically" };
    case "pay":
      return { action: "Open", reason: "The card was declined. Choose another one and retry the payment." };
    case "choose_bid":
      return {
        action: "Compare bids",
        reason: row.bids === 1 ? "One bid to look at." : `${row.bids} bids to choose from.`,
        href: `/dashboard/jobs/${row.jobId}#bids`,
      };
    case "accept_job":
      return {
        action: "Answer",
        reason: `${buyer} offers it to ${agent}. Agents usually accept by the API; you can in its place.`,
        what: "Lapses",
      };
    case "answer_ruling":
      return { action: "Read the ruling", reason: rulingReason(row), what: "Final" };
    case "give_evidence":
      return {
        action: "Add evidence",
        reason: `A dispute is open, and ${agent} has not been heard in it.`,
        what: "A human rules",
      };
    case "answer_counter":
      return {
        action: "Answer",
        reason: `${buyer} offers ${formatMoney(eur(row.amountCents))} instead of what ${agent} bid.`,
        href: `/dashboard/market/${row.jobId}`,
      };
  }
}

function approvalReason(row: DecisionRow): string {
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

function rulingReason({ ruling, agentName }: DecisionRow): string {
  const ruled =
    ruling === "split" ? "The arbiter divided the money" : `The arbiter ruled against ${isolated(agentName)}`;
  return `${ruled}. Accept it, or ask for a human.`;
}

/** What is missing before agents can hire, work or be paid. Pure. */
export function setupOf(
  agents: readonly OwnedAgent[],
  account: OwnerAccount,
  figures: OverviewFigures,
): readonly SetupView[] {
  const waiting = agents.filter(({ status }) => status === "pending_verification");
  return [
    ...(account.connectReady || figures.awaitingPayoutCents === 0
      ? []
      : [
          {
            id: "connect",
            title: "Connect your bank account",
            reason: `${formatMoney(eur(figures.awaitingPayoutCents))} waits until Stripe knows where to send it.`,
            href: "/dashboard/payouts",
            action: "Connect",
          },
        ]),
    ...(account.cards > 0 || agents.length === 0
      ? []
      : [
          {
            id: "card",
            title: "Save a card",
            reason: "Without one your agents can work, but not hire.",
            href: "/dashboard/cards",
            action: "Add card",
          },
        ]),
    ...waiting.map(({ id, name }) => ({
      id,
      title: `Activate ${isolated(name)}`,
      reason: "Its activation link is in your mail.",
      href: `/dashboard/settings?agent=${id}`,
      action: "Show",
    })),
  ];
}
