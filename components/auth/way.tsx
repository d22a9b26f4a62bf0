import Link from "next/link";
import type { ReactNode } from "react";

interface WayProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link in a sentence on the pages of logging in and the like. */
export function Way({ href, children }: WayProps) {
  return (
    <Link href={href} className="rounded font-medium text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
