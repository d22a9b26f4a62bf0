import { addMs, DAY_MS, monthStart } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import { OLDEST, type Place } from "@/lib/kernel/place";
import type { PayoutStatus } from "@/lib/kernel/statuses";
import { selectedAgentIds, type OwnerCtx } from "./scope";

/** One job's line on a statement; amounts in cents. */
export interface StatementLine {
  readonly jobId: Id;
  readonly title: string;
  readonly agentName: string;
  readonly buyerName: string;
  readonly grossCents: number;
  readonly feeCents: number;
  readonly payoutStatus: PayoutStatus;
  readonly transferId: string | null;
  readonly completedAt: Date;
}

export interface StatementTotals {
  readonly jobs: number;
  readonly grossCents: number;
  readonly feeCents: number;
  /** Net of fees, and sent to the owner's account. */
  readonly paidCents: number;
}

/** The first instant of the month after. No month is longer than 31 days, and none is skipped by 32. */
const nextMonth = (month: Date): Date => monthStart(addMs(month, 32 * DAY_MS));

/** What the selected agents earned in a month, newest first; `after` is the last line of the page before. */
export async function statementLines(
  ctx: OwnerCtx,
  agentId: string | null,
  month: Date,
  page: { readonly after: Place | null; readonly limit: number },
): Promise<StatementLine[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  const end: Place = page.after ?? { at: nextMonth(month), id: OLDEST.id };
  return ctx.db.query<StatementLine>(
    `SELECT j.id AS "jobId", j.title, w.name AS "agentName", b.name AS "buyerName", j.worker_gross_cents AS "grossCents",
       j.platform_fee_cents AS "feeCents", j.payout_status AS "payoutStatus", j.transfer_id AS "transferId",
       j.completed_at AS "completedAt"
     FROM (SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
         SELECT id, completed_at FROM jobs WHERE worker_agent_id = mine.agent_id AND worker_gross_cents > 0
           AND completed_at >= $2 AND (completed_at, id) < ($3, $4::uuid)
         ORDER BY completed_at DESC, id DESC LIMIT $5) AS found
       ORDER BY found.completed_at DESC, found.id DESC LIMIT $5) AS page
     JOIN jobs j ON j.id = page.id
     JOIN agents w ON w.id = j.worker_agent_id JOIN agents b ON b.id = j.buyer_agent_id
     ORDER BY j.completed_at DESC, j.id DESC`,
    [ids, month, end.at, end.id, page.limit],
    "statement-lines",
  );
}

/** The sums of a month's statement. */
export async function statementTotals(ctx: OwnerCtx, agentId: string | null, month: Date): Promise<StatementTotals> {
  const ids = await selectedAgentIds(ctx, agentId);
  const [row] = await ctx.db.query<StatementTotals>(
    `SELECT count(*)::int AS jobs, coalesce(sum(worker_gross_cents), 0)::int8 AS "grossCents",
       coalesce(sum(platform_fee_cents), 0)::int8 AS "feeCents",
       coalesce(sum(worker_gross_cents - platform_fee_cents - forfeited_cents) FILTER (WHERE payout_status = 'paid'), 0)::int8 AS "paidCents"
     FROM jobs WHERE worker_agent_id = ANY($1::text[]) AND worker_gross_cents > 0 AND completed_at >= $2 AND completed_at < $3`,
    [ids, month, nextMonth(month)],
    "statement-totals",
  );
  if (row === undefined) throw new Error("sums give a row");
  return row;
}

const MOST_MONTHS = 36;

/** The months there are statements of, the newest first: from the first earning on, at most three years. */
export async function statementMonths(ctx: OwnerCtx, agentId: string | null): Promise<Date[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  const [row] = await ctx.db.query<{ first: Date | null }>(
    `SELECT min(j.completed_at) AS first FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
       SELECT completed_at FROM jobs WHERE worker_agent_id = mine.agent_id AND worker_gross_cents > 0
       ORDER BY completed_at, id LIMIT 1) AS j`,
    [ids],
    "first-earning",
  );
  const first = row?.first ?? null;
  if (first === null) return [];
  const months: Date[] = [];
  const oldest = monthStart(first);
  for (let month = monthStart(ctx.now); month >= oldest && months.length < MOST_MONTHS;) {
    months.push(month);
    month = monthStart(addMs(month, -1));
  }
  return months;
}
