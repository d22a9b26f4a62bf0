import { decoder, MAX_PIXELS, MAX_SECONDS } from "./decoder";

/** Sharp on dense screens at the largest size that a page shows. */
const SIDE = 256;
const QUALITY = 82;
/** By their leading bytes, which is all that the decoder goes by. */
const FORMATS: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);

/**
 * A PNG, JPEG or WebP as a square of fixed size, drawn anew: nothing that came with it (where it was taken, what hides behind
 * it) is kept. Null for whatever else the bytes are.
 */
export async function squarePicture(bytes: Uint8Array): Promise<Uint8Array | null> {
  const sharp = await decoder();
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, sequentialRead: true, failOn: "error" });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) return null;
    return await picture
      .autoOrient()
      .resize(SIDE, SIDE, { fit: "cover" })
      .webp({ quality: QUALITY })
      .timeout({ seconds: MAX_SECONDS })
      .toBuffer();
  } catch {
    return null;
  }
}
