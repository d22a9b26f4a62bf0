import { z } from "zod";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { discardUpload } from "./sweep";

const uploadPayload = z.object({ job_id: z.string(), file_id: z.string() });
const objectPayload = z.object({ key: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.discardUpload]: (ctx, payload) => {
    const { job_id, file_id } = uploadPayload.parse(payload);
    return discardUpload(ctx, job_id, file_id);
  },
  // Tried again by the queue while the storage is silent; deleting what is gone succeeds.
  [TASK.deleteObject]: (ctx, payload) => ctx.objects.delete(objectPayload.parse(payload).key),
};
