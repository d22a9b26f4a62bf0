import { z } from "zod";
import { addMs, monotonicMs, SECOND_MS } from "@/lib/kernel/clock";
import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { transact } from "@/lib/platform/transact";
import { attempt, deliveryTask, giveUp } from "./attempt";
import { hold, letGo, letGoWhenIdle, loadDue, loadReceiver, type Due, type Receiver } from "./receiver";

/** How much is read at a time; the receiver's address, secrets and state are read with it. */
const BATCH = 10;
/** How long one receiver has a worker before the others have their turn. */
const SHIFT_MS = 5 * SECOND_MS;

type Lane = "sound" | "failing";
const TASK_OF = { sound: TASK.deliverWebhook, failing: TASK.deliverToFailing } as const;

/** How a turn ended: all was sent, it goes on later in this lane, or it goes on in the lane of the failing. */
type Turn = "done" | Lane;

/** Nobody listens: the agent is gone, or its endpoint was switched off. What the agent itself asked for is tried all the same. */
function isDeaf(receiver: Receiver, due: Due): boolean {
  const living = receiver.agent_status === "active" || receiver.agent_status === "suspended";
  return !living || (receiver.webhook_disabled_at !== null && !due.asked);
}

/** Attempts a batch, one after the other; ends with the first failure. */
async function sendBatch(ctx: Ctx, receiver: Receiver, batch: readonly Due[], ends: number): Promise<Turn> {
  const began = monotonicMs();
  let known = receiver;
  for (const due of batch) {
    const now = addMs(receiver.now, monotonicMs() - began);
    if (!(await attempt({ ...ctx, now }, known, due))) return "failing";
    known = { ...known, webhook_failing_since: null, webhook_disabled_at: null };
    if (monotonicMs() > ends) return "sound";
  }
  return "done";
}

/** Sends what is due until nothing is, the receiver fails, or its turn is over. Only the receiver's holder calls it. */
async function turn(ctx: Ctx, agentId: AgentId, jobId: string, lane: Lane): Promise<Turn> {
  const ends = monotonicMs() + SHIFT_MS;
  for (;;) {
    const [receiver, due] = await Promise.all([loadReceiver(ctx, agentId), loadDue(ctx, agentId, BATCH)]);
    const sent = receiver === null ? "done" : await sendDue(ctx, receiver, due, { lane, ends });
    if (sent !== "done") return sent;
    // What came after a batch that was not full has a task of its own: it left word, or will find the receiver free.
    if (due.length < BATCH && (await letGoWhenIdle(ctx, agentId, jobId))) return "done";
  }
}

async function sendDue(
  ctx: Ctx,
  receiver: Receiver,
  due: readonly Due[],
  { lane, ends }: { readonly lane: Lane; readonly ends: number },
): Promise<Turn> {
  const heard = due.filter((one) => !isDeaf(receiver, one));
  await giveUp(
    ctx,
    due.filter((one) => !heard.includes(one)),
  );
  if (heard.length > 0 && lane === "sound" && receiver.webhook_failing_since !== null) return "failing";
  return sendBatch(ctx, receiver, heard, ends);
}

/**
 * Sends a receiver all that is due, in the order of its events and one at a time. One that fails goes on in a lane where it can
 * only wait for others that fail; one with much to take goes on when the others have had their turn.
 */
async function deliver(ctx: Ctx, agentId: AgentId, jobId: string, lane: Lane): Promise<void> {
  if (!(await hold(ctx, agentId, jobId))) return;
  let next: Turn;
  try {
    next = await turn(ctx, agentId, jobId, lane);
  } catch (error) {
    await letGo(ctx, agentId, jobId);
    throw error;
  }
  if (next === "done") return;
  // First let go, then say that there is more: whoever hears it must find the receiver free. Dying in between, this job runs again.
  await letGo(ctx, agentId, jobId);
  await transact(ctx, { tasks: [deliveryTask(agentId, { task: TASK_OF[next], key: `hook:${next}:${agentId}` })] });
}

const payloadSchema = z.object({ agent_id: z.string() });

const runIn =
  (lane: Lane): Task =>
  (ctx, payload, jobId) =>
    deliver(ctx, payloadSchema.parse(payload).agent_id, jobId, lane);

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.deliverWebhook]: runIn("sound"),
  [TASK.deliverToFailing]: runIn("failing"),
};
