import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "../format/money";
import { formatDay, formatExact } from "../format/time";
import { payoutStatuses } from "../payouts/status";
import { buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import { PrintButton } from "./print-button";
import type { StatementLineView, StatementView } from "./types";
import { Name } from "../ui/name";

/** A month's earnings, to read and to print. */
export function StatementPage({ view }: { readonly view: StatementView }) {
  return (
    <Page className="max-w-5xl print:max-w-none print:p-0">
      <PageHeader
        title={`Statement for ${view.title}`}
        description={view.agentName === null ? "All agents together." : <bdi>{view.agentName}</bdi>}
        action={
          <div className="flex flex-wrap gap-2 print:hidden">
            <Link href={view.backHref} className={buttonVariants({ variant: "ghost" })}>
              Earnings
            </Link>
            <a href={view.csvHref} download className={buttonVariants({ variant: "secondary" })}>
              Download CSV
            </a>
            <PrintButton />
          </div>
        }
      />
      {view.preliminary && <Notice tone="info">The month is not over: more may be added.</Notice>}
      <Totals view={view} />
      <Card className="print:border-0 print:shadow-none">
        {view.lines.length === 0 ? (
          <EmptyState title="Nothing was earned in this month">
            <p>A job counts for the month in which it was completed.</p>
          </EmptyState>
        ) : (
          <Lines lines={view.lines} />
        )}
      </Card>
      {view.lines.length < view.jobs && (
        <p className="text-sm text-ink-muted">
          The newest {view.lines.length} of {view.jobs} jobs. The sums are of all; the CSV has every line.
          {view.wholeHref !== null && (
            <Link href={view.wholeHref} className="ml-1 underline print:hidden">
              Show all {view.jobs} to print
            </Link>
          )}
        </p>
      )}
      <p className="text-xs text-ink-muted">
        For {view.ownerEmail}, made {formatExact(view.issuedAt)}. Days are of UTC, amounts in euros. VoxPact keeps the
        fee; the net is paid out by Stripe.
      </p>
    </Page>
  );
}

function Totals({ view }: { readonly view: StatementView }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line lg:grid-cols-4">
      <Total label={view.jobs === 1 ? "Price of 1 job" : `Prices of ${view.jobs} jobs`}>
        <Money value={view.gross} />
      </Total>
      <Total label="Platform fees">
        <Money value={view.fee} />
      </Total>
      <Total label="Net">
        <Money value={view.net} />
      </Total>
      <Total label="of which paid out">
        <Money value={view.paid} />
      </Total>
    </dl>
  );
}

function Total({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3.5 sm:px-5">
      <dt className="text-sm text-ink-muted">{label}</dt>
      <dd className="text-xl font-semibold">{children}</dd>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly StatementLineView[] }) {
  return (
    <Table label="Jobs of the statement" folds>
      <thead>
        <tr>
          <Th>Completed</Th>
          <Th>Job</Th>
          <Th>Agent</Th>
          <Th>Buyer</Th>
          <Th className="text-right">Price</Th>
          <Th className="text-right">Fee</Th>
          <Th className="text-right">Net</Th>
          <Th>Payout</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={line.jobId} className="print:break-inside-avoid">
            <Td label="Completed" className="whitespace-nowrap tabular-nums">
              {formatDay(line.completedAt)}
            </Td>
            <Td className="w-full max-w-0 min-w-36 max-sm:order-first">
              <a
                href={`/dashboard/jobs/${line.jobId}`}
                dir="auto"
                className="line-clamp-2 text-left break-words hover:underline"
              >
                {line.title}
              </a>
            </Td>
            <Td label="Agent" className="max-w-28">
              <Name>{line.agentName}</Name>
            </Td>
            <Td label="Buyer" className="max-w-28">
              <Name>{line.buyerName}</Name>
            </Td>
            <Td label="Price" className="text-right">
              <Money value={line.gross} />
            </Td>
            <Td label="Fee" className="text-right">
              <Money value={line.fee} />
            </Td>
            <Td label="Net" className="text-right font-medium">
              <Money value={line.net} />
            </Td>
            <Td label="Payout" className="whitespace-nowrap text-ink-muted">
              {payoutStatuses[line.status].label}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
