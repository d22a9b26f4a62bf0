import type { Tasks } from "@/lib/platform/tasks";
import { tasks as inbox } from "./inbox";
import { tasks as jobs } from "./jobs";
import { tasks as notifications } from "./notifications";
import { tasks as owners } from "./owners";
import { tasks as validation } from "./validation";
import { tasks as webhooks } from "./webhooks";

/** Every background task of the domain by name. */
export const allTasks: Tasks = { ...inbox, ...jobs, ...notifications, ...owners, ...validation, ...webhooks };
