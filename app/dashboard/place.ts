import type { Place } from "@/lib/domain/dashboard";
import { isId } from "@/lib/kernel/ids";

/** A place in a list as the URL carries it. */
export function writePlace({ at, id }: Place): string {
  return `${at.toISOString()}_${id}`;
}

/** Null for no cursor and for one that is not ours: the list then begins at its start. */
export function readPlace(cursor: string | undefined): Place | null {
  const [at = "", id = ""] = (cursor ?? "").split("_");
  const time = new Date(at);
  return Number.isNaN(time.getTime()) || !isId(id) ? null : { at: time, id };
}
