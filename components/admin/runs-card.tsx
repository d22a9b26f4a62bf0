import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { EmptyState } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import { MoneySection } from "./money-section";
import type { ReconcileRunView } from "./types-machine";

/** The comparisons of the ledger with Stripe so far, and what they found. */
export function RunsCard({ runs, now }: { readonly runs: readonly ReconcileRunView[]; readonly now: string }) {
  return (
    <MoneySection id="runs" title="Earlier comparisons" description="By itself every night, for the day before.">
      {runs.length === 0 ? (
        <EmptyState title="None so far">
          <p>The first one runs at three in the night (UTC).</p>
        </EmptyState>
      ) : (
        <Table label="Earlier comparisons">
          <thead>
            <tr>
              <Th>From</Th>
              <Th>By</Th>
              <Th>Result</Th>
              <Th className="text-right">When</Th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <Tr key={run.id}>
                <Td className="whitespace-nowrap tabular-nums">{run.day}</Td>
                <Td className="text-ink-muted">{run.by}</Td>
                <Td>
                  {run.differences === 0 ? (
                    <Badge tone="accent">Agree</Badge>
                  ) : (
                    <Badge tone="danger">
                      {run.differences === 1 ? "1 difference" : `${run.differences} differences`}
                    </Badge>
                  )}
                </Td>
                <Td className="text-right whitespace-nowrap text-ink-muted">
                  <RelativeTime at={run.at} now={now} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </MoneySection>
  );
}
