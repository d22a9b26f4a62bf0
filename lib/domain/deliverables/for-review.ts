import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { requireAdmin } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { show } from "./preview/show";
import { nothing, type Shown } from "./preview/types";
import { loadFile } from "./store";

async function shown(ctx: Ctx<AdminActor>, jobId: Id, fileId: Id): Promise<Shown> {
  const file = await loadFile(ctx.db, jobId, fileId);
  if (file?.upload_status !== "confirmed" || file.object_key === null) return nothing("The file is no longer there.");
  try {
    return await show(ctx, { ...file, object_key: file.object_key });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "storage_unavailable") throw error;
    return nothing("The file storage does not answer at the moment. Reload in a while.");
  }
}

/**
 * What an operator sees of files of a job that a ruling depends on, by file id: the same previews as the parties get, in every
 * state of the job. A file that cannot be shown says why. Throws `forbidden`.
 */
export async function previewsForReview(
  ctx: Ctx<AdminActor>,
  jobId: Id,
  fileIds: readonly Id[],
): Promise<ReadonlyMap<Id, Shown>> {
  requireAdmin(ctx);
  const unique = [...new Set(fileIds)];
  const previews = await Promise.all(unique.map((id) => shown(ctx, jobId, id)));
  return new Map(unique.flatMap((id, at) => (previews[at] === undefined ? [] : [[id, previews[at]] as const])));
}
