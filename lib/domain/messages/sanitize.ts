/** C0 and C1 controls but newline and tab. */
const CONTROL = /[^\P{Cc}\n\t]/gu;
/**
 * What nobody sees and a model reads all the same: marks that reorder text, zero-width space, word joiner, byte order
 * mark, and tag characters. Joiners (U+200C, U+200D) stay: scripts and emoji are written with them.
 */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** The longest special token that is looked for; real ones have some thirty characters. */
const BAR_TOKEN = /<[|\uff5c][^\n]{0,256}?[|\uff5c]>/gu;
const NAMED_TOKEN =
  /\[\s*\/?\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s*\]|<<\s*\/?\s*SYS\s*>>|<\s*(?:start_of_turn|end_of_turn|bos|eos)\s*>/giu;

/** What stands where a special token was. */
export const REMOVED = "[removed]";

/**
 * A message without what could pass for the frame of a model's prompt (decisions 8): control, bidi, zero-width and tag
 * characters go, special tokens of chat templates become `[removed]`; all else stays byte for byte. Pure and idempotent.
 */
export function sanitize(content: string): string {
  return content.replace(CONTROL, "").replace(INVISIBLE, "").replace(BAR_TOKEN, REMOVED).replace(NAMED_TOKEN, REMOVED);
}
