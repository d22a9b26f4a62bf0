"use client";

import Link from "next/link";
import { useState, useTransition, type SyntheticEvent } from "react";
import { formatDay } from "../format/time";
import { Button } from "../ui/button";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Label, Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
import { Labelled, Row, RowList } from "./row-list";
import type { DifferenceView, ReconcileResult, ReconciliationView } from "./types-machine";

const spans = [
  { days: 1, label: "Today" },
  { days: 7, label: "7 days" },
  { days: 31, label: "31 days" },
] as const;

interface ReconcilePanelProps {
  readonly compare: (days: number) => Promise<ReconcileResult>;
}

/** Compares the ledger with Stripe, as `npm run reconcile` does, and shows every difference. */
export function ReconcilePanel({ compare }: ReconcilePanelProps) {
  const [days, setDays] = useState(7);
  const [result, setResult] = useState<ReconcileResult | null>(null);
  const [comparing, startComparing] = useTransition();

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!comparing) startComparing(async () => setResult(await compare(days)));
  }

  return (
    <Card aria-labelledby="reconcile-title" aria-busy={comparing}>
      <CardHeader
        id="reconcile-title"
        title="Reconciliation"
        description="Every movement of the ledger against Stripe's, both ways, and the ledger against itself and the jobs."
      />
      <CardBody className="space-y-4">
        <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
          <div className="space-y-1.5">
            <Label htmlFor="days">Compare</Label>
            <Select id="days" value={days} onChange={(event) => setDays(Number(event.target.value))} className="w-36">
              {spans.map((span) => (
                <option key={span.days} value={span.days}>
                  {span.label}
                </option>
              ))}
            </Select>
          </div>
          <Button type="submit" blocked={comparing}>
            {comparing ? "Comparing…" : "Compare now"}
          </Button>
        </form>
        <div aria-live="polite">{result !== null && <Result result={result} />}</div>
        {comparing && result === null && <Skeleton className="h-64" />}
      </CardBody>
    </Card>
  );
}

function Result({ result }: { readonly result: ReconcileResult }) {
  if (result.error !== null) return <Notice tone="danger">{result.error}</Notice>;
  const { found } = result;
  return (
    <div className="space-y-4">
      {found.differences.length === 0 ? (
        <Notice tone="accent" title="The ledger and Stripe agree">
          {found.days === 1 ? "Today" : `${found.days} days`}, to the cent.
        </Notice>
      ) : (
        <>
          <Notice
            tone="danger"
            title={found.differences.length === 1 ? "One difference" : `${found.differences.length} differences`}
          />
          <DifferenceRows differences={found.differences} />
        </>
      )}
      <DayTable found={found} />
    </div>
  );
}

const columns = "md:grid-cols-[5.5rem_minmax(0,1.2fr)_minmax(0,1fr)_5.5rem_5.5rem_minmax(0,1fr)]";
const heads = [
  { text: "Day" },
  { text: "Difference" },
  { text: "About" },
  { text: "Ledger", right: true },
  { text: "Stripe", right: true },
  { text: "Id" },
] as const;

function DifferenceRows({ differences }: { readonly differences: readonly DifferenceView[] }) {
  return (
    <RowList label="Differences" columns={columns} heads={heads}>
      {differences.map((one) => (
        <Row key={one.key} columns={columns}>
          <span className="order-2 whitespace-nowrap text-ink-muted tabular-nums">{formatDay(one.day)}</span>
          <span className="order-1 min-w-0 font-medium">{one.what}</span>
          <span className="order-3 col-span-2 min-w-0 break-words md:col-span-1">
            {one.jobId === null ? (
              one.about
            ) : (
              <Link href={`/admin/jobs/${one.jobId}`} className="text-accent hover:underline">
                {one.about}
              </Link>
            )}
          </span>
          <Labelled label="Ledger" className="order-4 tabular-nums md:text-right">
            {one.ledger}
          </Labelled>
          <Labelled label="Stripe" className="order-5 text-right tabular-nums">
            {one.stripe}
          </Labelled>
          <span className="order-6 col-span-2 flex min-w-0 md:col-span-1">
            {one.id !== "" && <CopyableId value={one.id} what="id" />}
          </span>
        </Row>
      ))}
    </RowList>
  );
}

function DayTable({ found }: { readonly found: ReconciliationView }) {
  if (found.rows.length === 0) return <p className="text-sm text-ink-muted">No money moved in this time.</p>;
  return (
    <Table label="Stripe's movements by day">
      <thead>
        <tr>
          <Th>Day</Th>
          <Th className="text-right">Jobs</Th>
          <Th className="text-right">Captured</Th>
          <Th className="text-right">Refunded</Th>
          <Th className="text-right">Transferred</Th>
          <Th className="text-right">Reversed</Th>
          <Th className="text-right">Differences</Th>
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {found.rows.map((row) => (
          <Tr key={row.day}>
            <Td className="whitespace-nowrap">{formatDay(row.day)}</Td>
            <Td className="text-right">{row.jobs}</Td>
            <Td className="text-right">{row.captured}</Td>
            <Td className="text-right">{row.refunded}</Td>
            <Td className="text-right">{row.transferred}</Td>
            <Td className="text-right">{row.reversed}</Td>
            <Td className={row.differences > 0 ? "text-right font-medium text-danger" : "text-right"}>
              {row.differences}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
