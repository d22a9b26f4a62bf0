import { addHours } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { transact } from "@/lib/platform/transact";

/** So long an uploaded file waits to be handed in. */
const UNUSED_HOURS = 24;

/** A file that was uploaded to be evidence: its key at UploadThing, and the link by which it is handed in. */
export interface UploadedEvidence {
  readonly job_id: Id;
  readonly key: string;
  readonly url: string;
}

/** Notes an upload, which is no evidence yet: unless it is handed in within a day, it is deleted. */
export async function evidenceUploaded(ctx: Pick<Ctx, "db" | "now">, upload: UploadedEvidence): Promise<void> {
  const payload = { ...upload };
  await transact(ctx, { tasks: [{ task: TASK.discardEvidence, payload, run_at: addHours(ctx.now, UNUSED_HOURS) }] });
}

/** Deletes an upload that was never handed in. Throws `ProviderUnavailable`: then it is tried again. */
export async function discardUnused(ctx: Pick<Ctx, "db" | "uploads">, upload: UploadedEvidence): Promise<void> {
  const [used] = await ctx.db.query(
    `SELECT 1 FROM disputes d JOIN dispute_evidence e ON e.dispute_id = d.id
     WHERE d.job_id = $1 AND e.type = 'url' AND e.content = $2 LIMIT 1`,
    [upload.job_id, upload.url],
    "evidence-used",
  );
  if (used === undefined) await ctx.uploads.delete(upload.key);
}
