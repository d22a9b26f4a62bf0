import Link from "next/link";
import type { ActionResult } from "../forms/types";
import { Badge } from "../ui/badge";
import { Name } from "../ui/name";
import { RecordLink } from "../ui/record-link";
import { StuckList, StuckRow } from "./stuck-list";
import type { OperationRowView, PayoutRowView } from "./types-machine";

type Retry = (operationId: string) => Promise<ActionResult>;

interface OperationsCardProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly none: string;
  readonly rows: readonly OperationRowView[];
  readonly now: string;
  readonly retry: Retry;
}

/** What Stripe was asked and has not done. */
export function OperationsCard({ now, retry, ...texts }: OperationsCardProps) {
  return (
    <StuckList
      {...texts}
      heads={["Operation", "Job", "What Stripe said"]}
      amount="Amount"
      since="When"
      render={(row) => <OperationRow key={row.id} row={row} now={now} retry={retry} />}
    />
  );
}

interface OperationRowProps {
  readonly row: OperationRowView;
  readonly now: string;
  readonly retry: Retry;
}

function OperationRow({ row, now, retry }: OperationRowProps) {
  const label = `Retry: ${row.what}, ${row.title ?? "no job"}`;
  const again = row.retry === null ? null : { label, done: row.retry, run: retry.bind(null, row.id) };
  return (
    <StuckRow
      amount={row.amount}
      at={row.at}
      now={now}
      retry={again}
      cells={[
        <>
          <span className="block font-medium">{row.what}</span>
          {row.waitingFor !== null && <span className="block text-xs text-ink-muted">{row.waitingFor}</span>}
        </>,
        row.jobId === null ? (
          <span className="text-ink-muted">None</span>
        ) : (
          <RecordLink href={`/admin/jobs/${row.jobId}`} className="font-normal">
            {row.title ?? row.jobId}
          </RecordLink>
        ),
        <>
          <span className="break-words">{row.error ?? "Nothing yet"}</span>
          {row.attempts > 0 && <span className="block text-xs text-ink-muted">{row.attempts} unanswered</span>}
        </>,
      ]}
    />
  );
}

interface PayoutsCardProps {
  readonly rows: readonly PayoutRowView[];
  readonly now: string;
  readonly retry: Retry;
}

/** What was earned and has not left. */
export function PayoutsCard({ rows, now, retry }: PayoutsCardProps) {
  return (
    <StuckList
      id="payouts"
      title="Payouts pending"
      description="Earned, and not yet at the worker's account. The one that waits longest is on top."
      none="Everything that was earned has left."
      heads={["Job", "Waits for", "Worker"]}
      amount="Net"
      since="Since"
      rows={rows}
      render={(row) => <PayoutRow key={row.jobId} row={row} now={now} retry={retry} />}
    />
  );
}

interface PayoutRowProps {
  readonly row: PayoutRowView;
  readonly now: string;
  readonly retry: Retry;
}

function PayoutRow({ row, now, retry }: PayoutRowProps) {
  const texts = { label: `Retry the payout of ${row.title}`, done: "Stripe is asked again now." };
  const again = row.operationId === null ? null : { ...texts, run: retry.bind(null, row.operationId) };
  return (
    <StuckRow
      amount={row.net}
      at={row.since}
      now={now}
      retry={again}
      cells={[
        <RecordLink href={`/admin/jobs/${row.jobId}`}>{row.title}</RecordLink>,
        <Badge tone={row.tone} dot>
          {row.status}
        </Badge>,
        <>
          <Link href={`/admin/people/${row.workerId}`} className="hover:underline">
            <Name>{row.workerName}</Name>
          </Link>
          <span className="block truncate text-xs text-ink-muted">{row.email}</span>
        </>,
      ]}
    />
  );
}
