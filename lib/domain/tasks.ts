import type { Recurring } from "@/lib/platform/recurring";
import type { Tasks } from "@/lib/platform/tasks";
import { tasks as deliverables } from "./deliverables";
import { tasks as disputes } from "./disputes";
import { tasks as inbox } from "./inbox";
import { tasks as jobs } from "./jobs";
import { dailyReconciliation, tasks as ledger } from "./ledger";
import { tasks as notifications } from "./notifications";
import { tasks as owners } from "./owners";
import { tasks as search } from "./search";
import { tasks as validation } from "./validation";
import { tasks as webhooks } from "./webhooks";

/** Every background task of the domain by name. */
export const allTasks: Tasks = {
  ...deliverables,
  ...disputes,
  ...inbox,
  ...jobs,
  ...ledger,
  ...notifications,
  ...owners,
  ...search,
  ...validation,
  ...webhooks,
};

/** What runs again and again. */
export const allRecurring: readonly Recurring[] = [dailyReconciliation];
