import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

interface AnchorHeadingProps {
  readonly level: 2 | 3;
  readonly id: string;
  readonly children: ReactNode;
  readonly className?: string;
}

const sizes = { 2: "text-xl", 3: "text-lg" } as const;

/** A heading with its own address. */
export function AnchorHeading({ level, id, children, className }: AnchorHeadingProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="group flex items-baseline gap-1.5">
      <Heading id={id} className={cn("docs-anchor font-semibold", sizes[level], className)}>
        {children}
      </Heading>
      <a
        href={`#${id}`}
        aria-labelledby={id}
        className="inline-flex size-6 shrink-0 items-center justify-center self-center rounded text-ink-faint opacity-0 group-hover:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
      >
        <Link2 aria-hidden className="size-3.5" />
      </a>
    </div>
  );
}
