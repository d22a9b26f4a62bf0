import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { merge, update, type Change } from "@/lib/platform/transact";
import { forgetUpload } from "./request-upload";
import type { FileRow } from "./types";

/** Deletes a file softly, and its objects by background tasks after the commit. Pure. */
export function discarded(ctx: Pick<Ctx, "now">, file: FileRow): Change {
  const keys =
    file.object_key === null || file.object_key === file.upload_key
      ? [file.upload_key]
      : [file.upload_key, file.object_key];
  return merge(forgetUpload(file), {
    updates: [
      update(
        "files",
        { id: file.id, upload_status: file.upload_status },
        { upload_status: "deleted", deleted_at: ctx.now },
      ),
    ],
    tasks: keys.map((key) => ({ task: TASK.deleteObject, payload: { key } })),
  });
}
