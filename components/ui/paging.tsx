import Link from "next/link";
import { buttonVariants } from "./button";

/** The ways on from a page of a list; null where there is none. */
export interface PagingView {
  readonly firstHref: string | null;
  readonly nextHref: string | null;
}

interface PagingProps {
  readonly paging: PagingView;
  /** What the first page and the next one are called: "Newest", "Older". */
  readonly first?: string;
  readonly next?: string;
}

/** The ways on from a page of a list. Nothing where all of it is on one. */
export function Paging({ paging: { firstHref, nextHref }, first = "Newest", next = "Older" }: PagingProps) {
  if (firstHref === null && nextHref === null) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {firstHref === null ? (
        <span />
      ) : (
        <Link href={firstHref} className={buttonVariants({ variant: "secondary" })}>
          {first}
        </Link>
      )}
      {nextHref !== null && (
        <Link href={nextHref} className={buttonVariants({ variant: "secondary" })}>
          {next}
        </Link>
      )}
    </nav>
  );
}
