import Link from "next/link";
import { buttonVariants } from "../ui/button";

interface PagingProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly nextOffset: number | null;
  readonly paged: boolean;
}

/** To the next rows, and back to the first; nothing where all fit on one page. */
export function Paging({ path, query, nextOffset, paged }: PagingProps) {
  if (nextOffset === null && !paged) return null;
  const href = (offset: number | null) => {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
    if (offset !== null) search.set("offset", String(offset));
    return search.size === 0 ? path : `${path}?${search}`;
  };
  const look = buttonVariants({ variant: "secondary" });
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {paged ? (
        <Link href={href(null)} className={look}>
          First
        </Link>
      ) : (
        <span />
      )}
      {nextOffset !== null && (
        <Link href={href(nextOffset)} className={look}>
          More
        </Link>
      )}
    </nav>
  );
}
