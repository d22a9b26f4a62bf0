import { invariant } from "@/lib/kernel/assert";
import { newStripeId } from "./ids";
import type { Reads, Remembered, Store } from "./store";
import { internalError, keyInUse, keyReused, lockTimeout, StripeFailure } from "./wire/failures";
import { Work, type WorkSettings } from "./work";

/** How often a request reads again after another changed what it read. */
const MAX_ATTEMPTS = 8;
const OK = 200;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  /** The request whose answer this is, where it is a remembered one. */
  readonly replayOf: string | null;
}

export interface Command {
  readonly reads: Reads;
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null;
  /** Does the work and gives the answer's body; throws `StripeFailure`. */
  readonly run: (work: Work) => Promise<object>;
}

/** Runs one API request: read, decide, write all of it or nothing, and remember the answer under its key. */
export async function answer(store: Store, settings: WorkSettings, command: Command): Promise<Answer> {
  const requestId = newStripeId("req", 14);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const given = await attemptOnce(store, settings, command, requestId);
    if (given !== "conflict") return given;
  }
  return failureAnswer(lockTimeout(), requestId);
}

async function attemptOnce(
  store: Store,
  settings: WorkSettings,
  command: Command,
  requestId: string,
): Promise<Answer | "conflict"> {
  const { idempotency } = command;
  const loaded = await store.load(command.reads, idempotency?.key ?? null);
  if (loaded.remembered !== null) return replay(loaded.remembered, command, requestId);
  const identity = { requestId, idempotencyKey: idempotency?.key ?? null };
  const work = new Work(store, settings, identity, command.reads, loaded);
  const outcome = await outcomeOf(work, command);
  if (outcome instanceof StripeFailure && outcome.effect === "validation") return failureAnswer(outcome, requestId);

  const status = outcome instanceof StripeFailure ? outcome.status : OK;
  const body = outcome instanceof StripeFailure ? failureBody(outcome, requestId) : JSON.stringify(outcome);
  // A refusal did nothing; only its answer is written.
  const kept =
    outcome instanceof StripeFailure && outcome.effect === "refusal"
      ? new Work(store, settings, identity, command.reads, loaded)
      : work;
  const result =
    kept.idle && idempotency === null
      ? "done"
      : await kept.commit(idempotency && { ...idempotency, status, body, requestId });
  if (result === "conflict") return "conflict";
  return result === "in_progress" ? failureAnswer(keyInUse(), requestId) : { status, body, requestId, replayOf: null };
}

async function outcomeOf(work: Work, command: Command): Promise<object> {
  try {
    return await command.run(work);
  } catch (error) {
    if (error instanceof StripeFailure) return error;
    throw error;
  }
}

function replay(remembered: Remembered, command: Command, requestId: string): Answer {
  invariant(command.idempotency !== null, "an answer was remembered without a key");
  if (remembered.fingerprint !== command.idempotency.fingerprint) {
    return failureAnswer(keyReused(command.idempotency.key), requestId);
  }
  return { status: remembered.status, body: remembered.body, requestId, replayOf: remembered.requestId };
}

export function failureAnswer(failure: StripeFailure, requestId = newStripeId("req", 14)): Answer {
  return { status: failure.status, body: failureBody(failure, requestId), requestId, replayOf: null };
}

function failureBody(failure: StripeFailure, requestId: string): string {
  const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
  return JSON.stringify({ error: { ...failure.body, request_log_url } });
}

/**
 * Work that no API request asked for: a page a person clicked through, a timer. Throws the `StripeFailure` of what the
 * work refuses; a decline's effects (the failed charge) stay.
 */
export async function perform<T extends object>(
  store: Store,
  settings: WorkSettings,
  run: (work: Work) => Promise<T>,
): Promise<T> {
  const reads: Reads = { ids: [], parents: [] };
  const identity = { requestId: null, idempotencyKey: null };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const work = new Work(store, settings, identity, reads, await store.load(reads, null));
    const outcome = await settled(run(work));
    if ("failure" in outcome && outcome.failure.effect !== "decline") throw outcome.failure;
    const result = work.idle ? "done" : await work.commit(null);
    if (result === "conflict") continue;
    if ("failure" in outcome) throw outcome.failure;
    return outcome.value;
  }
  throw internalError("Too many requests changed this object at once.");
}

async function settled<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly failure: StripeFailure }> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof StripeFailure) return { failure: error };
    throw error;
  }
}
