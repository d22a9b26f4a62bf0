import type { ActionResult } from "../forms/types";
import { Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { ReconcilePanel } from "./reconcile-panel";
import { ReturnedCard } from "./returned-card";
import { RunsCard } from "./runs-card";
import { OperationsCard, PayoutsCard } from "./stuck-cards";
import type { MoneyPageView, ReconcileResult } from "./types-machine";

interface MoneyPageProps {
  readonly view: MoneyPageView;
  readonly compare: (days: number) => Promise<ReconcileResult>;
  readonly retry: (operationId: string) => Promise<ActionResult>;
}

/** Where money does not go automatically: what differs, what Stripe has not done, and what has not been paid out. */
export function MoneyPage({ view, compare, retry }: MoneyPageProps) {
  return (
    <Page>
      <PageHeader
        title="Money"
        description="What differs from Stripe, what Stripe has not done, and what waits to leave."
      />
      <ReconcilePanel compare={compare} />
      <RunsCard runs={view.runs} now={view.now} />
      <OperationsCard
        id="pending"
        title="Not answered yet"
        description="Asked of Stripe, or to be asked again. Each is tried until there is an answer."
        none="Stripe has answered everything."
        rows={view.pending}
        now={view.now}
        retry={retry}
      />
      <OperationsCard
        id="refused"
        title="Refused by Stripe"
        description="A declined hold is the buyer's to repair; a refused refund or transfer is worth a look."
        none="Stripe has refused nothing."
        rows={view.refused}
        now={view.now}
        retry={retry}
      />
      <Paging paging={view.refusedPaging} />
      {view.returned.length > 0 && <ReturnedCard rows={view.returned} now={view.now} />}
      <PayoutsCard rows={view.payouts} now={view.now} retry={retry} />
      <Paging paging={view.payoutsPaging} first="Waiting longest" next="Waiting less" />
    </Page>
  );
}
