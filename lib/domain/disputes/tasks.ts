import { z } from "zod";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { elapse } from "./elapse";
import { judge } from "./judge";

const payloadSchema = z.object({ dispute_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.judgeDispute]: (ctx, payload) => judge(ctx, payloadSchema.parse(payload).dispute_id),
  [TASK.disputeTimer]: (ctx, payload) => elapse(ctx, payloadSchema.parse(payload).dispute_id),
};
