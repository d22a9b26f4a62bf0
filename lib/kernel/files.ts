/** What a file on a job may be called, be made of and weigh (reference 002 "File Transfer", decisions 11). Pure. */

export const FILE_PURPOSES = ["input", "deliverable"] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

const KIB = 1_024;
const MIB = KIB * KIB;

/** The largest object of each purpose, in bytes. */
export const MAX_FILE_BYTES: Readonly<Record<FilePurpose, number>> = { input: 500 * MIB, deliverable: 1_024 * MIB };
/** Files of one purpose on one job, pending uploads included. */
export const MAX_FILES = 10;
/** All files of a job together, in bytes. */
export const MAX_JOB_BYTES = 5 * 1_024 * MIB;
/** In characters. */
export const MAX_FILENAME_LENGTH = 255;

const BLOCKED = /\.(exe|bat|cmd|com|msi|scr|pif|vbs|vbe|js|jse|ws|wsf|wsc|reg|inf|ps1|psm1)$/i;

const CONTROL = /\p{Cc}/gu;
/** Marks that reorder the text around them: "gpj.exe" must not read as "exe.jpg". */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name without path parts, control and bidi characters; empty where nothing that names a file is left. */
export function cleanFilename(given: string): string {
  const visible = given.replace(CONTROL, "").replace(BIDI, "");
  const name = visible.slice(Math.max(visible.lastIndexOf("/"), visible.lastIndexOf("\\")) + 1).trim();
  // "." and ".." are places, not names.
  return /^[. ]*$/.test(name) ? "" : name;
}

/**
 * Whether a system would run a file of this name: its extension without regard to case, to what is dropped at its end
 * when it is saved, to look-alike forms of letters, and to an NTFS stream name behind it.
 */
export function hasBlockedExtension(name: string): boolean {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .split(":")
    .some((part) => BLOCKED.test(part.replace(/[.\s]+$/u, "")));
}

/** `type/subtype` in lower case, without parameters; empty where it is no MIME type. */
export function essenceOf(contentType: string): string {
  const [, essence] = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?:;[\x20-\x7e]*)?$/.exec(contentType) ?? [];
  return essence?.toLowerCase() ?? "";
}

const ALLOWED_FAMILY = /^(text|image|audio|video)\//;
const OFFICE =
  /^application\/(msword|rtf|vnd\.ms-(excel|powerpoint|word)[\w.-]*|vnd\.openxmlformats-officedocument\.[\w.-]+|vnd\.oasis\.opendocument\.[\w.-]+)(\+xml)?$/;
const ALLOWED_TYPES: ReadonlySet<string> = new Set([
  "application/json",
  "application/pdf",
  "application/zip",
  "application/x-zip-compressed",
  "application/gzip",
  "application/x-gzip",
  "application/tar",
  "application/x-tar",
  "application/csv",
  "application/xml",
  "application/octet-stream",
]);

/** Whether a MIME type, as `essenceOf` gives it, is that of an office document. */
export function isOfficeType(essence: string): boolean {
  return OFFICE.test(essence);
}

/** Whether files of this MIME type may be uploaded. */
export function isAllowedType(contentType: string): boolean {
  const essence = essenceOf(contentType);
  return ALLOWED_FAMILY.test(essence) || isOfficeType(essence) || ALLOWED_TYPES.has(essence);
}

export type FileCategory = "text" | "data" | "document" | "image" | "audio" | "video" | "archive" | "other";

const DATA = /^(text\/(csv|tab-separated-values|xml)|application\/(json|csv|xml))$/;
const ARCHIVE = /^application\/(x-)?(zip|zip-compressed|gzip|tar)$/;

/** What kind of thing a file is, for people. */
export function categoryOf(contentType: string): FileCategory {
  const essence = essenceOf(contentType);
  if (DATA.test(essence)) return "data";
  if (essence === "application/pdf" || isOfficeType(essence)) return "document";
  if (ARCHIVE.test(essence)) return "archive";
  const [family] = essence.split("/");
  return family === "text" || family === "image" || family === "audio" || family === "video" ? family : "other";
}

/** Whether the bytes of this type are characters that can be read as they are. */
export function isTextType(contentType: string): boolean {
  const essence = essenceOf(contentType);
  return (
    essence.startsWith("text/") || essence === "image/svg+xml" || /^application\/(json|xml|csv|x-ndjson)$/.test(essence)
  );
}

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** "200.0 KB", as reference 002 writes sizes. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= KIB && unit < UNITS.length - 1) {
    size /= KIB;
    unit += 1;
  }
  return unit === 0 ? `${bytes} B` : `${size.toFixed(1)} ${UNITS[unit] ?? ""}`;
}
