/**
 * The only file that reads the machine's clock. Business rules never call it: they take `ctx.now`, the application's
 * time, which the sandbox can move (spec: sandbox.md). Wall time is for signatures, browser sessions and durations.
 */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The machine's time. */
export function wallNow(): Date {
  return new Date();
}

/** Milliseconds since an arbitrary start, for durations. */
export function monotonicMs(): number {
  return performance.now();
}

/** The moment so many milliseconds after `at`; before it for a negative number. */
export function addMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** As `addMs`, in hours. */
export function addHours(at: Date, hours: number): Date {
  return addMs(at, hours * HOUR_MS);
}

/** As `addMs`, in days of 24 hours: no time zone is looked at. */
export function addDays(at: Date, days: number): Date {
  return addMs(at, days * DAY_MS);
}

/** The earliest of the moments given; null stands for none. */
export function earliest(first: Date, ...others: readonly (Date | null)[]): Date {
  return others.reduce<Date>((least, at) => (at !== null && at < least ? at : least), first);
}

/** The latest of the moments given; null stands for none. */
export function latest(first: Date, ...others: readonly (Date | null)[]): Date {
  return others.reduce<Date>((most, at) => (at !== null && at > most ? at : most), first);
}

/** First instant of the calendar month (UTC) that `at` lies in: the period of spending limits (decisions 3). */
export function monthStart(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

/** Whole seconds since the epoch, as JWTs and Stripe count. */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / SECOND_MS);
}

/** The moment so many seconds after the epoch, as JWTs and Stripe give it. */
export function fromEpochSeconds(seconds: number): Date {
  return new Date(seconds * SECOND_MS);
}

/** Weeks since 1970, as the database's `week_number` counts them for job_texts. */
export const weekNumber = (at: Date): number => Math.floor(at.getTime() / (7 * DAY_MS));
