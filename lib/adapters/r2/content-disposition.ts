/**
 * `attachment` with the file's name as RFC 6266 has it: a plain-ASCII `filename` for old clients, and the true name in
 * RFC 5987 encoding.
 */
export function attachment(filename: string): string {
  const ascii = filename.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(filename)}`;
}

function encodeRfc5987(text: string): string {
  const escape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  // Through UTF-8 and back: a lone surrogate has no encoding.
  return encodeURIComponent(Buffer.from(text).toString()).replace(/['()*]/g, escape);
}
