import type { ReviewRowView, ReviewsView, SlaView } from "@/components/admin/types";
import * as admin from "@/lib/domain/console";
import type { DisputeStatus } from "@/lib/kernel/statuses";
import { eur, iso } from "../view";
import { PAGE, pagingOf, readParam, placeParam, type AdminParams } from "./list";
import { adminContext } from "./operator";

const STATES: readonly DisputeStatus[] = ["in_review", "open", "ruled", "resolved"];

export async function loadReviews(props: AdminParams): Promise<ReviewsView> {
  const ctx = await adminContext();
  const asked = await readParam(props, "state");
  const state = STATES.find((known) => known === asked) ?? "in_review";
  const after = await placeParam(props);
  const page = await admin.reviews(ctx, state, { after, limit: PAGE });
  const params = { state: state === "in_review" ? undefined : state };
  return {
    now: iso(ctx.now),
    state,
    rows: page.rows.map((row) => rowOf(row, ctx.now)),
    paging: pagingOf("/admin", params, page, after),
  };
}

function rowOf(row: admin.ReviewRow, now: Date): ReviewRowView {
  return {
    id: row.id,
    title: row.title,
    jobStatus: row.jobStatus,
    state: row.state,
    buyerName: row.buyerName,
    workerName: row.workerName,
    stake: eur(row.capturedCents),
    ruling: row.ruling,
    sla: row.state === "in_review" ? slaOf(row, now) : null,
    createdAt: iso(row.createdAt),
  };
}

/** What is left of a review's time. While its job is frozen, that is what was left when it froze. */
export function slaOf(
  { slaDueAt, frozenAt }: { readonly slaDueAt: Date | null; readonly frozenAt: Date | null },
  now: Date,
): SlaView | null {
  if (slaDueAt === null) return null;
  const remainingMs = slaDueAt.getTime() - (frozenAt ?? now).getTime();
  return { dueAt: iso(slaDueAt), remainingMs, running: frozenAt === null };
}
