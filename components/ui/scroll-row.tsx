"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { cn } from "./cn";

interface ScrollRowProps {
  /** Which of the children is the current one; when it changes, it is brought into view. */
  readonly current: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A row that scrolls sideways where it does not fit, to the one of its links that is the current page. */
export function ScrollRow({ current, children, className }: ScrollRowProps) {
  const row = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const list = row.current;
    const link = list?.querySelector("[aria-current=page]");
    if (!list || !link) return;
    const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    // The row alone is scrolled: the page stays where its reader, or the browser, has put it.
    list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }, [current]);

  return (
    <ul ref={row} className={cn("flex overflow-x-auto", className)}>
      {children}
    </ul>
  );
}
