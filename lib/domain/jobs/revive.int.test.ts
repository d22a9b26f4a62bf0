import { afterAll, beforeAll, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { reviveTasks } from "@/lib/platform/tasks";
import { testApp, type TestApp } from "@/lib/testing/app";

/** What a process leaves behind that is killed while it runs a task (lib/platform/tasks.ts). */
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ VOXPACT_WORKER: "off" });
});
afterAll(() => app.close());

const DEAD = "worker-of-a-process-that-died";

/** A task that a worker took a minute ago and never gave back. */
async function taken(key: string): Promise<string> {
  const { db } = app.database;
  const [row] = await db.query<{ id: string }>(
    "SELECT id FROM graphile_worker.add_job('drive_operation', '{}', job_key := $1, max_attempts := 1000)",
    [key],
  );
  const id = row?.id ?? "";
  await db.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() - interval '1 minute', attempts = 1 WHERE id = $1`,
    [id, DEAD],
  );
  return id;
}

const state = (id: string) =>
  app.database.db.query("SELECT locked_by, attempts FROM graphile_worker.jobs WHERE id = $1", [id]);

test("a task whose worker died runs again, and one that was taken back meanwhile is gone", async () => {
  const due = await taken("operation:due");
  const takenBack = await taken("operation:taken-back");
  await app.database.db.query("SELECT graphile_worker.remove_job('operation:taken-back')");
  expect(await state(takenBack)).toEqual([{ locked_by: DEAD, attempts: 1000 }]);

  await reviveTasks(queue().deps);

  expect(await state(due)).toEqual([{ locked_by: null, attempts: 1 }]);
  expect(await state(takenBack)).toEqual([]);
});
