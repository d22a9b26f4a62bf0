import { ArrowLeft, Inbox, Search } from "lucide-react";
import Link from "next/link";
import { formatExact, RelativeTime } from "../format/time";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/page";
import { Paging, type PagingView } from "../ui/paging";
import { MailBody } from "./mail-body";
import { MailKeys } from "./mail-keys";
import type { MailboxView, MailRowView, MailView } from "./types";

/** A mail client of two panes; on a phone one at a time. The choice is in the URL. */
export function Mailbox({ view }: { readonly view: MailboxView }) {
  const reading = view.selected !== null;
  return (
    <div className="grid flex-1 md:h-[calc(100dvh-3.25rem-var(--mark-height,0px))] md:flex-none md:grid-cols-[22rem_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]">
      <h1 className="sr-only">Mailbox</h1>
      <section aria-label="Mails" className={cn("flex min-h-0 min-w-0 flex-col border-r", reading && "hidden md:flex")}>
        <SearchForm to={view.to} />
        <MailList view={view} />
      </section>
      <section aria-label="Mail" className={cn("min-h-0 min-w-0", !reading && "hidden md:block")}>
        {view.selected === null ? <NoMail empty={view.rows.length === 0} /> : <Mail mail={view.selected} view={view} />}
      </section>
      <MailKeys hrefs={view.rows.map((row) => hrefOf(view, row.id))} selected={indexOf(view)} />
    </div>
  );
}

/** A page of what was searched for, with one of its mails open or none. */
function hrefOf({ to, before }: Pick<MailboxView, "to" | "before">, id: string | null): string {
  const query = new URLSearchParams(
    Object.entries({ to, before, id }).flatMap(([name, value]) =>
      value === null || value === "" ? [] : [[name, value]],
    ),
  );
  return query.size === 0 ? "/sandbox/mail" : `/sandbox/mail?${query}`;
}

function pagingOf({ to, before, next }: MailboxView): PagingView {
  return {
    firstHref: before === null ? null : hrefOf({ to, before: null }, null),
    nextHref: next === null ? null : hrefOf({ to, before: next }, null),
  };
}

function indexOf(view: MailboxView): number {
  return view.rows.findIndex((row) => row.id === view.selected?.id);
}

function SearchForm({ to }: { readonly to: string }) {
  return (
    <form role="search" action="/sandbox/mail" className="relative border-b p-3">
      <label htmlFor="mail-to" className="sr-only">
        Search by address
      </label>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-6 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input id="mail-to" name="to" type="search" defaultValue={to} placeholder="Search by address" className="pl-9" />
    </form>
  );
}

function MailList({ view }: { readonly view: MailboxView }) {
  if (view.rows.length === 0) {
    return (
      <p className="p-6 text-center text-sm text-ink-muted">
        {view.to === "" ? "No mail yet." : "No mail to that address."}
      </p>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label="Mails" className="divide-y border-b">
        {view.rows.map((row) => (
          <MailRow key={row.id} row={row} view={view} />
        ))}
      </ul>
      <div className="p-3">
        <Paging paging={pagingOf(view)} />
      </div>
    </div>
  );
}

function MailRow({ row, view }: { readonly row: MailRowView; readonly view: MailboxView }) {
  const current = row.id === view.selected?.id;
  return (
    <li>
      <Link
        href={hrefOf(view, row.id)}
        aria-current={current ? "true" : undefined}
        scroll={false}
        className={cn(
          "block space-y-0.5 px-4 py-3 text-sm transition-colors -outline-offset-2",
          current ? "bg-accent-soft" : "hover:bg-hover/60",
        )}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{row.subject}</span>
          <RelativeTime at={row.createdAt} now={view.now} className="shrink-0 text-xs text-ink-muted" />
        </span>
        <span className="block truncate text-xs text-ink-muted">{row.to}</span>
        <span className="block truncate text-xs text-ink-muted">{row.preview}</span>
      </Link>
    </li>
  );
}

function NoMail({ empty }: { readonly empty: boolean }) {
  return (
    <div className="flex h-full flex-col items-center justify-center">
      <Inbox aria-hidden className="size-8 text-ink-faint" />
      <EmptyState title={empty ? "Nothing here yet" : "No mail selected"}>
        <p>
          {empty
            ? "Register an agent or ask for a login link; the mail lands here."
            : "Choose one, or move with ↑ and ↓."}
        </p>
        <p>
          <Link href="/sandbox/mail/preview" className="rounded text-accent underline-offset-4 hover:underline">
            Look at every template
          </Link>
        </p>
      </EmptyState>
    </div>
  );
}

function Mail({ mail, view }: { readonly mail: MailView; readonly view: MailboxView }) {
  return (
    <article aria-label={mail.subject} className="flex h-full min-h-[70dvh] flex-col md:min-h-0">
      <header className="space-y-1 border-b px-4 py-3.5 sm:px-6">
        <Link
          href={hrefOf(view, null)}
          className="inline-flex h-8 items-center gap-1.5 text-sm text-ink-muted hover:text-ink md:hidden"
        >
          <ArrowLeft aria-hidden className="size-4" />
          All mails
        </Link>
        <h2 className="text-lg font-semibold">{mail.subject}</h2>
        <p className="text-sm text-ink-muted">
          To {mail.to}, <time dateTime={mail.createdAt}>{formatExact(mail.createdAt)}</time>
        </p>
      </header>
      <MailBody id={mail.id} subject={mail.subject} html={mail.html} text={mail.text} />
    </article>
  );
}
