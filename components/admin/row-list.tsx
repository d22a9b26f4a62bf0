import type { ReactNode } from "react";
import { cn } from "../ui/cn";

interface Head {
  readonly text: string;
  readonly right?: true;
}

interface RowListProps {
  readonly label: string;
  /** The columns from a tablet on: `md:grid-cols-[…]`. Its rows have the same. */
  readonly columns: string;
  readonly heads: readonly Head[];
  readonly children: ReactNode;
}

/**
 * A list whose rows are those of a table where there is room, and cards of a few lines on a phone. A list, not a table: what is
 * read aloud of a cell must be clear without its column (`Labelled`).
 */
export function RowList({ label, columns, heads, children }: RowListProps) {
  return (
    <>
      <div
        aria-hidden
        className={cn("hidden gap-4 border-b px-5 py-2.5 text-xs font-medium text-ink-muted md:grid", columns)}
      >
        {heads.map(({ text, right }) => (
          <span key={text} className={right && "text-right"}>
            {text}
          </span>
        ))}
      </div>
      <ul aria-label={label} className="divide-y max-md:[header~&]:border-t">
        {children}
      </ul>
    </>
  );
}

/** One row: two columns of cards on a phone, in the order that the cells' `order-…` say. */
export function Row({ columns, children }: Pick<RowListProps, "columns" | "children">) {
  return (
    <li
      className={cn(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3 text-sm sm:px-5 md:*:order-none",
        columns,
      )}
    >
      {children}
    </li>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A value that its column's head explains: where there are no columns its label stands before it. */
export function Labelled({ label, children, className }: LabelledProps) {
  return (
    <span className={className}>
      <span className="text-ink-muted md:sr-only">{label} </span>
      {children}
    </span>
  );
}
