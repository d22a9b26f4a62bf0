import { decoder, MAX_PIXELS, MAX_SECONDS } from "../../pictures";
import { nothing, type Shown } from "./types";

/** The thumbnail's longer side, in pixels (decisions 11). */
const LONGEST_SIDE = 512;
const QUALITY = 80;

function reasonOf(error: unknown, partial: boolean): string {
  const message = error instanceof Error ? error.message : "";
  if (message.includes("pixel limit"))
    return `The image has more than ${MAX_PIXELS / 1_000_000} million pixels, which is too many for a thumbnail.`;
  if (message.includes("timeout")) return "The image takes too long to read for a thumbnail.";
  if (partial) return "The beginning of the image is not enough for a thumbnail.";
  return "The image is damaged, or of a format without thumbnails.";
}

/** A picture as a thumbnail in a data URL, made within bounds of time and memory. */
export async function imagePreview(bytes: Uint8Array, partial: boolean): Promise<Shown> {
  const sharp = await decoder();
  try {
    const thumbnail = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      sequentialRead: true,
      failOn: partial ? "none" : "error",
    })
      .autoOrient()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .timeout({ seconds: MAX_SECONDS })
      .toBuffer();
    return { content: `data:image/webp;base64,${thumbnail.toString("base64")}`, partial };
  } catch (error) {
    return nothing(reasonOf(error, partial), partial);
  }
}
