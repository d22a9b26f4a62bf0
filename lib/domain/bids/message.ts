import { sanitize } from "../messages";

/** What goes with a bid or a counter-offer, sanitised as messages are (decisions 8); null where nothing is left. Pure. */
export function cleaned(message: string | null): string | null {
  const clean = sanitize(message ?? "");
  return clean.trim() === "" ? null : clean;
}
