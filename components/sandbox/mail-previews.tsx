import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/page";
import { MailBody } from "./mail-body";

interface MailPreviewsProps {
  readonly names: readonly string[];
  readonly shown: {
    readonly name: string;
    readonly subject: string;
    readonly html: string;
    readonly text: string;
    /** What an owner turns off to get no such mails; null where it is always sent. */
    readonly kind: string | null;
  } | null;
}

/** The mails' templates beside the one that is looked at. */
export function MailPreviews({ names, shown }: MailPreviewsProps) {
  return (
    <div className="grid flex-1 md:h-[calc(100dvh-3.25rem-var(--mark-height,0px))] md:flex-none md:grid-cols-[16rem_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]">
      <h1 className="sr-only">Mail templates</h1>
      <nav
        aria-label="Templates"
        className="flex min-h-0 flex-col gap-1 overflow-y-auto border-b p-3 md:border-r md:border-b-0"
      >
        <Link
          href="/sandbox/mail"
          className="inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm text-ink-muted hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          Mailbox
        </Link>
        <ul className="flex gap-1 overflow-x-auto md:flex-col">
          {names.map((name) => (
            <li key={name}>
              <TemplateLink name={name} current={name === shown?.name} />
            </li>
          ))}
        </ul>
      </nav>
      {shown === null ? (
        <EmptyState title="No templates">
          <p>The application sends no mail.</p>
        </EmptyState>
      ) : (
        <article aria-label={shown.subject} className="flex min-h-[70dvh] min-w-0 flex-col md:min-h-0">
          <header className="space-y-1 border-b px-4 py-3.5 sm:px-6">
            <h2 className="text-lg font-semibold">{shown.subject}</h2>
            <p className="text-sm text-ink-muted">
              {shown.kind === null ? "Always sent" : `Optional: ${shown.kind}`}. The values are made up.
            </p>
          </header>
          <MailBody id={shown.name} subject={shown.subject} html={shown.html} text={shown.text} />
        </article>
      )}
    </div>
  );
}

function TemplateLink({ name, current }: { readonly name: string; readonly current: boolean }) {
  return (
    <Link
      href={`/sandbox/mail/preview?name=${name}`}
      aria-current={current ? "true" : undefined}
      scroll={false}
      className={cn(
        "block rounded-md px-2.5 py-1.5 font-mono text-sm whitespace-nowrap",
        current ? "bg-accent-soft" : "hover:bg-hover/60",
      )}
    >
      {name}
    </Link>
  );
}
