import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Logger as WorkerLogger,
  run,
  runOnce,
  type JobHelpers,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import { monotonicMs, SECOND_MS } from "../kernel/clock";
import { newId } from "../kernel/ids";
import { appNow, contextOf, type Ctx } from "./context";
import type { LiveConnection } from "./live";
import { spaceNudges } from "./nudges";
import type { Deps } from "./runtime";
import { TASK } from "./task-names";

/**
 * A background task: idempotent, for it may run more than once. Throwing has it tried again, later and later. `jobId` is the
 * queue's own id of it, the same each time it is tried.
 */
export type Task = (ctx: Ctx, payload: Readonly<Record<string, unknown>>, jobId: string) => Promise<void>;
/** A task that learns the application's time with the first that it reads, and saves the round trip that only asks for it. */
export interface SelfTimedTask {
  readonly run: (deps: Deps, payload: Readonly<Record<string, unknown>>, jobId: string) => Promise<void>;
}
export type Tasks = Readonly<Record<string, Task | SelfTimedTask>>;

/** Workers of their own for some tasks, so that what waits in one lane never holds up another. */
interface Lane {
  readonly takes: (task: string) => boolean;
  readonly concurrency: number;
  /** How soon after a look for tasks it may look again. */
  readonly restMs: number;
}

const only = (name: string) => (task: string) => task === name;
const ELSEWHERE: readonly string[] = [TASK.deliverWebhook, TASK.deliverToFailing];

/**
 * A webhook's receiver may take ten seconds to answer nothing. Sound receivers have a lane that such a one leaves with its first
 * failure; the failing ones wait for each other alone (decisions 9). Their workers wait for answers and cost next to nothing.
 */
const LANES: readonly Lane[] = [
  { takes: (task) => !ELSEWHERE.includes(task), concurrency: 12, restMs: 25 },
  { takes: only(TASK.deliverWebhook), concurrency: 200, restMs: 25 },
  { takes: only(TASK.deliverToFailing), concurrency: 100, restMs: 100 },
];

/**
 * Part of graphile-worker's warning that a lane has more workers than the pool has connections. It is meant so: nearly all of
 * its workers wait for receivers, not for the database.
 */
const POOL_WARNING = "maxPoolSize";

function logger(deps: Deps): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (message.includes(POOL_WARNING)) return;
    if (level === "error") deps.log.error({ worker: meta }, message);
    else if (level === "warning") deps.log.warn(message);
    else deps.log.trace(message);
  });
}

async function runTask(
  deps: Deps,
  task: Task | SelfTimedTask,
  payload: Readonly<Record<string, unknown>>,
  jobId: string,
): Promise<void> {
  if (typeof task !== "function") return task.run(deps, payload, jobId);
  const now = await appNow(deps);
  await task(contextOf(deps, now, { kind: "system" }, `job-${newId(now)}`), payload, jobId);
}

function taskList(deps: Deps, tasks: Tasks, lane: Lane): TaskList {
  const taken = Object.entries(tasks).filter(([name]) => lane.takes(name));
  return Object.fromEntries(
    taken.map(([name, task]) => [
      name,
      async (payload: unknown, { job }: JobHelpers) => {
        await runTask(deps, task, payload as Record<string, unknown>, job.id);
      },
    ]),
  );
}

export interface Queue {
  readonly deps: Deps;
  readonly tasks: Tasks;
  readonly live: LiveConnection;
}

/** How long a task that ended may wait for others, to leave the queue together with them. Dying before, it runs again. */
const LEAVE_TOGETHER_MS = 50;

/** Each pool of workers holds a lock of its name: a lock nobody holds belongs to a process that died. */
function presence(queue: Queue, lane: Lane): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => {
    void queue.live.hold(workerPool.id);
    spaceNudges(workerPool, lane.restMs);
  });
  events.on("pool:release", ({ workerPool }) => void queue.live.letGo(workerPool.id));
  return events;
}

const shared = (queue: Queue, lane: Lane) => ({
  pgPool: queue.deps.db.pool,
  taskList: taskList(queue.deps, queue.tasks, lane),
  concurrency: lane.concurrency,
  noHandleSignals: true,
  logger: logger(queue.deps),
  events: presence(queue, lane),
});

/** One fetch serves all workers of a lane. What none of them could begin soon is given back, for another process may be idle. */
function runLane(queue: Queue, lane: Lane) {
  const localQueue = { size: lane.concurrency, ttl: SECOND_MS };
  const preset = { worker: { localQueue, completeJobBatchDelay: LEAVE_TOGETHER_MS } };
  return run({ ...shared(queue, lane), pollInterval: SECOND_MS, preset });
}

/** How long a pool may need to take its lock after it took its first task. */
const PRESENCE_GRACE = "3 seconds";

/**
 * Gives back the tasks of workers whose process was killed, so that they run again now and not in four hours. A task that was
 * removed or replaced while such a worker ran it must not run again: graphile-worker could only mark it then, by clearing its
 * key and using up its attempts, so what is so marked is completed here.
 */
export async function reviveTasks(deps: Pick<Deps, "db" | "log">): Promise<void> {
  const dead = await deps.db.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker.jobs j
     WHERE locked_by IS NOT NULL AND locked_at < clock_timestamp() - interval '${PRESENCE_GRACE}'
       AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 1
         AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(j.locked_by, 0))`,
    [],
    "dead-workers",
  );
  if (dead.length === 0) return;
  deps.log.warn({ workers: dead.length }, "took over the tasks of workers that died");
  await deps.db.transaction(async (sql) => {
    await sql.query("SELECT graphile_worker.force_unlock_workers($1)", [dead.map(({ locked_by }) => locked_by)]);
    await sql.query(
      `SELECT graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs
         WHERE locked_at IS NULL AND key IS NULL AND attempts >= max_attempts AND last_error IS NULL))`,
    );
  });
}

const REVIVE_MS = 5 * SECOND_MS;
/** Just past the grace: by then the tasks of a process that died right before this one started count as given up. */
const FIRST_REVIVE_MS = 3.2 * SECOND_MS;

/** Runs tasks as they fall due until stopped. Stopping lets those that run finish and gives the rest back. */
export async function startWorker(queue: Queue): Promise<{ stop: () => Promise<void> }> {
  const runners = await Promise.all(LANES.map((lane) => runLane(queue, lane)));
  const revive = () =>
    reviveTasks(queue.deps).catch((error: unknown) => queue.deps.log.error({ err: error }, "reviving tasks failed"));
  await revive();
  const timer = setInterval(() => void revive(), REVIVE_MS);
  timer.unref();
  const early = setTimeout(() => void revive(), FIRST_REVIVE_MS);
  early.unref();
  return {
    async stop() {
      clearInterval(timer);
      clearTimeout(early);
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}

/** Runs the tasks that are due, and those of their lane that they add. No more workers than tasks: each asks the queue twice. */
export async function runDueTasks(queue: Queue, open: readonly Waiting[]): Promise<void> {
  const runs = LANES.flatMap((lane) => {
    const due = open.reduce((sum, { task, due }) => sum + (lane.takes(task) ? due : 0), 0);
    return due === 0 ? [] : [runOnce({ ...shared(queue, lane), concurrency: Math.min(lane.concurrency, due) })];
  });
  await Promise.all(runs);
}

const IDLE_LOOK_MS = 250;

/**
 * Runs what is due, and what that adds, until nothing is or the time is up; then lets what runs finish (Vercel cron: a function
 * that lives for a minute). Returns whether all was done.
 */
export async function runDueTasksFor(queue: Queue, milliseconds: number): Promise<boolean> {
  const end = monotonicMs() + milliseconds;
  const worker = await startWorker(queue);
  try {
    for (;;) {
      const left = end - monotonicMs();
      if ((await waiting(queue)).length === 0) return true;
      if (left <= 0) return false;
      await sleep(Math.min(IDLE_LOOK_MS, left));
    }
  } finally {
    await worker.stop();
  }
}

/** Tasks of one name whose time has come: how many nobody has taken yet; the others run. */
export interface Waiting {
  readonly task: string;
  readonly due: number;
}

/**
 * Due tasks that this version knows, those that run included: one that a newer version queued is left to it. A task that was
 * replaced while it runs has no attempts left, and runs on all the same, so it counts as long as it is locked.
 */
export async function waiting({ deps, tasks }: Queue): Promise<Waiting[]> {
  return deps.db.query<Waiting>(
    `SELECT task_identifier AS task, (count(*) FILTER (WHERE locked_at IS NULL))::int AS due
     FROM graphile_worker.jobs
     WHERE run_at <= clock_timestamp() AND (attempts < max_attempts OR locked_at IS NOT NULL) AND task_identifier = ANY($1)
     GROUP BY task_identifier`,
    [Object.keys(tasks)],
  );
}
