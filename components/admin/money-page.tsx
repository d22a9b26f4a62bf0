import Link from "next/link";
import type { ReactNode } from "react";
import type { ActionResult } from "../forms/types";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import { Paging } from "../ui/paging";
import { ReconcilePanel } from "./reconcile-panel";
import type { AuditRowView } from "./types";
import type {
  MoneyPageView,
  OperationRowView,
  PayoutRowView,
  ReconcileResult,
  ReconcileRunView,
} from "./types-machine";
import { Name } from "../ui/name";

interface MoneyPageProps {
  readonly view: MoneyPageView;
  readonly compare: (days: number) => Promise<ReconcileResult>;
  readonly retry: (operationId: string) => Promise<ActionResult>;
}

/** Where money does not go by itself: what differs, what Stripe has not done, and what has not been paid out. */
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
      <PayoutsCard view={view} retry={retry} />
      <Paging paging={view.payoutsPaging} first="Waiting longest" next="Waiting less" />
    </Page>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
}

function Section({ id, title, description, children }: SectionProps) {
  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader id={`${id}-title`} title={title} description={description} />
      {children}
    </Card>
  );
}

function RunsCard({ runs, now }: { readonly runs: readonly ReconcileRunView[]; readonly now: string }) {
  return (
    <Section id="runs" title="Earlier comparisons" description="By itself every night, for the day before.">
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
    </Section>
  );
}

interface OperationsProps extends Omit<SectionProps, "children"> {
  readonly none: string;
  readonly rows: readonly OperationRowView[];
  readonly now: string;
  readonly retry: MoneyPageProps["retry"];
}

function OperationsCard({ id, title, description, none, rows, now, retry }: OperationsProps) {
  return (
    <Section id={id} title={title} description={description}>
      {rows.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">{none}</p>
      ) : (
        <Table label={title}>
          <thead>
            <tr>
              <Th>Operation</Th>
              <Th>Job</Th>
              <Th>What Stripe said</Th>
              <Th className="text-right">Amount</Th>
              <Th className="text-right">When</Th>
              <Th>
                <span className="sr-only">Retry</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <OperationRow key={row.id} row={row} now={now} retry={retry} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

interface OperationRowProps {
  readonly row: OperationRowView;
  readonly now: string;
  readonly retry: MoneyPageProps["retry"];
}

function OperationRow({ row, now, retry }: OperationRowProps) {
  return (
    <Tr>
      <Td className="whitespace-nowrap">
        <span className="font-medium">{row.what}</span>
        {row.waitingFor !== null && <span className="block text-xs text-ink-muted">{row.waitingFor}</span>}
      </Td>
      <Td className="max-w-56">
        {row.jobId === null ? (
          <span className="text-ink-muted">None</span>
        ) : (
          <Link href={`/admin/jobs/${row.jobId}`} dir="auto" className="block truncate text-left hover:underline">
            {row.title}
          </Link>
        )}
      </Td>
      <Td className="max-w-72 min-w-40">
        <span className="break-words">{row.error ?? "Nothing yet"}</span>
        {row.attempts > 0 && <span className="block text-xs text-ink-muted">{row.attempts} unanswered</span>}
      </Td>
      <Td className="text-right">
        <Money value={row.amount} />
      </Td>
      <Td className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.at} now={now} />
      </Td>
      <Td className="text-right">
        {row.retry !== null && (
          <ActionButton
            size="sm"
            action={retry.bind(null, row.id)}
            done={row.retry}
            label={`Retry: ${row.what}, ${row.title ?? "no job"}`}
          >
            Retry
          </ActionButton>
        )}
      </Td>
    </Tr>
  );
}

function ReturnedCard({ rows, now }: { readonly rows: readonly AuditRowView[]; readonly now: string }) {
  return (
    <Section
      id="returned"
      title="Refunds that failed"
      description="Refused by Stripe, or sent back by the buyer's bank. The money is here and owed to the buyer."
    >
      <Table label="Refunds that failed">
        <thead>
          <tr>
            <Th>Job</Th>
            <Th>What is known</Th>
            <Th className="text-right">When</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id}>
              <Td>
                <Link
                  href={row.subject.href ?? "/admin/jobs"}
                  className="font-mono text-xs text-accent hover:underline"
                >
                  {row.subject.id}
                </Link>
              </Td>
              <Td className="font-mono text-xs break-words whitespace-pre-wrap">{row.details}</Td>
              <Td className="text-right whitespace-nowrap text-ink-muted">
                <RelativeTime at={row.at} now={now} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function PayoutsCard({ view, retry }: Pick<MoneyPageProps, "view" | "retry">) {
  return (
    <Section
      id="payouts"
      title="Payouts pending"
      description="Earned, and not yet at the worker's account. The one that waits longest is on top."
    >
      {view.payouts.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">Everything that was earned has left.</p>
      ) : (
        <Table label="Payouts pending">
          <thead>
            <tr>
              <Th>Job</Th>
              <Th>Waits for</Th>
              <Th>Worker</Th>
              <Th className="text-right">Net</Th>
              <Th className="text-right">Since</Th>
              <Th>
                <span className="sr-only">Retry</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {view.payouts.map((row) => (
              <PayoutRow key={row.jobId} row={row} now={view.now} retry={retry} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

interface PayoutRowProps {
  readonly row: PayoutRowView;
  readonly now: string;
  readonly retry: MoneyPageProps["retry"];
}

function PayoutRow({ row, now, retry }: PayoutRowProps) {
  return (
    <Tr>
      <Td className="max-w-64 min-w-40">
        <Link
          href={`/admin/jobs/${row.jobId}`}
          dir="auto"
          className="block truncate text-left font-medium hover:underline"
        >
          {row.title}
        </Link>
      </Td>
      <Td className="whitespace-nowrap">
        <Badge tone={row.tone} dot>
          {row.status}
        </Badge>
      </Td>
      <Td className="max-w-56">
        <Link href={`/admin/people/${row.workerId}`} className="hover:underline">
          <Name>{row.workerName}</Name>
        </Link>
        <span className="block truncate text-xs text-ink-muted">{row.email}</span>
      </Td>
      <Td className="text-right">
        <Money value={row.net} />
      </Td>
      <Td className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.since} now={now} />
      </Td>
      <Td className="text-right">
        {row.operationId !== null && (
          <ActionButton
            size="sm"
            action={retry.bind(null, row.operationId)}
            done="Stripe is asked again now."
            label={`Retry the payout of ${row.title}`}
          >
            Retry
          </ActionButton>
        )}
      </Td>
    </Tr>
  );
}
