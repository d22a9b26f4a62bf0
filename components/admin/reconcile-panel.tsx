"use client";

import Link from "next/link";
import { useState, useTransition, type SyntheticEvent } from "react";
import { formatDay } from "../format/time";
import { Button } from "../ui/button";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Label, Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
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
          <DifferenceTable differences={found.differences} />
        </>
      )}
      <DayTable found={found} />
    </div>
  );
}

function DifferenceTable({ differences }: { readonly differences: readonly DifferenceView[] }) {
  return (
    <Table label="Differences">
      <thead>
        <tr>
          <Th>Day</Th>
          <Th>Difference</Th>
          <Th>About</Th>
          <Th className="text-right">Ledger</Th>
          <Th className="text-right">Stripe</Th>
          <Th>Id</Th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <Tr key={one.key}>
            <Td className="whitespace-nowrap tabular-nums">{formatDay(one.day)}</Td>
            <Td className="whitespace-nowrap">{one.what}</Td>
            <Td>
              {one.jobId === null ? (
                one.about
              ) : (
                <Link href={`/admin/jobs/${one.jobId}`} className="text-accent hover:underline">
                  {one.about}
                </Link>
              )}
            </Td>
            <Td className="text-right tabular-nums">{one.ledger}</Td>
            <Td className="text-right tabular-nums">{one.stripe}</Td>
            <Td className="font-mono text-xs">{one.id}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
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
