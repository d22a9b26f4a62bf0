import { z } from "zod";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { elapse } from "./elapse";
import { judge } from "./judge";
import { discardUnused } from "./unused-evidence";

const payloadSchema = z.object({ dispute_id: z.string() });
const uploadSchema = z.object({ job_id: z.string(), key: z.string(), url: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.judgeDispute]: (ctx, payload) => judge(ctx, payloadSchema.parse(payload).dispute_id),
  [TASK.discardEvidence]: (ctx, payload) => discardUnused(ctx, uploadSchema.parse(payload)),
  [TASK.disputeTimer]: (ctx, payload) => elapse(ctx, payloadSchema.parse(payload).dispute_id),
};
