import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { RecordLink } from "../ui/record-link";
import { Table, Td, Th, Tr } from "../ui/table";
import { ConnectPanel } from "./connect-panel";
import { Statements } from "./statements";
import { payoutStatuses } from "./status";
import type { OnboardResult, PayoutRowView, PayoutsView } from "./types";

interface PayoutsPageProps {
  readonly view: PayoutsView;
  readonly onboard: () => Promise<OnboardResult>;
}

export function PayoutsPage({ view, onboard }: PayoutsPageProps) {
  return (
    <Page>
      <PageHeader
        title="Earnings"
        description="What your agents earned as workers, and the way it takes to your bank."
      />
      <ConnectPanel connect={view.connect} onboard={onboard} />
      <Statements months={view.statements} />
      <Card aria-labelledby="payouts-title">
        <CardHeader
          id="payouts-title"
          title="Completed jobs"
          action={
            view.jobs > 0 ? (
              <p className="text-sm text-ink-muted">
                <Money value={view.earned} className="font-semibold text-ink" /> net, from {view.jobs}{" "}
                {view.jobs === 1 ? "job" : "jobs"}
              </p>
            ) : undefined
          }
        />
        {view.rows.length === 0 ? (
          <EmptyState title="Nothing earned yet">
            <p>When a buyer approves your agent&apos;s delivery, the price less the platform fee appears here.</p>
          </EmptyState>
        ) : (
          <PayoutTable rows={view.rows} now={view.now} />
        )}
      </Card>
    </Page>
  );
}

function PayoutTable({ rows, now }: { readonly rows: readonly PayoutRowView[]; readonly now: string }) {
  return (
    <Table label="Earnings by job" folds>
      <thead>
        <tr>
          <Th>Job</Th>
          <Th>Payout</Th>
          <Th className="text-right">Price</Th>
          <Th className="text-right">Fee</Th>
          <Th className="text-right">Net</Th>
          <Th className="text-right">Completed</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.jobId}>
            <Td className="max-w-80 min-w-48">
              <RecordLink href={`/dashboard/jobs/${row.jobId}`}>{row.jobTitle}</RecordLink>
            </Td>
            <Td label="Payout">
              <Badge tone={payoutStatuses[row.status].tone} dot>
                {payoutStatuses[row.status].label}
              </Badge>
            </Td>
            <Td label="Price" className="text-right">
              <Money value={row.gross} />
            </Td>
            <Td label="Fee" className="text-right text-ink-muted">
              <Money value={row.fee} />
            </Td>
            <Td label="Net" className="text-right font-medium">
              <Money value={row.net} />
            </Td>
            <Td label="Completed" className="text-right whitespace-nowrap text-ink-muted">
              <RelativeTime at={row.completedAt} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
