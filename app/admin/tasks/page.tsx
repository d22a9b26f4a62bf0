import { TasksPage } from "@/components/admin/tasks-page";
import type { TasksPageView } from "@/components/admin/types-machine";
import * as admin from "@/lib/domain/console";
import { iso, isoOrNull } from "../../view";
import { adminContext, titled } from "../operator";
import { retryTask } from "./actions";

export const generateMetadata = titled("Background jobs");

/** How many of those that failed are shown; those given up come first. */
const SHOWN = 50;

async function loadTasks(): Promise<TasksPageView> {
  const ctx = await adminContext();
  const { counts, troubled } = await admin.backgroundWork(ctx, SHOWN);
  return {
    now: iso(ctx.now),
    counts: counts.map((count) => ({
      ...count,
      oldestDue: isoOrNull(count.oldestDue),
      nextDue: isoOrNull(count.nextDue),
    })),
    troubled: troubled.map((task) => ({
      id: task.id,
      task: task.task,
      payload: JSON.stringify(task.payload),
      attempts: `${task.attempts} of ${task.maxAttempts} attempts`,
      error: task.lastError,
      failed: task.failed,
      running: task.running,
      runAt: iso(task.runAt),
    })),
  };
}

export default async function TasksRoute() {
  return <TasksPage view={await loadTasks()} retry={retryTask} />;
}
