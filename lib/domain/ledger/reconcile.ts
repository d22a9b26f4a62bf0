import { addDays, addMs, DAY_MS, HOUR_MS } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { ProviderMovement } from "@/lib/ports/payments";
import { loadOperation } from "../escrow";
import { bookedOf, feesBooked, operationsBooked, operationsInFlight, type Booked, type Fee } from "./booked";
import { broken, jobBalances, unbalanced } from "./invariants";

/** One thing that the ledger and Stripe, or the ledger and a job, say differently. Amounts in cents; null: it knows nothing of it. */
export interface Difference {
  readonly day: string;
  readonly what: "missing_at_stripe" | "missing_in_ledger" | "amount_differs" | "invariant";
  readonly about: string;
  readonly job_id: Id | null;
  readonly operation_id: Id | null;
  readonly stripe_id: string | null;
  readonly ledger_cents: number | null;
  readonly stripe_cents: number | null;
}

/** Stripe's movements of one day (UTC), in cents by kind, and how many of all things compared differ. */
export interface ReconciledDay {
  readonly day: string;
  readonly jobs: number;
  readonly capture: number;
  readonly refund: number;
  readonly transfer: number;
  readonly reversal: number;
  readonly differences: number;
}

export interface Reconciliation {
  readonly from: Date;
  readonly to: Date;
  readonly days: readonly ReconciledDay[];
  readonly differences: readonly Difference[];
}

type Db = Pick<Ctx, "db" | "payments" | "now">;

/** What an unanswered operation may have done is not missing until after this. */
const IN_FLIGHT_MS = HOUR_MS;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function difference(at: Date, what: Difference["what"], about: string, over: Partial<Difference>): Difference {
  return {
    day: dayOf(at),
    what,
    about,
    job_id: null,
    operation_id: null,
    stripe_id: null,
    ledger_cents: null,
    stripe_cents: null,
    ...over,
  };
}

/** Stripe's side of one operation: more than one movement where it was done twice. */
interface Moved {
  readonly kind: ProviderMovement["kind"];
  readonly jobId: Id | null;
  readonly ids: readonly string[];
  readonly cents: number;
  readonly at: Date;
}

/** Activation fees are the only charges of no job. Pure. */
const isFee = ({ kind, transferGroup }: ProviderMovement): boolean => kind === "capture" && transferGroup === null;

function byOperation(movements: readonly ProviderMovement[]): Map<Id, Moved> {
  const found = new Map<Id, Moved>();
  for (const { operationId, kind, id, amount, transferGroup, createdAt } of movements) {
    if (operationId === null) continue;
    const known = found.get(operationId);
    const ids = [...(known?.ids ?? []), id];
    found.set(operationId, {
      kind,
      jobId: transferGroup,
      ids,
      cents: (known?.cents ?? 0) + amount,
      at: known?.at ?? createdAt,
    });
  }
  return found;
}

function compare(operationId: Id, booked: Booked | undefined, moved: Moved | undefined): Difference[] {
  if (booked?.kind === moved?.kind && booked?.cents === moved?.cents) return [];
  const what =
    booked === undefined ? "missing_in_ledger" : moved === undefined ? "missing_at_stripe" : "amount_differs";
  const at = moved?.at ?? booked?.at;
  if (at === undefined) return [];
  return [
    difference(at, what, moved?.kind ?? booked?.kind ?? "capture", {
      job_id: booked?.job_id ?? moved?.jobId ?? null,
      operation_id: operationId,
      stripe_id: moved?.ids.join(" ") ?? null,
      ledger_cents: booked?.cents ?? null,
      stripe_cents: moved?.cents ?? null,
    }),
  ];
}

/** A refund of no job, as Stripe has it. */
async function refundOf(ctx: Db, { operation_id: operationId, at }: Booked): Promise<Moved | null> {
  const operation = await loadOperation(ctx, operationId);
  if (operation?.request.kind !== "refund") return null;
  const made = await ctx.payments.findRefund(operationId, { operationId, ...operation.request });
  return made === null ? null : { kind: "refund", jobId: null, ids: [made.refundId], cents: made.amount, at };
}

/**
 * The ledger books a little after Stripe, so over midnight they disagree on the day: such movements are looked up by their job, or
 * by themselves.
 */
async function completed(ctx: Db, moved: Map<Id, Moved>, booked: readonly Booked[]): Promise<Map<Id, Moved>> {
  const elsewhere = booked.filter(({ operation_id }) => !moved.has(operation_id));
  const jobs = [...new Set(elsewhere.flatMap(({ job_id }) => (job_id === null ? [] : [job_id])))];
  const all = new Map(moved);
  for (const job of jobs) {
    for (const [operation, movement] of byOperation(await ctx.payments.movementsOfJob(job)))
      if (!all.has(operation)) all.set(operation, movement);
  }
  for (const row of elsewhere.filter(({ job_id }) => job_id === null)) {
    const refund = await refundOf(ctx, row);
    if (refund !== null) all.set(row.operation_id, refund);
  }
  return all;
}

async function compareDay(
  ctx: Db,
  from: Date,
  to: Date,
): Promise<{ day: ReconciledDay; differences: Difference[]; fees: Fee[] }> {
  const movements: ProviderMovement[] = [];
  for await (const movement of ctx.payments.movements({ from, to })) movements.push(movement);
  const [charged, others] = [movements.filter(isFee), movements.filter((one) => !isFee(one))];
  const moved = byOperation(others);
  const operations = [...new Set([...moved.keys(), ...(await operationsBooked(ctx.db, from, to))])];
  const booked = new Map((await bookedOf(ctx.db, operations)).map((row) => [row.operation_id, row]));
  const everywhere = await completed(ctx, moved, [...booked.values()]);
  const inFlight = await operationsInFlight(ctx.db, operations, addMs(ctx.now, -IN_FLIGHT_MS));
  const compared = operations
    .filter((id) => !inFlight.has(id))
    .flatMap((id) => compare(id, booked.get(id), everywhere.get(id)));
  const foreign = others
    .filter(({ operationId }) => operationId === null)
    .map((one) =>
      difference(one.createdAt, "missing_in_ledger", one.kind, {
        job_id: one.transferGroup,
        stripe_id: one.id,
        stripe_cents: one.amount,
      }),
    );
  const fees = charged.map(({ amount, createdAt }) => ({ cents: amount, at: createdAt }));
  const differences = [...compared, ...foreign];
  const ours = others.filter(({ transferGroup }) => transferGroup !== null);
  const total = (kind: ProviderMovement["kind"]) =>
    ours.filter((one) => one.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
  const jobs = new Set(ours.map(({ transferGroup }) => transferGroup)).size;
  const totals = {
    capture: total("capture"),
    refund: total("refund"),
    transfer: total("transfer"),
    reversal: total("reversal"),
  };
  return { day: { day: dayOf(from), jobs, ...totals, differences: differences.length }, differences, fees };
}

/** Activation fees are paired by amount. At the span's edges the other half may lie outside. Pure. */
export function unpairedFees(booked: readonly Fee[], charged: readonly Fee[], from: Date, to: Date): Difference[] {
  const left = [...charged];
  const unbooked = booked.filter((fee) => {
    const pair = left.findIndex(({ cents }) => cents === fee.cents);
    if (pair >= 0) left.splice(pair, 1);
    return pair < 0;
  });
  const [early, late] = [addMs(from, IN_FLIGHT_MS), addMs(to, -IN_FLIGHT_MS)];
  return [
    ...unbooked
      .filter(({ at }) => at > early)
      .map(({ at, cents }) => difference(at, "missing_at_stripe", "activation_fee", { ledger_cents: cents })),
    ...left
      .filter(({ at }) => at < late)
      .map(({ at, cents }) => difference(at, "missing_in_ledger", "activation_fee", { stripe_cents: cents })),
  ];
}

async function invariants(ctx: Db, from: Date, to: Date): Promise<Difference[]> {
  const totals = await unbalanced(ctx.db);
  const jobs = await jobBalances(ctx.db, from, to);
  return [
    ...totals.map(({ currency, cents }) =>
      difference(ctx.now, "invariant", `all postings in ${currency} sum to zero`, { ledger_cents: cents }),
    ),
    ...jobs.flatMap((row) =>
      broken(row).map(({ rule, expected, found }) =>
        difference(row.at, "invariant", `${rule} (${expected} expected, ${found} found)`, {
          job_id: row.job_id,
          ledger_cents: found,
        }),
      ),
    ),
  ];
}

const dayStart = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);

/**
 * Compares the ledger with Stripe, operation by operation and day by day (UTC), both ways, and the ledger with itself and with the
 * jobs' columns (decisions 6). Reads only. Throws `ProviderUnavailable` while Stripe is silent.
 */
export async function reconcile(ctx: Db, span: { readonly from: Date; readonly to: Date }): Promise<Reconciliation> {
  const days: ReconciledDay[] = [];
  const differences: Difference[] = [];
  const charged: Fee[] = [];
  for (let from = dayStart(span.from); from < span.to; from = addDays(from, 1)) {
    const compared = await compareDay(ctx, from, addDays(from, 1));
    days.push(compared.day);
    differences.push(...compared.differences);
    charged.push(...compared.fees);
  }
  const [start, end] = [dayStart(span.from), addDays(dayStart(addMs(span.to, -1)), 1)];
  differences.push(
    ...unpairedFees(await feesBooked(ctx.db, start, end), charged, start, ctx.now < end ? ctx.now : end),
  );
  differences.push(...(await invariants(ctx, start, end)));
  return { from: start, to: end, days, differences };
}
