const title = new Intl.DateTimeFormat("en", { timeZone: "UTC", month: "long", year: "numeric" });

/** "November 2026". */
export const monthTitle = (month: Date): string => title.format(month);

/** "2026-11". */
export const writeMonth = (month: Date): string => month.toISOString().slice(0, 7);

/** The first instant of a month (UTC); null for what is none. */
export function readMonth(text: string): Date | null {
  const at = new Date(`${text}-01T00:00:00.000Z`);
  return /^20\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) ? at : null;
}

export function statementHref(month: Date, agentId: string | null): string {
  return `/dashboard/statements/${writeMonth(month)}${agentId === null ? "" : `?agent=${agentId}`}`;
}
