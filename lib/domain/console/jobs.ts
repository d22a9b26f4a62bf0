import { earliest, weekNumber } from "@/lib/kernel/clock";
import { isAgentId, isId, type Id } from "@/lib/kernel/ids";
import { byCreation, NEWEST, OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { JobStatus } from "../jobs";
import type { AdminCtx } from "./scope";

export interface JobRow {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly buyerName: string;
  readonly workerName: string | null;
  readonly amountCents: number;
  readonly createdAt: Date;
  readonly frozenAt: Date | null;
}

export interface JobsFilter {
  /** An id that leads to jobs, or words of a title or a task; empty for all jobs. */
  readonly text: string;
  /** Empty: every status. What an id leads to is found in any. */
  readonly statuses: readonly JobStatus[];
}

interface Page {
  readonly after: Place | null;
  readonly limit: number;
}

const COLUMNS = `
  j.id, j.title, j.status, b.name AS "buyerName", w.name AS "workerName", j.amount_cents AS "amountCents", j.created_at AS "createdAt",
  j.frozen_at AS "frozenAt"`;
const PARTIES = "JOIN agents b ON b.id = j.buyer_agent_id LEFT JOIN agents w ON w.id = j.worker_agent_id";
const NEWEST_FIRST = "ORDER BY j.created_at DESC, j.id DESC";

const FROZEN = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM jobs WHERE status = 'frozen' AND (frozen_at, id) > ($1, $2::uuid) ORDER BY frozen_at, id LIMIT $3) AS j
  ${PARTIES} ORDER BY j.frozen_at, j.id`;

/** Jobs that stand still, the one that waits longest first. */
export async function frozenJobs(ctx: AdminCtx, { after, limit }: Page): Promise<Paged<JobRow>> {
  const { at, id } = after ?? OLDEST;
  const rows = await ctx.db.query<JobRow>(FROZEN, [at, id, limit + 1], "console-frozen-jobs");
  return paged(rows, limit, (row) => ({ at: row.frozenAt ?? row.createdAt, id: row.id }));
}

/** A statement under construction: its parameters, each named once. */
interface Draft {
  readonly values: unknown[];
  readonly value: (given: unknown) => string;
  /** That a job `j` is on the page or later. */
  readonly after: string;
  readonly limit: string;
}

function draftOf({ at, id }: Place, limit: number): Draft {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  return {
    values,
    value,
    after: `(j.created_at, j.id) < (${value(at)}, ${value(id)}::uuid)`,
    limit: value(limit + 1),
  };
}

/** The newest jobs for which `condition` holds, each status's from its own part of an index and no further than the page goes. */
function newestWhere({ value, after, limit }: Draft, condition: string, statuses: readonly JobStatus[]): string {
  const rows = (status: string) =>
    `SELECT j.id, j.created_at FROM jobs j WHERE ${condition}${status}${after} ${NEWEST_FIRST} LIMIT ${limit}`;
  if (statuses.length === 0) return `(${rows("")})`;
  const wanted = `unnest(${value(statuses)}::text[]) AS wanted (status)`;
  return `SELECT found.* FROM ${wanted} CROSS JOIN LATERAL (${rows("j.status = wanted.status AND ")}) AS found`;
}

/** What an id may name of a job: the job, or its dispute, operation or file. */
const byOwnId = (id: string): string => `
  SELECT id FROM jobs WHERE id = ${id}
  UNION SELECT job_id FROM disputes WHERE id = ${id}
  UNION SELECT job_id FROM stripe_operations WHERE id = ${id} AND job_id IS NOT NULL
  UNION SELECT job_id FROM files WHERE id = ${id}`;

const STRIPES = /^(?:pi|ch|py|dp|du)_\w+$/;
const byStripeId = (id: string): string => `
  SELECT id FROM jobs WHERE payment_intent_id = ${id}
  UNION SELECT id FROM jobs WHERE charge_id = ${id}
  UNION SELECT job_id FROM chargebacks WHERE stripe_dispute_id = ${id}`;

const ofIds = ({ after }: Draft, ids: string): string =>
  `SELECT j.id, j.created_at FROM jobs j WHERE j.id IN (${ids}) AND ${after}`;

/**
 * Week by week from the newest (see job_texts), so that neither a word that every job has nor one that few have costs more than
 * its page, and a look into the index for each week that has none.
 */
function byWords({ value, after, limit }: Draft, words: string, newest: Date, statuses: readonly JobStatus[]): string {
  const oldest = "(SELECT week_number(created_at) FROM jobs ORDER BY created_at, id LIMIT 1)";
  const status = statuses.length === 0 ? "" : `j.status = ANY (${value(statuses)}::text[]) AND `;
  return `SELECT found.* FROM generate_series(${value(weekNumber(newest))}::int, ${oldest}, -1) AS week
    CROSS JOIN LATERAL (
      -- Apart, so that a week is found by its words, and not by walking through all newest jobs.
      WITH found_in_week AS MATERIALIZED (
        SELECT j.id, j.created_at FROM job_texts t JOIN jobs j ON j.id = t.job_id
        WHERE t.document @@ (${value(words)}::tsquery && quote_literal(' week ' || week)::tsquery) AND ${status}${after})
      SELECT j.id, j.created_at FROM found_in_week j ${NEWEST_FIRST} LIMIT ${limit}) AS found
    LIMIT ${limit}`;
}

/** A text as a query of job_texts: all of its words, the last as its beginning. Null where there is no word in it. */
async function tsqueryOf(ctx: AdminCtx, text: string): Promise<string | null> {
  const [row] = await ctx.db.query<{ words: string | null }>(
    "SELECT CASE WHEN numnode(words) > 0 THEN words::text || ':*' END AS words FROM plainto_tsquery('simple', $1) AS words",
    [text],
    "console-words-asked",
  );
  return row?.words ?? null;
}

/** The candidates of a page: their ids and times. Null where nothing can be found. */
async function candidates(
  ctx: AdminCtx,
  draft: Draft,
  { text, statuses }: JobsFilter,
  start: Place,
): Promise<string | null> {
  if (text === "") return newestWhere(draft, "", statuses);
  if (isId(text)) return ofIds(draft, byOwnId(draft.value(text)));
  if (STRIPES.test(text)) return ofIds(draft, byStripeId(draft.value(text)));
  if (isAgentId(text)) {
    const agent = draft.value(text);
    const side = (party: "buyer" | "worker") => newestWhere(draft, `j.${party}_agent_id = ${agent} AND `, statuses);
    return `${side("buyer")} UNION ${side("worker")}`;
  }
  const words = await tsqueryOf(ctx, text);
  return words === null ? null : byWords(draft, words, earliest(ctx.now, start.at), statuses);
}

/** All jobs, newest first, or those that an id leads to or that have all of the words. A page costs the same in any table. */
export async function jobs(ctx: AdminCtx, filter: JobsFilter, { after, limit }: Page): Promise<Paged<JobRow>> {
  const start = after ?? NEWEST;
  const draft = draftOf(start, limit);
  const found = await candidates(ctx, draft, filter, start);
  if (found === null) return { rows: [], next: null };
  const rows = await ctx.db.query<JobRow>(
    `SELECT ${COLUMNS} FROM (SELECT id FROM (${found}) AS j ${NEWEST_FIRST} LIMIT ${draft.limit}) AS page
     JOIN jobs j ON j.id = page.id ${PARTIES} ${NEWEST_FIRST}`,
    draft.values,
  );
  return paged(rows, limit, byCreation);
}
