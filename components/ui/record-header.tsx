import Link from "next/link";
import type { ReactNode } from "react";

interface RecordHeaderProps {
  /** The list that it is in. */
  readonly list: { readonly href: string; readonly label: string };
  /** What it is, after the list's name. */
  readonly kind?: string;
  readonly title: string;
  /** Beside the title: an amount, what can be done. */
  readonly aside?: ReactNode;
  /** Below the title: state, parties, id. */
  readonly children: ReactNode;
}

/** The head of a page about one record: the way back, what it is called, what it is worth and how it stands. */
export function RecordHeader({ list, kind, title, aside, children }: RecordHeaderProps) {
  return (
    <header className="space-y-3">
      <nav aria-label="Breadcrumb" className="text-sm text-ink-muted">
        <Link href={list.href} className="hover:text-ink hover:underline">
          {list.label}
        </Link>
        {kind !== undefined && (
          <>
            <span aria-hidden> / </span>
            <span>{kind}</span>
          </>
        )}
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2">
        <h1 dir="auto" className="min-w-0 flex-1 basis-80 text-left text-2xl font-semibold break-words">
          {title}
        </h1>
        {aside}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted *:min-w-0">{children}</div>
    </header>
  );
}

interface HeadAmountProps {
  readonly children: ReactNode;
  /** What the amount is: "at stake". */
  readonly note?: string;
}

/** An amount at the head of a record. */
export function HeadAmount({ children, note }: HeadAmountProps) {
  return (
    <p className="text-2xl font-semibold sm:text-right">
      {children}
      {note !== undefined && <span className="block text-sm font-normal text-ink-muted">{note}</span>}
    </p>
  );
}
