import { categoryOf, essenceOf, isTextType, type FileCategory } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { stored } from "../storage";
import type { ConfirmedFile } from "../types";
import { imagePreview } from "./image";
import { pdfPreview } from "./pdf";
import { textPreview } from "./text";
import { nothing, type Shown } from "./types";

/** Files up to this size are read whole, of larger ones the beginning (reference 002). */
const WHOLE_UP_TO_BYTES = 10 * 1_024 * 1_024;
const BEGINNING_BYTES = 512 * 1_024;

type Reader = (bytes: Uint8Array, partial: boolean, who: Id | null) => Shown | Promise<Shown>;

const NO_PREVIEW: Readonly<Record<FileCategory, string>> = {
  text: "This kind of text has no preview.",
  data: "This kind of data has no preview.",
  document: "Office documents have no preview.",
  image: "This kind of image has no preview.",
  audio: "Audio has no preview.",
  video: "Video has no preview.",
  archive: "Archives have no preview: they are not unpacked.",
  other: "Files of this type have no preview.",
};

function readerOf(contentType: string): Reader | null {
  if (isTextType(contentType)) return textPreview;
  const essence = essenceOf(contentType);
  if (essence === "application/pdf") return pdfPreview;
  return essence.startsWith("image/") ? imagePreview : null;
}

/**
 * What can be shown of a file without giving it away whole (decisions 11). Throws `storage_unavailable`, and `rate_limited` where too
 * many wait to be shown theirs.
 */
export async function show(ctx: Pick<Ctx, "objects" | "actor">, file: ConfirmedFile): Promise<Shown> {
  const reader = readerOf(file.content_type);
  if (reader === null) return nothing(NO_PREVIEW[categoryOf(file.content_type)]);
  const partial = file.file_size_bytes > WHOLE_UP_TO_BYTES;
  const found = await stored(ctx.objects.get(file.object_key, partial ? BEGINNING_BYTES : WHOLE_UP_TO_BYTES));
  if (found === null) return nothing("The file is no longer in the storage.");
  if (found.object.size === 0) return nothing("The file is empty.");
  return reader(found.body, partial, ctx.actor.kind === "agent" ? ctx.actor.ownerId : null);
}
