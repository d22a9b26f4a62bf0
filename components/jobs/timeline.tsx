import {
  Banknote,
  CircleDot,
  FileText,
  Gavel,
  HandCoins,
  MessageSquare,
  ScanSearch,
  Star,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Money } from "../format/money";
import { Card, CardBody, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import type { TimelineEntry, TimelineKind } from "./types";
import { UserText } from "../ui/user-text";

const icons: Record<TimelineKind, LucideIcon> = {
  state: CircleDot,
  money: Banknote,
  validation: ScanSearch,
  file: FileText,
  message: MessageSquare,
  bid: HandCoins,
  dispute: Gavel,
  review: Star,
  webhook: Webhook,
};

const tones: Record<TimelineEntry["tone"], string> = {
  neutral: "bg-subtle text-ink-muted",
  accent: "bg-accent-soft text-accent",
  info: "bg-info-soft text-info",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
};

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  readonly now: string;
}

/** Entries that are shown before one asks for more. */
const SHOWN = 40;

const isWebhook = ({ kind }: TimelineEntry): boolean => kind === "webhook";

/** Where the first entry is that is not shown at once. Webhooks' deliveries do not count: they show only when asked for. */
function cutOf(entries: readonly TimelineEntry[]): number {
  const last = entries.filter((entry) => !isWebhook(entry))[SHOWN];
  return last === undefined ? entries.length : entries.indexOf(last);
}

/** Everything that happened to the job, newest first, in one order. */
export function Timeline({ entries, now }: TimelineProps) {
  const webhooks = entries.filter(isWebhook).length;
  const cut = cutOf(entries);
  return (
    <Card aria-labelledby="timeline-title" className="group/timeline">
      <CardHeader
        id="timeline-title"
        title="Timeline"
        action={webhooks > 0 ? <WebhooksToggle count={webhooks} /> : undefined}
      />
      <CardBody>
        <Entries entries={entries.slice(0, cut)} now={now} />
        {cut < entries.length && (
          <details className="mt-5 text-sm">
            <summary className="rounded py-0.5 text-ink-muted hover:text-ink">
              {entries.slice(cut).filter((entry) => !isWebhook(entry)).length} earlier entries
            </summary>
            <div className="mt-4">
              <Entries entries={entries.slice(cut)} now={now} />
            </div>
          </details>
        )}
      </CardBody>
    </Card>
  );
}

/** A box alone: what it shows is already there (`group-has-checked` below), so that it works without script. */
function WebhooksToggle({ count }: { readonly count: number }) {
  return (
    <label className="flex items-center gap-2 text-sm text-ink-muted">
      <input type="checkbox" className="size-4 accent-accent" />
      Webhook deliveries ({count})
    </label>
  );
}

function Entries({ entries, now }: TimelineProps) {
  return (
    <ol className="relative">
      {entries.map((entry, index) => (
        <Entry key={entry.id} entry={entry} now={now} last={index === entries.length - 1} />
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly now: string;
  readonly last: boolean;
}

function Entry({ entry, now, last }: EntryProps) {
  const Icon = icons[entry.kind];
  return (
    <li
      className={cn(
        "relative gap-3",
        isWebhook(entry) ? "hidden group-has-checked/timeline:flex" : "flex",
        !last && "pb-5",
      )}
    >
      {!last && <span aria-hidden className="absolute top-7 bottom-0 left-3.25 w-px bg-line" />}
      <span
        aria-hidden
        className={cn("flex size-6.5 shrink-0 items-center justify-center rounded-full", tones[entry.tone])}
      >
        <Icon className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5 text-sm">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <p className="min-w-0 font-medium">
            {entry.href === undefined ? (
              entry.title
            ) : (
              <Link href={entry.href} prefetch={false} className="hover:underline">
                {entry.title}
              </Link>
            )}
          </p>
          {entry.amount !== null && <Money value={entry.amount} className="font-medium" />}
          <span className="ml-auto text-xs text-ink-muted">
            <RelativeTime at={entry.at} now={now} />
          </span>
        </div>
        {entry.detail !== null && (
          <UserText label={entry.title} text={entry.detail} className="mt-0.5 text-ink-muted" />
        )}
      </div>
    </li>
  );
}
