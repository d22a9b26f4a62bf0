import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { ExactTime, formatDay } from "../format/time";
import { CopyButton } from "../ui/copy-button";
import { Card } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { UserText } from "../ui/user-text";
import { AuditFilters } from "./audit-filters";
import { folded, type Folded } from "./fold";
import { actLabel } from "./labels";
import type { AuditRowView } from "./types";
import type { AuditPageView } from "./types-machine";

/** Every act of an operator, and what the system did in an operator's place. Rows are never changed or deleted. */
export function AuditPage({ view }: { readonly view: AuditPageView }) {
  const { filter } = view;
  const narrowed = filter.actor !== null || filter.action !== null;
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Who did what, when and why. The database itself refuses to change or delete a row."
      />
      <AuditFilters filter={filter} actors={view.actors} />
      <Card>
        {view.rows.length === 0 ? (
          <EmptyState title={narrowed ? "No results" : "Nothing is on record"}>
            <p>Rulings, freezes, suspensions, retries and comparisons appear here as they are made.</p>
          </EmptyState>
        ) : (
          <ol aria-label="Acts" className="divide-y">
            {folded(view.rows, ({ quiet }) => quiet).map((entry) => (
              <Entry key={entry.kind === "row" ? entry.row.id : entry.first.id} entry={entry} />
            ))}
          </ol>
        )}
      </Card>
      <Paging paging={view.paging} />
    </Page>
  );
}

function Entry({ entry }: { readonly entry: Folded<AuditRowView> }) {
  return (
    <li className="px-4 py-3.5 text-sm sm:px-5">
      {entry.kind === "row" ? <Act row={entry.row} /> : <Quiet rows={entry.rows} />}
    </li>
  );
}

/** What the system did many times over, and found nothing wrong. */
function Quiet({ rows }: { readonly rows: readonly AuditRowView[] }) {
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  return (
    <details className="group/fold">
      <summary className="flex items-start gap-2 rounded text-ink-muted hover:text-ink">
        <ChevronRight
          aria-hidden
          className="-ml-1 size-5 shrink-0 p-0.5 transition-transform group-open/fold:rotate-90"
        />
        <span className="flex flex-1 flex-wrap items-baseline justify-between gap-x-3">
          <span>
            {actLabel(newest.action)}, automatically, {rows.length} times without a difference
          </span>
          <span>
            {formatDay(oldest.at)} to {formatDay(newest.at)}
          </span>
        </span>
      </summary>
      <ol className="mt-3 space-y-3 border-l pl-4">
        {rows.map((row) => (
          <li key={row.id}>
            <Act row={row} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Act({ row }: { readonly row: AuditRowView }) {
  return (
    <div className="space-y-1.5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">{actLabel(row.action)}</span>
        <Subject row={row} />
        <span className="flex min-w-0 flex-wrap gap-x-3 text-ink-muted sm:ml-auto">
          <span className="min-w-0 break-all">{row.actor}</span>
          <ExactTime at={row.at} />
        </span>
      </p>
      {row.reason !== null && <UserText label={`Reason: ${actLabel(row.action)}`} text={row.reason} />}
      {row.details !== null && (
        <details>
          <summary className="rounded text-xs text-ink-muted hover:text-ink">What was recorded</summary>
          <pre className="mt-1.5 overflow-x-auto rounded-lg border bg-subtle p-3 font-mono text-xs break-words whitespace-pre-wrap">
            {row.details}
          </pre>
        </details>
      )}
    </div>
  );
}

function Subject({ row: { subject } }: { readonly row: AuditRowView }) {
  const text = (
    <>
      {subject.type} <span className="font-mono text-xs">{subject.id}</span>
    </>
  );
  return (
    <span className="inline-flex min-w-0 items-center gap-0.5">
      {subject.href === null ? (
        <span className="min-w-0 break-all text-ink-muted">{text}</span>
      ) : (
        <Link href={subject.href} className="min-w-0 break-all text-accent hover:underline">
          {text}
        </Link>
      )}
      <CopyButton value={subject.id} what={`${subject.type} id`} />
    </span>
  );
}
