import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/kernel/clock";

const relative = new Intl.RelativeTimeFormat("en", { style: "long" });

/* Written out, so that the server and every browser agree: some say "Sept". */
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const MONTH_MS = 30 * DAY_MS;

/** "22 Nov 2026". */
export function formatDay(at: string): string {
  const day = new Date(at);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ""} ${day.getUTCFullYear()}`;
}

const clock = (at: string, digits: number): string => new Date(at).toISOString().slice(11, 11 + digits);

/** "22 Nov 2026, 14:03:11 UTC". */
export function formatExact(at: string): string {
  return `${formatDay(at)}, ${clock(at, 8)} UTC`;
}

/** "22 Nov 2026, 14:03 UTC". */
export function formatMoment(at: string): string {
  return `${formatDay(at)}, ${clock(at, 5)} UTC`;
}

/**
 * "3 hours ago", "in 2 days"; a date where that is over a month away. What is past is counted in whole units; what is to come is
 * rounded, so that 72 hours are still three days a minute later.
 */
export function formatRelative(at: string, now: string): string {
  const difference = new Date(at).getTime() - new Date(now).getTime();
  if (Math.abs(difference) < MINUTE_MS) return difference <= 0 ? "just now" : "in under a minute";
  const count = (unit: number): number => (difference < 0 ? Math.trunc : Math.round)(difference / unit);
  if (Math.abs(count(MINUTE_MS)) < 60) return relative.format(count(MINUTE_MS), "minute");
  if (Math.abs(count(HOUR_MS)) < 24) return relative.format(count(HOUR_MS), "hour");
  if (Math.abs(difference) < MONTH_MS) return relative.format(count(DAY_MS), "day");
  return formatDay(at);
}

/** A time to keep, in a sentence: "in 2 days (1 Dec 2026, 14:20 UTC)". */
export function formatDue(at: string, now: string): string {
  const [said, moment] = [formatRelative(at, now), formatMoment(at)];
  return moment.startsWith(said) ? `on ${moment}` : `${said} (${moment})`;
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

/** When something was, where its order and distance to others matter; the second is on hover. */
export function ExactTime({ at, className }: Omit<TimeProps, "now">) {
  return (
    <time dateTime={at} title={formatExact(at)} className={className}>
      {formatMoment(at)}
    </time>
  );
}

/** A time to keep: how far away it is, and its date and hour beside. */
export function DueTime({ at, now, className }: TimeProps) {
  return (
    <time dateTime={at} className={className}>
      {formatDue(at, now)}
    </time>
  );
}
