import { addHours } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { Conflict, transact } from "@/lib/platform/transact";
import { discarded } from "./discard";
import { ABANDONED_AFTER_HOURS } from "./request-upload";
import { abandonedUploads, loadFile } from "./store";
import type { FileRow } from "./types";

/** False where it was confirmed or deleted meanwhile. */
async function discardPending(ctx: Ctx, file: FileRow): Promise<boolean> {
  try {
    await transact(ctx, discarded(ctx, file));
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** Deletes one upload that nobody confirmed within a day: what the task of its reservation does. */
export async function discardUpload(ctx: Ctx, jobId: Id, fileId: Id): Promise<void> {
  const file = await loadFile(ctx.db, jobId, fileId);
  if (file?.upload_status === "pending") await discardPending(ctx, file);
}

/**
 * Deletes up to `limit` uploads that nobody confirmed within a day, oldest first, with their objects; returns how many.
 * Catches up with what a lost task left behind.
 */
export async function sweepUploads(ctx: Ctx, limit: number): Promise<number> {
  const files = await abandonedUploads(ctx.db, addHours(ctx.now, -ABANDONED_AFTER_HOURS), limit);
  let deleted = 0;
  for (const file of files) if (await discardPending(ctx, file)) deleted += 1;
  return deleted;
}
