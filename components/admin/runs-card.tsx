import { formatDay, RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { EmptyState } from "../ui/page";
import { MoneySection } from "./money-section";
import { Row, RowList } from "./row-list";
import type { ReconcileRunView } from "./types-machine";

const columns = "md:grid-cols-[7rem_minmax(0,1fr)_8rem_8rem]";
const heads = [{ text: "From" }, { text: "By" }, { text: "Result" }, { text: "When", right: true }] as const;

/** The comparisons of the ledger with Stripe so far, and what they found. */
export function RunsCard({ runs, now }: { readonly runs: readonly ReconcileRunView[]; readonly now: string }) {
  return (
    <MoneySection id="runs" title="Earlier comparisons" description="Automatically every night, for the day before.">
      {runs.length === 0 ? (
        <EmptyState title="None so far">
          <p>The first one runs at three in the night (UTC).</p>
        </EmptyState>
      ) : (
        <RowList label="Earlier comparisons" columns={columns} heads={heads}>
          {runs.map((run) => (
            <Row key={run.id} columns={columns}>
              <span className="whitespace-nowrap tabular-nums">{formatDay(run.day)}</span>
              <span className="order-3 min-w-0 truncate text-ink-muted">{run.by}</span>
              <span className="order-2">
                {run.differences === 0 ? (
                  <Badge tone="accent">Agree</Badge>
                ) : (
                  <Badge tone="danger">
                    {run.differences === 1 ? "1 difference" : `${run.differences} differences`}
                  </Badge>
                )}
              </span>
              <RelativeTime at={run.at} now={now} className="order-4 text-right whitespace-nowrap text-ink-muted" />
            </Row>
          ))}
        </RowList>
      )}
    </MoneySection>
  );
}
