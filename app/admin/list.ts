import type { PagingView } from "@/components/ui/paging";
import type { Paged, Place } from "@/lib/kernel/place";
import { readPlace, writePlace } from "../place";
import { single } from "../view";

export interface AdminParams {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** How many rows a page of a list has. */
export const PAGE = 25;

/** A parameter of the address that is there once, or undefined. */
export async function readParam({ searchParams }: AdminParams, name: string): Promise<string | undefined> {
  // No text of ours has the null character, and the database takes none.
  return single((await searchParams)[name])?.replaceAll("\u0000", "");
}

/** The place that the address names; null for the start. `name` is the parameter where a page has several lists. */
export async function placeParam(
  props: AdminParams,
  isKey?: (text: string) => boolean,
  name = "cursor",
): Promise<Place | null> {
  return readPlace(await readParam(props, name), isKey);
}

/** The ways on from a page: `path` with the list's own parameters, and with the place where the next page begins. */
export function pagingOf(
  path: string,
  params: Readonly<Record<string, string | undefined>>,
  { next }: Pick<Paged<unknown>, "next">,
  after: Place | null,
  name = "cursor",
): PagingView {
  const hrefOf = (cursor: string | undefined) => {
    const query = new URLSearchParams(
      Object.entries({ ...params, [name]: cursor }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ).toString();
    return query === "" ? path : `${path}?${query}`;
  };
  return {
    firstHref: after === null ? null : hrefOf(undefined),
    nextHref: next === null ? null : hrefOf(writePlace(next)),
  };
}
