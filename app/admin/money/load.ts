import type {
  DifferenceView,
  MoneyPageView,
  OperationRowView,
  PayoutRowView,
  ReconcileRunView,
  ReconciliationView,
} from "@/components/admin/types-machine";
import { formatMoney } from "@/components/format/money";
import * as admin from "@/lib/domain/console";
import type { Difference, Reconciliation } from "@/lib/domain/ledger";
import { eur, iso } from "../../view";
import { auditRowOf } from "../audit";
import { PAGE, pagingOf, placeParam, type AdminParams } from "../list";
import { adminContext } from "../operator";

/** How many earlier comparisons, and failed refunds, are shown; the audit log has the rest. */
const RUNS = 5;
const RETURNED = 10;
const PATH = "/admin/money";

export async function loadMoney(props: AdminParams): Promise<MoneyPageView> {
  const ctx = await adminContext();
  const [refusedAfter, payoutsAfter] = await Promise.all([
    placeParam(props, undefined, "refused"),
    placeParam(props, undefined, "payouts"),
  ]);
  const [pending, refused, payouts, runs, returned] = await Promise.all([
    admin.pendingOperations(ctx, PAGE),
    admin.refusedOperations(ctx, { after: refusedAfter, limit: PAGE }),
    admin.pendingPayouts(ctx, { after: payoutsAfter, limit: PAGE }),
    admin.auditLog(ctx, { actor: null, action: "reconcile" }, { after: null, limit: RUNS }),
    admin.auditLog(ctx, { actor: null, action: "refund.failed" }, { after: null, limit: RETURNED }),
  ]);
  return {
    now: iso(ctx.now),
    runs: runs.rows.map(runOf),
    pending: pending.map(operationOf),
    refused: refused.rows.map(operationOf),
    refusedPaging: pagingOf(PATH, {}, refused, refusedAfter, "refused"),
    payouts: payouts.rows.map(payoutOf),
    payoutsPaging: pagingOf(PATH, {}, payouts, payoutsAfter, "payouts"),
    returned: returned.rows.map(auditRowOf),
  };
}

function runOf(row: admin.AuditRow): ReconcileRunView {
  const { differences } = row.details;
  return {
    id: row.id,
    day: row.subjectId,
    by: row.actor === "system" ? "automatically" : row.actor,
    differences: typeof differences === "number" ? differences : 0,
    at: iso(row.at),
  };
}

function sentence(words: string): string {
  const text = words.replaceAll("_", " ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function operationOf(row: admin.OperationRow): OperationRowView {
  return {
    id: row.id,
    what: sentence(row.kind),
    waitingFor: row.command === null ? null : `for: ${row.command.replaceAll("_", " ")}`,
    jobId: row.jobId,
    title: row.title,
    amount: eur(row.amountCents),
    attempts: row.attempts,
    error: row.error,
    at: iso(row.completedAt ?? row.createdAt),
    retry: retryOf(row),
  };
}

/** What a retry is told to have done; null where the verb would refuse it. */
function retryOf({ status, command }: admin.OperationRow): string | null {
  if (status === "pending") return "Stripe is asked again now.";
  return command === "resolve" ? "The ruling is executed again now." : null;
}

const waits: Record<admin.PayoutRow["status"], Pick<PayoutRowView, "status" | "tone">> = {
  none: { status: "Nothing", tone: "info" },
  pending: { status: "Stripe's answer", tone: "info" },
  pending_onboarding: { status: "Owner's bank account", tone: "warn" },
  pending_retry: { status: "The next attempt", tone: "warn" },
  paid: { status: "Nothing", tone: "info" },
  reversed: { status: "Nothing", tone: "info" },
};

function payoutOf(row: admin.PayoutRow): PayoutRowView {
  return {
    jobId: row.jobId,
    title: row.title,
    ...waits[row.status],
    net: eur(row.netCents),
    workerId: row.workerId,
    workerName: row.workerName,
    email: row.email,
    operationId: row.operationId,
    since: iso(row.since),
  };
}

const money = (cents: number): string => formatMoney(eur(cents));
const known = (cents: number | null): string => (cents === null ? "nothing" : money(cents));

/** A comparison as the page shows it: days on which nothing moved are left out. */
export function reconciliationOf(days: number, found: Reconciliation): ReconciliationView {
  const moved = found.days.filter((day) => day.jobs > 0 || day.differences > 0);
  return {
    days,
    rows: moved.map((day) => ({
      day: day.day,
      jobs: day.jobs,
      captured: money(day.capture),
      refunded: money(day.refund),
      transferred: money(day.transfer),
      reversed: money(day.reversal),
      differences: day.differences,
    })),
    differences: found.differences.map(differenceOf),
  };
}

function differenceOf(one: Difference, at: number): DifferenceView {
  return {
    key: `${at} ${one.operation_id ?? one.stripe_id ?? one.about}`,
    day: one.day,
    what: sentence(one.what),
    about: one.about,
    jobId: one.job_id,
    ledger: known(one.ledger_cents),
    stripe: known(one.stripe_cents),
    id: one.stripe_id ?? one.operation_id ?? "",
  };
}
