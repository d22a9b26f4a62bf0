import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { openJobsById } from "./open-jobs";
import { meaningOf, type Meaning } from "./query";
import { MAX_CANDIDATES, MAX_MATCHES, rank, type Candidate } from "./rank";
import type { OpenJob } from "./types";

/** The newest open jobs that match a text-search query, the best match first. $1 is now, $2 what was asked. */
const byWords = (foundBy: "all" | "any", query: string, score: string): string => `
  SELECT '${foundBy}' AS found_by, id, NULL::bytea AS vector FROM (
    SELECT job_id AS id, ${score}(document, ${query}) AS score FROM (
      SELECT o.job_id, o.document FROM open_jobs o WHERE o.document @@ ${query} AND o.closes_at > $1
      ORDER BY o.job_id DESC LIMIT ${MAX_MATCHES}) newest
    ORDER BY score DESC, job_id DESC LIMIT ${MAX_CANDIDATES}) best`;

const ALL_WORDS = byWords("all", "websearch_to_tsquery('english', $2)", "ts_rank_cd");
const ANY_WORD = byWords("any", "any_word($2)", "ts_rank");
const NEAR = `SELECT 'near' AS found_by, id, vector FROM nearest_open_jobs($3, $4::bit(512), $5, $1, ${MAX_CANDIDATES})`;

// Not prepared by name: how to look for words depends on how common they are.
async function candidates(ctx: Pick<Ctx, "db" | "now">, q: string, meaning: Meaning | null): Promise<Candidate<Id>[]> {
  if (meaning === null) return ctx.db.query(ALL_WORDS, [ctx.now, q]);
  const values = [ctx.now, q, meaning.model, meaning.signs, meaning.topics];
  return ctx.db.query(`(${ALL_WORDS}) UNION ALL (${ANY_WORD}) UNION ALL (${NEAR})`, values);
}

/**
 * Open jobs that take bids and answer what was asked, in its words or in others, the best answer first (docs/search.md). In
 * quotation marks, and with a minus before a word, words alone decide.
 */
export async function matchingOpenJobs(
  ctx: Pick<Ctx, "db" | "now" | "models" | "log">,
  q: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<OpenJob[]> {
  const meaning = await meaningOf(ctx, q);
  const ids = rank(await candidates(ctx, q, meaning), meaning).slice(offset, offset + limit);
  return openJobsById(ctx, ids);
}
