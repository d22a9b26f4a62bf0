import { setTimeout as sleep } from "node:timers/promises";
import { addMs, SECOND_MS } from "../kernel/clock";
import { appNow } from "./context";
import type { Deps } from "./runtime";
import { reviveTasks, runDueTasks, waiting, type Queue } from "./tasks";

/** How soon it is looked again whether tasks that run in another process have ended. */
const ELSEWHERE_LOOK_MS = 20;

/** Runs due tasks, and those they add, until none is due and none runs here or in another process. */
async function drain(queue: Queue, ran: Map<string, number>): Promise<void> {
  for (;;) {
    await reviveTasks(queue.deps);
    const open = await waiting(queue);
    if (open.length === 0) return;
    for (const { task, due } of open) if (due > 0) ran.set(task, (ran.get(task) ?? 0) + due);
    await runDueTasks(queue, open);
    if (open.every(({ due }) => due === 0)) await sleep(ELSEWHERE_LOOK_MS);
  }
}

/** Moves the clock forward, and the queue's wall times back by as much, in one transaction. */
export async function moveClock(deps: Deps, ms: number): Promise<void> {
  await deps.db.transaction(async (sql) => {
    await sql.query("UPDATE sandbox.clock SET skew_ms = skew_ms + $1", [ms]);
    await sql.query(
      "UPDATE graphile_worker._private_jobs SET run_at = run_at - $1 * interval '1 millisecond' WHERE locked_at IS NULL",
      [ms],
    );
  });
}

/** In how many milliseconds the next task falls due; null where none waits. */
async function nextDue({ deps, tasks }: Queue): Promise<number | null> {
  const [row] = await deps.db.query<{ ms: number | null }>(
    `SELECT ceil(extract(epoch FROM min(run_at) - clock_timestamp()) * 1000) AS ms
     FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts < max_attempts AND task_identifier = ANY($1)`,
    [Object.keys(tasks)],
  );
  return row?.ms ?? null;
}

/**
 * The sandbox's clock control (sandbox.md): moves the application's time forward by `seconds`, stopping at whatever falls
 * due on the way in order of time and running it, then returns how often each task ran.
 */
export async function advanceClock(queue: Queue, seconds: number): Promise<{ now: Date; ran: Record<string, number> }> {
  const { deps } = queue;
  const ran = new Map<string, number>();
  // What is due already runs before time passes: a day from then on is a whole day for what it sets going.
  await drain(queue, ran);
  const target = addMs(await appNow(deps), seconds * SECOND_MS);
  for (;;) {
    const left = target.getTime() - (await appNow(deps)).getTime();
    if (left <= 0) break;
    const due = await nextDue(queue);
    await moveClock(deps, due === null ? left : Math.min(left, Math.max(due, 1)));
    await drain(queue, ran);
  }
  return { now: await appNow(deps), ran: Object.fromEntries(ran) };
}
