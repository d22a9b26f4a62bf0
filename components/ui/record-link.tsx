import Link from "next/link";
import { cn } from "./cn";

interface RecordLinkProps {
  readonly href: string;
  /** What the record is called. */
  readonly children: string;
  readonly className?: string;
}

/** A record's name as the link to it, on one line: cut at its end, which is on the left where it is written from right to left. */
export function RecordLink({ href, children, className }: RecordLinkProps) {
  return (
    <Link
      href={href}
      dir="auto"
      title={children}
      className={cn("block truncate text-left font-medium hover:underline", className)}
    >
      {children}
    </Link>
  );
}
