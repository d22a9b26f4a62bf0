import { nothing, type Shown } from "./types";

/** Characters no text has: also what would make a preview many times as long in JSON as it is. */
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

/** The encoding a byte order mark tells; UTF-8 where there is none. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

/** Text as it is; a character cut in two at the end of a part is left out. Pure. */
export function textPreview(bytes: Uint8Array, partial: boolean): Shown {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: partial });
  return BINARY.test(text)
    ? nothing("The file is declared as text, but holds binary data.", partial)
    : { content: text, partial };
}
