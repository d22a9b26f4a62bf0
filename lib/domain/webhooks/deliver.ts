import { z } from "zod";
import { addMs, monotonicMs, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId } from "@/lib/kernel/ids";
import { contextOf, type Ctx } from "@/lib/platform/context";
import type { Deps } from "@/lib/platform/runtime";
import { TASK } from "@/lib/platform/task-names";
import type { SelfTimedTask, Tasks } from "@/lib/platform/tasks";
import { Conflict } from "@/lib/platform/transact";
import { attempt, giveUp, type Next } from "./attempt";
import { letGo, take, type Due } from "./receiver";

/** How much is read at a time; the receiver's address, secrets and state are read with it. */
const BATCH = 10;
/** How long one receiver has a worker before the others have their turn. */
const SHIFT_MS = 5 * SECOND_MS;

/** A receiver that a job of the queue holds, until its turn ends. */
interface Turn {
  readonly deps: Deps;
  readonly agentId: AgentId;
  readonly jobId: string;
  readonly ends: number;
}

/** Nobody listens: the agent is gone, or its endpoint was switched off. What the agent itself asked for is tried all the same. */
function isDeaf(due: Due): boolean {
  const living = due.agent_status === "active" || due.agent_status === "suspended";
  return !living || (due.webhook_disabled_at !== null && !due.asked);
}

/**
 * One that fails goes on in a lane where it can only wait for others that fail; one with much to take goes on when the others
 * have had their turn.
 */
function nextOf(turn: Turn, delivered: boolean, isLast: boolean): Next {
  if (!delivered) return { keep: false, task: TASK.deliverToFailing };
  if (monotonicMs() > turn.ends) return { keep: false, task: TASK.deliverWebhook };
  return isLast ? { keep: false, task: null } : { keep: true };
}

function contextAt({ deps }: Turn, read: Date, began: number): Ctx {
  const now = addMs(read, monotonicMs() - began);
  return contextOf(deps, now, { kind: "system" }, `job-${newId(now)}`);
}

/** Attempts a batch, one after the other, until one fails. Whether the receiver is still held. */
async function sendBatch(turn: Turn, batch: readonly Due[]): Promise<boolean> {
  const began = monotonicMs();
  let soundNow = {};
  for (const due of batch) {
    const ctx = contextAt(turn, due.now, began);
    const next = (delivered: boolean) => nextOf(turn, delivered, due === batch.at(-1));
    if (!(await attempt(ctx, { ...due, ...soundNow }, turn.jobId, next))) return false;
    // What comes after the first was read before that one was taken.
    soundNow = { webhook_failing_since: null, webhook_disabled_at: null };
  }
  return true;
}

async function sendDue(turn: Turn, due: readonly Due[]): Promise<boolean> {
  const deaf = due.filter(isDeaf);
  const [first] = deaf;
  if (first !== undefined) await giveUp(contextAt(turn, first.now, monotonicMs()), deaf);
  return sendBatch(
    turn,
    due.filter((one) => !deaf.includes(one)),
  );
}

/** Another run of the same delivery was faster (at least once, decisions 9): what is left is read anew. */
function lookAgain(error: unknown): boolean {
  if (error instanceof Conflict) return true;
  throw error;
}

/** Sends a receiver all that is due, in the order of its events and one at a time, as long as this job holds it. */
async function deliver(turn: Turn, failing: boolean): Promise<void> {
  const { deps, agentId, jobId } = turn;
  try {
    for (;;) {
      const due = await take(deps, agentId, jobId, { failing, limit: BATCH });
      if (due.length === 0 || !(await sendDue(turn, due).catch(lookAgain))) return;
    }
  } catch (error) {
    await letGo(deps, agentId, jobId);
    throw error;
  }
}

const payloadSchema = z.object({ agent_id: z.string() });

const runIn = (failing: boolean): SelfTimedTask => ({
  run: (deps, payload, jobId) =>
    deliver({ deps, agentId: payloadSchema.parse(payload).agent_id, jobId, ends: monotonicMs() + SHIFT_MS }, failing),
});

export const tasks: Tasks = {
  [TASK.deliverWebhook]: runIn(false),
  [TASK.deliverToFailing]: runIn(true),
};
