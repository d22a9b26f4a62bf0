import type { Database, Sql } from "../ports/sql";

/** How the background work stands, as the queue's own tables tell. Times are the application's, as everywhere. */

/** The tasks of one name. */
export interface TaskCount {
  readonly task: string;
  /** Could run now, and nobody has taken it yet. */
  readonly due: number;
  /** When the one that has been due for longest was to run; null where none is due. */
  readonly oldestDue: Date | null;
  readonly waiting: number;
  /** When the first of those that wait for their time is due. */
  readonly nextDue: Date | null;
  readonly running: number;
  /** Used up all attempts: it runs no more unless somebody says so. */
  readonly failed: number;
}

export interface TroubledTask {
  readonly id: number;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lastError: string;
  readonly failed: boolean;
  readonly running: boolean;
  /** When it runs next, or would have. */
  readonly runAt: Date;
  readonly createdAt: Date;
}

/** On its last attempt a task may still succeed: it is given up only when nobody runs it. */
const GIVEN_UP = "j.attempts >= j.max_attempts AND j.locked_at IS NULL";
const QUEUE = "graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id";

const APP_TIME = (column: string) =>
  `date_trunc('milliseconds', ${column}) + (SELECT skew_ms FROM sandbox.clock) * interval '1 millisecond'`;

const READY = "j.attempts < j.max_attempts AND j.locked_at IS NULL";
const DUE = `${READY} AND j.run_at <= clock_timestamp()`;
const WAITING = `${READY} AND j.run_at > clock_timestamp()`;

/** What is queued, by task, the fullest first. The queue holds work to do, not work that was done. */
export async function countTasks(db: Database): Promise<TaskCount[]> {
  return db.query<TaskCount>(
    `SELECT t.identifier AS task,
       (count(*) FILTER (WHERE ${DUE}))::int AS due, ${APP_TIME(`min(j.run_at) FILTER (WHERE ${DUE})`)} AS "oldestDue",
       (count(*) FILTER (WHERE ${WAITING}))::int AS waiting, ${APP_TIME(`min(j.run_at) FILTER (WHERE ${WAITING})`)} AS "nextDue",
       (count(*) FILTER (WHERE j.locked_at IS NOT NULL))::int AS running,
       (count(*) FILTER (WHERE ${GIVEN_UP}))::int AS failed
     FROM ${QUEUE} GROUP BY t.identifier ORDER BY count(*) DESC, t.identifier`,
    [],
    "count-tasks",
  );
}

/** Tasks whose last run failed: first those that are given up, then the newest. */
export async function troubledTasks(db: Database, limit: number): Promise<TroubledTask[]> {
  return db.query<TroubledTask>(
    `SELECT j.id, t.identifier AS task, j.payload, j.attempts, j.max_attempts AS "maxAttempts", coalesce(j.last_error, '') AS "lastError",
       (${GIVEN_UP}) AS failed, j.locked_at IS NOT NULL AS running, ${APP_TIME("j.run_at")} AS "runAt",
       ${APP_TIME("j.created_at")} AS "createdAt"
     FROM ${QUEUE} WHERE j.last_error IS NOT NULL OR (${GIVEN_UP})
     ORDER BY (${GIVEN_UP}) DESC, j.id DESC LIMIT $1`,
    [limit],
    "troubled-tasks",
  );
}

/** A task by its number, locked against others who would change it; null where it is done and gone. */
export async function lockTask(
  sql: Sql,
  id: number,
): Promise<Pick<TroubledTask, "task" | "payload" | "attempts" | "lastError" | "running"> | null> {
  const [row] = await sql.query<Pick<TroubledTask, "task" | "payload" | "attempts" | "lastError" | "running">>(
    `SELECT t.identifier AS task, j.payload, j.attempts, coalesce(j.last_error, '') AS "lastError", j.locked_at IS NOT NULL AS running
     FROM ${QUEUE} WHERE j.id = $1 FOR UPDATE OF j`,
    [id],
  );
  return row ?? null;
}

/** Lets a task run now, with all its attempts before it again. */
export async function runTaskNow(sql: Sql, id: number): Promise<void> {
  await sql.query(
    "SELECT graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at := clock_timestamp(), attempts := 0)",
    [id],
  );
}
