import type { Stage } from "./stage";
import type { JobState, Market, Told, TraderName } from "./state";

/** Compares the model with what the application stored, what Stripe did and what receivers heard. */

/** Something is not as the model says. */
export class Deviation extends Error {
  override readonly name = "Deviation";
}

export function same(what: string, actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Deviation(`${what}: is ${left}, should be ${right}`);
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly payout_status: string;
  readonly waiting: boolean;
  readonly ledger: Readonly<Record<string, number>> | null;
  readonly charged: number;
  readonly returned: number;
  readonly transferred: number;
}

const BOOKS = `
  SELECT j.id, j.status, j.payout_status, j.pending_operation_id IS NOT NULL AS waiting,
    (SELECT json_object_agg(kind, amount) FROM (
       SELECT split_part(p.account_id, ':', 1) AS kind, sum(p.amount_cents)::int AS amount
       FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id WHERE t.job_id = j.id GROUP BY 1) a) AS ledger,
    coalesce((SELECT sum((data->>'amount_captured')::int) FROM sandbox.stripe_objects
       WHERE object = 'charge' AND transfer_group = j.id::text AND data->>'captured' = 'true'), 0) AS charged,
    coalesce((SELECT sum((data->>'amount_refunded')::int) FROM sandbox.stripe_objects
       WHERE object = 'charge' AND transfer_group = j.id::text AND data->>'captured' = 'true'), 0) AS returned,
    coalesce((SELECT sum((data->>'amount')::int) FROM sandbox.stripe_objects
       WHERE object = 'transfer' AND transfer_group = j.id::text), 0) AS transferred
  FROM jobs j WHERE j.id = ANY($1)`;

/** What each account of a job's ledger must hold; debits are positive. */
function ledgerOf({ books }: JobState): Readonly<Record<string, number>> {
  const promised = books.held - books.captured;
  const earned = books.gross - books.fee;
  const fees = books.fee + books.kept;
  const escrow = books.captured - books.gross - books.kept - books.refunded;
  return {
    cards_authorized: promised,
    holds: -promised,
    stripe_balance: books.captured - books.refunded - books.transferred,
    escrow: -escrow,
    refunds_due: 0,
    payable: -(earned - books.transferred),
    platform_fees: -fees,
  };
}

function compareJob(job: JobState, row: Row): void {
  const name = `job ${job.number}`;
  same(`${name}'s status`, row.status, job.status);
  same(`${name}'s payout`, row.payout_status, job.payout);
  same(`${name} waits for Stripe`, row.waiting, job.waiting !== null);
  const ledger = row.ledger ?? {};
  for (const [account, amount] of Object.entries(ledgerOf(job))) {
    same(`${name}'s ${account}`, ledger[account] ?? 0, amount === 0 ? 0 : amount);
  }
  const known = new Set(Object.keys(ledgerOf(job)));
  same(
    `${name}'s other accounts`,
    Object.keys(ledger).filter((account) => !known.has(account)),
    [],
  );
  same(
    `${name}'s ledger, summed`,
    Object.values(ledger).reduce((sum, amount) => sum + amount, 0),
    0,
  );
  const held = -(ledger.escrow ?? 0);
  const owed = -(ledger.payable ?? 0);
  const fees = -(ledger.platform_fees ?? 0);
  const { books } = job;
  same(`${name}'s captured money`, held + owed + books.transferred + fees + books.refunded, books.captured);
  const stripe = { captured: row.charged, refunded: row.returned, transferred: row.transferred };
  same(`${name} at Stripe`, stripe, job.atStripe);
}

export async function compareBooks(stage: Stage, market: Market, ids: readonly string[]): Promise<void> {
  const rows = await stage.app.database.db.query<Row>(BOOKS, [ids], "model-books");
  same("jobs stored", rows.length, market.jobs.length);
  for (const job of market.jobs) {
    const row = rows.find(({ id }) => id === ids[job.number]);
    if (row === undefined) throw new Deviation(`job ${job.number} is not stored`);
    compareJob(job, row);
  }
}

type Payload = Readonly<Record<string, unknown>>;

/** The part of each payload that the model knows. */
const DETAILS: Readonly<Record<string, (payload: Payload) => string>> = {
  "trust.updated": ({ new_score }) => String(new_score),
  "job.created": ({ amount }) => String(amount),
  "job.completed": ({ payout_status }) => String(payout_status),
  "job.cancelled": ({ cancellation_fee }) => String(cancellation_fee),
  "job.delivered": ({ revision_number }) => String(revision_number),
  "job.validation_passed": ({ auto_approved }) => (typeof auto_approved === "boolean" ? String(auto_approved) : ""),
  "payment.received": ({ amount, platform_fee }) => `${String(amount)} ${String(platform_fee)}`,
};

interface Heard {
  readonly to: TraderName | "somebody else";
  readonly event: string;
  readonly payload: Payload;
}

const lineOf = ({ to, event, job, detail }: Omit<Told, "to" | "maybe"> & { readonly to: string }): string =>
  [to, event, job === null ? "" : `job ${job}`, detail].filter((part) => part !== "").join(" ");

function heardLine({ to, event, payload }: Heard, ids: readonly string[]): string {
  const job = typeof payload.job_id === "string" ? ids.indexOf(payload.job_id) : null;
  return lineOf({ to, event, job, detail: DETAILS[event]?.(payload) ?? "" });
}

function compareLines(what: string, heard: readonly string[], told: readonly Told[]): void {
  const expected = told.filter((one) => !one.maybe || heard.includes(lineOf(one)));
  const left = [...heard].sort();
  const right = expected.map(lineOf).sort();
  if (JSON.stringify(left) === JSON.stringify(right)) return;
  const count = (lines: readonly string[], line: string) => lines.filter((other) => other === line).length;
  const all = [...new Set([...left, ...right])].filter((line) => count(left, line) !== count(right, line));
  const report = all.map((line) => `${line}: ${count(left, line)} times, should be ${count(right, line)}`);
  throw new Deviation(`${what}:\n  ${report.join("\n  ")}`);
}

/** Every event of the table was written, once, to whom it concerns, and no other. */
export async function compareEvents(stage: Stage, market: Market, ids: readonly string[], since: number) {
  const rows = await stage.app.database.db.query<{ agent_id: string; type: string; payload: Payload }>(
    "SELECT agent_id, type, payload FROM events WHERE seq > $1",
    [since],
    "model-events",
  );
  const nameOf = (id: string): Heard["to"] =>
    id === stage.traders.ann.id ? "ann" : id === stage.traders.bob.id ? "bob" : "somebody else";
  const heard = rows.map(({ agent_id, type, payload }) =>
    heardLine({ to: nameOf(agent_id), event: type, payload }, ids),
  );
  compareLines("events", heard, market.told);
}

/** The webhook receivers heard exactly that; the same event (by its id) may have come more than once. */
export function compareReceived(stage: Stage, market: Market, ids: readonly string[]): void {
  const nameOf = (path: string): Heard["to"] =>
    path === stage.traders.ann.path ? "ann" : path === stage.traders.bob.path ? "bob" : "somebody else";
  const once = new Map(stage.market.received.map((hit) => [`${hit.path} ${String(hit.body.id)}`, hit]));
  const heard = [...once.values()].map(({ path, event, body }) =>
    heardLine({ to: nameOf(path), event, payload: body }, ids),
  );
  compareLines("webhooks", heard, market.told);
}

/** The whole ledger sums to zero, no webhook is left behind, and no two postings stand for one effect. */
export async function compareEnd(stage: Stage, ids: readonly string[]): Promise<void> {
  const [row] = await stage.app.database.db.query<{ ledger: number; undelivered: number }>(
    `SELECT (SELECT coalesce(sum(amount_cents), 0) FROM ledger_postings) AS ledger,
       (SELECT count(*) FROM webhook_deliveries WHERE job_id = ANY($1) AND status <> 'delivered') AS undelivered`,
    [ids],
  );
  same("the whole ledger, summed", row?.ledger, 0);
  same("webhooks not delivered", row?.undelivered, 0);
}
