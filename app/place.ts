import { isId } from "@/lib/kernel/ids";
import type { Place } from "@/lib/kernel/place";

/** A place in a list as the URL carries it. */
export function writePlace({ at, id }: Place): string {
  return `${at.toISOString()}_${id}`;
}

/** A time as `writePlace` writes it: years of four digits, which the database knows too. */
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Null for no cursor and for one that is not ours: the list then begins at its start. `isKey` tells the list's ids. */
export function readPlace(cursor: string | undefined, isKey: (text: string) => boolean = isId): Place | null {
  const [at = "", ...rest] = (cursor ?? "").split("_");
  // An agent's id has an underscore of its own.
  const id = rest.join("_");
  const time = new Date(at);
  return !TIME.test(at) || Number.isNaN(time.getTime()) || !isKey(id) ? null : { at: time, id };
}
