import { type Host, mustCall } from "./patience.ts";

/** What a trade has left at Stripe, in cents. */
export interface StripeSide {
  captured: number;
  refunded: number;
  transferred: number;
  /** How often money was captured, refunded and transferred. */
  captures: number;
  refunds: number;
  transfers: number;
  /** Holds that are still open. */
  open: number;
}

interface StripeObject {
  readonly id: string;
  readonly status?: string;
  readonly amount: number;
  readonly amount_received?: number;
  readonly payment_intent?: string;
  readonly transfer_group?: string | null;
}

/** The emulator's own account of every job, read as one would read Stripe's dashboard. */
export async function readStripe(host: Host): Promise<ReadonlyMap<string, StripeSide>> {
  const jobs = new Map<string, StripeSide>();
  const side = (jobId: string): StripeSide => {
    const found = jobs.get(jobId) ?? {
      captured: 0,
      refunded: 0,
      transferred: 0,
      captures: 0,
      refunds: 0,
      transfers: 0,
      open: 0,
    };
    jobs.set(jobId, found);
    return found;
  };
  const jobOfIntent = new Map<string, string>();
  for (const intent of await listAll(host, "payment_intents")) {
    const jobId = intent.transfer_group ?? "none";
    jobOfIntent.set(intent.id, jobId);
    const job = side(jobId);
    if (intent.status === "requires_capture") job.open += 1;
    if (intent.status !== "succeeded") continue;
    job.captures += 1;
    job.captured += intent.amount_received ?? 0;
  }
  for (const refund of await listAll(host, "refunds")) {
    const job = side(jobOfIntent.get(refund.payment_intent ?? "") ?? "none");
    job.refunds += 1;
    job.refunded += refund.amount;
  }
  for (const transfer of await listAll(host, "transfers")) {
    const job = side(transfer.transfer_group ?? "none");
    job.transfers += 1;
    job.transferred += transfer.amount;
  }
  return jobs;
}

async function listAll(host: Host, kind: string): Promise<readonly StripeObject[]> {
  const all: StripeObject[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last === undefined ? "" : `&starting_after=${last.id}`;
    const { json } = await mustCall(host, "GET", `/sandbox/stripe/v1/${kind}?limit=100${after}`, {
      token: "sk_sandbox",
    });
    all.push(...(json.data as readonly StripeObject[]));
    if (json.has_more !== true) return all;
  }
}
