import type { Database } from "../ports/sql";
import type { TaskName } from "./task-names";

/**
 * The bounds of a search for lost work: rows that a background task should see to, and that have none. Only what is older than
 * `before` is searched, for whoever wrote a younger row may still be working on it.
 */
export interface LostWork {
  readonly db: Database;
  readonly before: Date;
  readonly limit: number;
}

/**
 * Of these ids, those that no live task of these names carries in `field` of its payload. A task that used up its attempts is
 * not live: its work is lost until somebody queues it again. With `dueOnly` a task whose time is still to come is not live either.
 */
export async function withoutTask(
  db: Database,
  names: readonly TaskName[],
  field: string,
  ids: readonly string[],
  { dueOnly = false }: { readonly dueOnly?: boolean } = {},
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.query<{ id: string }>(
    `SELECT work.id FROM unnest($1::text[]) AS work (id)
     WHERE work.id NOT IN (
       SELECT j.payload->>$3 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = ANY($2) AND j.attempts < j.max_attempts AND j.payload->>$3 = ANY($1)
         AND (NOT $4 OR j.run_at <= clock_timestamp()))`,
    [ids, names, field, dueOnly],
    "without-task",
  );
  return rows.map(({ id }) => id);
}
