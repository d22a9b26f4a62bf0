/** Text without the halves of characters that a cut left at its ends: a database takes no unpaired surrogate. Pure. */
export const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");

/** The first `max` UTF-16 units of a text, never with half of a character at the end. Pure. */
export const beginning = (text: string, max: number): string => (text.length <= max ? text : whole(text.slice(0, max)));

/** What a database takes as text of whatever somebody else was led to write: no U+0000, no half of a character, not endless. Pure. */
export const storable = (text: string, max: number): string =>
  beginning(text.replaceAll("\u0000", "").toWellFormed(), max);
