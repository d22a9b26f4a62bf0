import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Card } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { Tabs } from "../ui/tabs";
import type { AuditRowView } from "./types";
import type { AuditPageView } from "./types-machine";
import { UserText } from "../ui/user-text";

/** The query of the log for one operator, or for one kind of act. */
const hrefOf = (name: "actor" | "action", value: string): string => `/admin/audit?${name}=${encodeURIComponent(value)}`;

/** Every act of an operator, and what the system did in an operator's place. Rows are never changed or deleted. */
export function AuditPage({ view }: { readonly view: AuditPageView }) {
  const { filter } = view;
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Who did what, when and why. The database itself refuses to change or delete a row."
      />
      {filter !== null && (
        <Tabs
          label="Filters"
          tabs={[
            { href: "/admin/audit", label: "All", current: false },
            { href: hrefOf(filter.column, filter.value), label: filter.value, current: true },
          ]}
        />
      )}
      <Card>
        {view.rows.length === 0 ? (
          <EmptyState title="Nothing is on record">
            <p>Rulings, freezes, suspensions, retries and comparisons appear here as they are made.</p>
          </EmptyState>
        ) : (
          <ol aria-label="Acts" className="divide-y">
            {view.rows.map((row) => (
              <Act key={row.id} row={row} now={view.now} />
            ))}
          </ol>
        )}
      </Card>
      <Paging paging={view.paging} />
    </Page>
  );
}

function Act({ row, now }: { readonly row: AuditRowView; readonly now: string }) {
  return (
    <li className="space-y-1.5 px-4 py-3.5 text-sm sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link href={hrefOf("action", row.action)} className="font-mono text-xs font-medium hover:underline">
          {row.action}
        </Link>
        <Subject row={row} />
        <span className="ml-auto flex min-w-0 flex-wrap gap-x-3 text-ink-muted">
          <Link href={hrefOf("actor", row.actor)} className="min-w-0 break-all hover:underline">
            {row.actor}
          </Link>
          <RelativeTime at={row.at} now={now} />
        </span>
      </p>
      {row.reason !== null && <UserText label={`Reason of ${row.action}`} text={row.reason} />}
      {row.details !== null && (
        <details>
          <summary className="rounded text-xs text-ink-muted hover:text-ink">What was recorded</summary>
          <pre className="mt-1.5 overflow-x-auto rounded-lg border bg-subtle p-3 font-mono text-xs break-words whitespace-pre-wrap">
            {row.details}
          </pre>
        </details>
      )}
    </li>
  );
}

function Subject({ row: { subject } }: { readonly row: AuditRowView }) {
  const text = (
    <>
      {subject.type} <span className="font-mono text-xs">{subject.id}</span>
    </>
  );
  if (subject.href === null) return <span className="min-w-0 break-all text-ink-muted">{text}</span>;
  return (
    <Link href={subject.href} className="min-w-0 break-all text-accent hover:underline">
      {text}
    </Link>
  );
}
