import type { Task } from "@/lib/platform/tasks";
import { tasks as cards } from "./manage-cards";
import { tasks as payoutDelay } from "./payout-delay";

export const tasks: Readonly<Record<string, Task>> = { ...cards, ...payoutDelay };
