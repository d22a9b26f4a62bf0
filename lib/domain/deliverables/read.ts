import { isTextType } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";

export interface DeliverableRow {
  readonly id: Id;
  readonly file_id: Id;
  readonly revision_number: number;
  readonly original_filename: string;
  readonly content_type: string;
  readonly file_size_bytes: number;
  readonly object_key: string;
  readonly created_at: Date;
}

/** The files handed in for a round of a job, newest first. */
export async function deliverablesOf(ctx: Pick<Ctx, "db">, jobId: Id, revision: number): Promise<DeliverableRow[]> {
  return ctx.db.query<DeliverableRow>(
    `SELECT d.id, d.file_id, d.revision_number, f.original_filename, f.content_type, f.file_size_bytes, f.object_key, d.created_at
     FROM deliverables d JOIN files f ON f.id = d.file_id
     WHERE d.job_id = $1 AND d.revision_number = $2 AND f.upload_status = 'confirmed' ORDER BY d.created_at DESC, f.created_at DESC, f.id DESC LIMIT 100`,
    [jobId, revision],
    "deliverables-of-revision",
  );
}

/** The newest round that something was handed in for, or null. */
export async function latestDeliverables(ctx: Pick<Ctx, "db">, jobId: Id): Promise<DeliverableRow[]> {
  const [row] = await ctx.db.query<{ revision: number | null }>(
    "SELECT max(revision_number) AS revision FROM deliverables WHERE job_id = $1",
    [jobId],
    "latest-revision",
  );
  return row?.revision === null || row === undefined ? [] : deliverablesOf(ctx, jobId, row.revision);
}

/** The text of a job's newest delivery, up to `maxBytes` bytes of each file; null when none of it is text. */
export async function readText(
  ctx: Pick<Ctx, "objects">,
  files: readonly DeliverableRow[],
  maxBytes: number,
): Promise<{ readonly text: string; readonly truncated: boolean } | null> {
  const texts = files.filter(({ content_type }) => isTextType(content_type));
  if (texts.length === 0) return null;
  let truncated = false;
  const parts: string[] = [];
  for (const file of texts) {
    const found = await ctx.objects.get(file.object_key, maxBytes);
    if (found === null) continue;
    truncated ||= file.file_size_bytes > maxBytes;
    const content = new TextDecoder("utf-8", { fatal: false }).decode(found.body);
    parts.push(texts.length === 1 ? content : `--- ${file.original_filename} ---\n${content}`);
  }
  return { text: parts.join("\n\n"), truncated };
}
