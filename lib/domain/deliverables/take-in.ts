import { Refusal } from "@/lib/kernel/errors";
import { MAX_FILE_BYTES, sizeText } from "@/lib/kernel/files";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { update, type Change } from "@/lib/platform/transact";
import { copyKey } from "./keys";
import { forgetUpload } from "./request-upload";
import { LEADING_BYTES, matchesType } from "./signatures";
import { stored } from "./storage";
import type { FileRow } from "./types";

/** An upload's own copy, checked: its bytes can no longer change. */
export interface TakenIn {
  readonly fileId: Id;
  readonly key: string;
  readonly sizeBytes: number;
}

function tooLarge(file: FileRow, size: number): Refusal {
  const max = MAX_FILE_BYTES[file.purpose];
  return new Refusal("file_too_large", {
    message: `The uploaded object has ${sizeText(size)}, ${file.purpose} files may have ${sizeText(max)}. It was deleted.`,
    details: { file_id: file.id, file_size_bytes: size, max_size_bytes: max },
  });
}

function wrongWith(file: FileRow, size: number, leading: Uint8Array): Refusal | null {
  const details = { file_id: file.id };
  if (size > MAX_FILE_BYTES[file.purpose]) return tooLarge(file, size);
  if (size === 0) return new Refusal("file_empty", { details });
  if (!matchesType(file.content_type, leading))
    return new Refusal("file_type_mismatch", { details: { ...details, content_type: file.content_type } });
  return null;
}

/**
 * Copies an upload to a key of its own and checks the copy: what is checked is what is kept, whatever is put at the upload
 * URL meanwhile (decisions 11). Bytes are moved by the storage alone; only the first kilobyte is read. Null where nothing
 * was uploaded. Throws 422 for what is too large (the upload is deleted), empty, or not what it was declared as.
 */
export async function takeIn(ctx: Ctx, file: FileRow): Promise<TakenIn | null> {
  const { objects } = ctx;
  const uploaded = await stored(objects.head(file.upload_key));
  if (uploaded === null) return null;
  if (uploaded.size > MAX_FILE_BYTES[file.purpose]) {
    await stored(objects.delete(file.upload_key));
    throw tooLarge(file, uploaded.size);
  }
  const key = copyKey(file.job_id, file.id, newId(ctx.now));
  if (!(await stored(objects.copy(file.upload_key, key)))) return null;
  const copy = await stored(objects.get(key, LEADING_BYTES));
  if (copy === null) return null;
  const problem = wrongWith(file, copy.object.size, copy.body);
  if (problem === null) return { fileId: file.id, key, sizeBytes: copy.object.size };
  await dropCopy(ctx, key);
  throw problem;
}

/** A copy that no file names is harmless, so that failing to delete it is too. */
export async function dropCopy(ctx: Pick<Ctx, "objects" | "log">, key: string): Promise<void> {
  await ctx.objects
    .delete(key)
    .catch((error: unknown) => ctx.log.warn({ err: error, key }, "a copy of an upload was left behind"));
}

/** The file is what was taken in, from now on. */
export function confirmed(ctx: Pick<Ctx, "now">, file: FileRow, taken: TakenIn): Change {
  const forget = forgetUpload(file);
  return {
    ...forget,
    updates: [
      update(
        "files",
        { id: file.id, upload_status: "pending" },
        { upload_status: "confirmed", object_key: taken.key, file_size_bytes: taken.sizeBytes, confirmed_at: ctx.now },
      ),
    ],
  };
}
