import type { PagingView } from "../ui/paging";

interface OffsetPage {
  readonly nextOffset: number | null;
  readonly paged: boolean;
}

/** The ways on from a page of a list that is searched: `path` with what was asked, and where the next rows begin. */
export function offsetPaging(
  path: string,
  asked: Readonly<Record<string, string>>,
  { nextOffset, paged }: OffsetPage,
): PagingView {
  const hrefOf = (offset: string) => {
    const query = new URLSearchParams(Object.entries({ ...asked, offset }).filter(([, value]) => value !== ""));
    return query.size === 0 ? path : `${path}?${query}`;
  };
  return { firstHref: paged ? hrefOf("") : null, nextHref: nextOffset === null ? null : hrefOf(String(nextOffset)) };
}
