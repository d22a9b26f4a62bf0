/** Text without the halves of characters that a cut left at its ends: a database takes no unpaired surrogate. Pure. */
export const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");

/** The first `max` UTF-16 units of a text, never with half of a character at the end. Pure. */
export const beginning = (text: string, max: number): string => (text.length <= max ? text : whole(text.slice(0, max)));
