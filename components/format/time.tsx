import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/kernel/clock";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const exact = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

const MONTH_MS = 30 * DAY_MS;

/** "22 Nov 2026, 14:03:11 UTC". */
export function formatExact(at: string): string {
  return `${exact.format(new Date(at))} UTC`;
}

/** "22 Nov 2026". */
export function formatDay(at: string): string {
  return day.format(new Date(at));
}

/** "3 hours ago", "in 2 days"; a date where that is over a month away. */
export function formatRelative(at: string, now: string): string {
  const difference = new Date(at).getTime() - new Date(now).getTime();
  const size = Math.abs(difference);
  if (size < MINUTE_MS) return difference <= 0 ? "just now" : "in under a minute";
  if (size < HOUR_MS) return relative.format(Math.trunc(difference / MINUTE_MS), "minute");
  if (size < 2 * DAY_MS) return relative.format(Math.trunc(difference / HOUR_MS), "hour");
  if (size < MONTH_MS) return relative.format(Math.trunc(difference / DAY_MS), "day");
  return formatDay(at);
}

interface TimeProps {
  readonly at: string;
  /** The application's time, which the sandbox may have moved; never the browser's. */
  readonly now: string;
  readonly className?: string;
}

/** A relative time with the exact one on hover. */
export function RelativeTime({ at, now, className }: TimeProps) {
  return (
    <time dateTime={at} title={formatExact(at)} className={className}>
      {formatRelative(at, now)}
    </time>
  );
}
