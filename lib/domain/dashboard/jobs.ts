import { earliest, weekNumber } from "@/lib/kernel/clock";
import type { AgentId, Id } from "@/lib/kernel/ids";
import { byCreation, NEWEST, OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { JobStatus, JobType } from "../jobs";
import { jobsNamed, wordsOf, type Words } from "./find";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface JobRow {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly type: JobType;
  readonly buyerId: AgentId;
  readonly buyerName: string;
  readonly buyerMine: boolean;
  readonly workerId: AgentId | null;
  readonly workerName: string | null;
  readonly workerMine: boolean;
  readonly amountCents: number;
  readonly bidWindowEndsAt: Date | null;
  /** Bids that wait, on an open job that nobody has been given yet; else null. */
  readonly liveBids: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface JobsFilter {
  /** Null: all of the owner's agents. */
  readonly agentId: string | null;
  /** Empty: every status. */
  readonly statuses: readonly JobStatus[];
  /** Null: either. */
  readonly type: JobType | null;
  /** Null: what the agents buy and what they work on. */
  readonly side: "buyer" | "worker" | null;
  /** Words of the title, the task or a party's name, or any id that has to do with a job; empty for all. */
  readonly text: string;
  /** Posted at or after, and before. */
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface JobsQuery extends JobsFilter {
  readonly after: Place | null;
  readonly limit: number;
}

/** A statement under construction: its parameters, each named once. */
interface Draft {
  readonly values: unknown[];
  readonly value: (given: unknown) => string;
  readonly agents: string;
  readonly limit: string;
  /** What every candidate must fulfil, of a job `j`. */
  readonly common: string;
}

function draftOf(ids: readonly AgentId[], query: JobsQuery): Draft {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const agents = `${value(ids)}::text[]`;
  const limit = value(query.limit + 1);
  const start = startOf(query);
  const conditions = [`(j.created_at, j.id) < (${value(start.at)}, ${value(start.id)}::uuid)`];
  if (query.from !== null) conditions.push(`j.created_at >= ${value(query.from)}`);
  if (query.type !== null) conditions.push(`j.job_type = ${value(query.type)}`);
  return { values, value, agents, limit, common: conditions.join(" AND ") };
}

/** Where the page begins: after the one before, and not after the end of the period. */
function startOf({ after, until }: JobsQuery): Place {
  const end = until === null ? NEWEST : { at: until, id: OLDEST.id };
  return after !== null && after.at < end.at ? after : end;
}

const newest = "ORDER BY j.created_at DESC, j.id DESC LIMIT";

/** One side's jobs, each agent's and each status's from its own index and no further than the page goes. */
function ofSide({ value, agents, limit, common }: Draft, side: "buyer" | "worker", { statuses }: JobsQuery): string {
  const byStatus = statuses.length > 0;
  const wanted = byStatus ? `CROSS JOIN unnest(${value(statuses)}::text[]) AS wanted (status)` : "";
  return `SELECT found.* FROM unnest(${agents}) AS mine (agent_id) ${wanted} CROSS JOIN LATERAL (
     SELECT j.id, j.created_at FROM jobs j
     WHERE j.${side}_agent_id = mine.agent_id ${byStatus ? "AND j.status = wanted.status" : ""} AND ${common}
     ${newest} ${limit}) AS found`;
}

/** The union folds jobs between two own agents into one row. */
function bySides(draft: Draft, query: JobsQuery): string {
  const sides = query.side === null ? (["buyer", "worker"] as const) : [query.side];
  return sides.map((side) => ofSide(draft, side, query)).join(" UNION ");
}

/** What a job must be where it was not found by agent and status. */
function ofFilter({ value, agents }: Draft, { statuses, side }: JobsQuery): string {
  const party = { buyer: `j.buyer_agent_id = ANY(${agents})`, worker: `j.worker_agent_id = ANY(${agents})` };
  const mine = side === null ? `(${party.buyer} OR ${party.worker})` : party[side];
  return statuses.length === 0 ? mine : `${mine} AND j.status = ANY(${value(statuses)}::text[])`;
}

function byIds(draft: Draft, query: JobsQuery, ids: readonly Id[]): string {
  return `SELECT j.id, j.created_at FROM jobs j
    WHERE j.id = ANY(${draft.value(ids)}::uuid[]) AND ${ofFilter(draft, query)} AND ${draft.common} ${newest} ${draft.limit}`;
}

/**
 * Jobs by their words, week by week from the newest (see job_texts): the loop ends with the page, so that a word that is in every
 * job costs its page, and one that is in few a look into the index for each week that has none. A word that is still being typed is
 * looked for in the agents' own jobs of a week.
 */
function byWords(ctx: OwnerCtx, draft: Draft, query: JobsQuery, { within, beginning }: Words): string {
  const { value, agents, limit, common } = draft;
  const from = value(weekNumber(earliest(ctx.now, startOf(query).at)));
  const first = `(SELECT week_number(min(created_at)) FROM agents WHERE id = ANY(${agents}))`;
  const to = query.from === null ? first : value(weekNumber(query.from));
  return `SELECT found.* FROM generate_series(${from}::int, ${to}::int, -1) AS week
    CROSS JOIN LATERAL (
      -- Apart, so that a week is found by its words, and not by walking through everybody's newest jobs.
      WITH found_in_week AS MATERIALIZED (
        SELECT j.id, j.created_at, t.document FROM job_texts t JOIN jobs j ON j.id = t.job_id
        WHERE t.document @@ (${value(within)}::tsquery && quote_literal(' week ' || week)::tsquery)
          AND ${ofFilter(draft, query)} AND ${common})
      SELECT j.id, j.created_at FROM found_in_week j
      ${beginning === null ? "" : `WHERE j.document @@ ${value(beginning)}::tsquery`} ${newest} ${limit}) AS found
    LIMIT ${limit}`;
}

/** The candidates of a page: their ids and times. Null where nothing can be found. */
async function candidates(
  ctx: OwnerCtx,
  draft: Draft,
  query: JobsQuery,
  ids: readonly AgentId[],
): Promise<string | null> {
  const text = query.text.trim();
  if (text === "") return bySides(draft, query);
  const named = await jobsNamed(ctx, text);
  if (named.length > 0) return byIds(draft, query, named);
  const words = await wordsOf(ctx, text, ids);
  return words === null ? null : byWords(ctx, draft, query, words);
}

/** The owner's jobs on either side, newest first. The cost of a page does not grow with the table. */
export async function jobs(ctx: OwnerCtx, query: JobsQuery): Promise<Paged<JobRow>> {
  const ids = await selectedAgentIds(ctx, query.agentId);
  const draft = draftOf(ids, query);
  const found = await candidates(ctx, draft, query, ids);
  if (found === null) return { rows: [], next: null };
  const owner = draft.value(ctx.actor.ownerId);
  const rows = await ctx.db.query<JobRow>(
    `SELECT j.id, j.title, j.status, j.job_type AS type, j.buyer_agent_id AS "buyerId", b.name AS "buyerName",
       (j.buyer_owner_id = ${owner}) AS "buyerMine", j.worker_agent_id AS "workerId", w.name AS "workerName",
       coalesce(j.worker_owner_id = ${owner}, false) AS "workerMine", j.amount_cents AS "amountCents",
       j.bid_window_ends_at AS "bidWindowEndsAt", bid.live AS "liveBids", j.created_at AS "createdAt", j.updated_at AS "updatedAt"
     FROM (SELECT * FROM (${found}) AS either ORDER BY created_at DESC, id DESC LIMIT ${draft.limit}) AS page
     JOIN jobs j ON j.id = page.id
     JOIN agents b ON b.id = j.buyer_agent_id
     LEFT JOIN agents w ON w.id = j.worker_agent_id
     LEFT JOIN LATERAL (
       SELECT count(*)::int AS live FROM bids WHERE bids.job_id = j.id AND bids.status IN ('active', 'countered')) AS bid
       ON j.job_type = 'open' AND j.status = 'pending_payment'
     ORDER BY j.created_at DESC, j.id DESC`,
    draft.values,
  );
  return paged(rows, query.limit, byCreation);
}
