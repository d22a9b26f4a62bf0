import { essenceOf } from "@/lib/kernel/files";

/** How many bytes of an object are looked at. */
export const LEADING_BYTES = 1_024;

type Check = (bytes: Uint8Array) => boolean;

/** Whether these characters, one byte each, stand at an offset. */
function at(offset: number, text: string): Check {
  const expected = Buffer.from(text, "latin1");
  return (bytes) => expected.every((byte, index) => bytes[offset + index] === byte);
}
const any =
  (...checks: readonly Check[]): Check =>
  (bytes) =>
    checks.some((check) => check(bytes));
const all =
  (...checks: readonly Check[]): Check =>
  (bytes) =>
    checks.every((check) => check(bytes));

/** A file, an empty archive, or a part of one. */
const zip = any(at(0, "PK\x03\x04"), at(0, "PK\x05\x06"), at(0, "PK\x07\x08"));
const riff = (form: string): Check => all(at(0, "RIFF"), at(8, form));
const gzip = at(0, "\x1f\x8b");
/** Little-endian or big-endian. */
const tiff = any(at(0, "II*\0"), at(0, "MM\0*"));
/** The container of MP4, HEIC and AVIF: after the length of its first box, the box's type. */
const isoMedia = at(4, "ftyp");

/** Readers of PDF accept the header anywhere in the first kilobyte, so files with something before it are around. */
const pdf: Check = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LEADING_BYTES)).includes("%PDF-");

/**
 * What the files of a type begin with. Only types whose files all begin alike are listed: text has no signature, and MP3, old
 * tar and old office files have several or none, so those are believed to be what they are declared as.
 */
const SIGNATURES: Readonly<Record<string, Check>> = {
  "application/pdf": pdf,
  "application/zip": zip,
  "application/x-zip-compressed": zip,
  "application/gzip": gzip,
  "application/x-gzip": gzip,
  "image/png": at(0, "\x89PNG\r\n\x1a\n"),
  "image/jpeg": at(0, "\xff\xd8\xff"),
  "image/jpg": at(0, "\xff\xd8\xff"),
  "image/gif": any(at(0, "GIF87a"), at(0, "GIF89a")),
  "image/webp": riff("WEBP"),
  "image/tiff": tiff,
  "image/bmp": at(0, "BM"),
  "image/avif": isoMedia,
  "image/heic": isoMedia,
  "audio/wav": riff("WAVE"),
  "audio/flac": at(0, "fLaC"),
  "audio/ogg": at(0, "OggS"),
  "video/ogg": at(0, "OggS"),
  "video/mp4": isoMedia,
  "audio/mp4": isoMedia,
  "video/webm": at(0, "\x1a\x45\xdf\xa3"),
  "audio/webm": at(0, "\x1a\x45\xdf\xa3"),
};

/** Open XML and OpenDocument files are zip archives. */
const ZIPPED_OFFICE = /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./;

/** Whether an object's first bytes can be the type it was declared as; true for types without a signature. Pure. */
export function matchesType(contentType: string, leading: Uint8Array): boolean {
  const essence = essenceOf(contentType);
  const check = SIGNATURES[essence] ?? (ZIPPED_OFFICE.test(essence) ? zip : null);
  return check?.(leading) ?? true;
}
