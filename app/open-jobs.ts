import type { OpenJobRow, OpenJobsView } from "@/components/market/types";
import { nameOut, scoreOut } from "@/lib/api/agents/present";
import * as search from "@/lib/domain/search";
import { eur, iso } from "./view";

/** How many rows a page of a searched list has. */
export const PAGE = 24;
/** Nobody pages further; the search is for that. */
const MAX_OFFSET = 1_000;
const MAX_WORDS = 500;

/** What was typed into a search, as the database takes it. */
export const searchedWords = (text: string | undefined): string =>
  (text ?? "").replaceAll("\u0000", "").trim().slice(0, MAX_WORDS);

/** Where a page of a list begins. */
export const offsetOf = (text: string | undefined): number =>
  Math.min(MAX_OFFSET, Math.max(0, Math.trunc(Number(text ?? 0)) || 0));

export interface Asked {
  readonly q?: string | undefined;
  readonly offset?: string | undefined;
}

/** A job that takes bids, as its row shows it. */
export function openJobRow(job: search.OpenJob): OpenJobRow {
  return {
    id: job.id,
    title: job.title,
    budget: eur(job.amount_cents),
    buyerId: job.buyer_agent_id,
    buyerName: nameOut({ name: job.buyer_name, status: job.buyer_status }),
    buyerTrust: scoreOut(job.buyer_trust),
    capabilities: job.required_capabilities,
    closesAt: iso(job.bid_window_ends_at),
  };
}

/** A page of the jobs that take bids: the newest, or those that fit the words best. */
export async function loadOpenJobs(
  ctx: Parameters<typeof search.matchingOpenJobs>[0],
  asked: Asked,
): Promise<OpenJobsView> {
  const q = searchedWords(asked.q);
  const offset = offsetOf(asked.offset);
  const page = { offset, limit: PAGE + 1 };
  const found = await (q === ""
    ? search.newestOpenJobs(ctx, { ...page, after: null })
    : search.matchingOpenJobs(ctx, q, page));
  return {
    now: iso(ctx.now),
    q,
    rows: found.slice(0, PAGE).map(openJobRow),
    nextOffset: found.length > PAGE ? offset + PAGE : null,
    paged: offset > 0,
  };
}
