import { appNow } from "./context";
import type { Deps } from "./runtime";
import type { TaskName } from "./task-names";

/** Work that comes again and again: each run queues the next one under the same key. */
export interface Recurring {
  readonly task: TaskName;
  readonly key: string;
  /** When it runs next, after `now` (the application's time). Pure. */
  readonly next: (now: Date) => Date;
}

/** Queues the first run of what has none waiting. A run that is waiting, or overdue, is left as it is. */
export async function seedRecurring(deps: Pick<Deps, "db">, series: readonly Recurring[]): Promise<void> {
  const now = await appNow(deps);
  for (const { task, key, next } of series) {
    await deps.db.query(
      `SELECT graphile_worker.add_job($1, '{}'::json, run_at := app_run_at($2), job_key := $3)
       WHERE NOT EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE key = $3)`,
      [task, next(now), key],
      "seed-recurring",
    );
  }
}
