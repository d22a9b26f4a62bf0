import type { ComponentProps } from "react";
import { cn } from "./cn";

interface TableProps extends ComponentProps<"table"> {
  readonly label: string;
  /** On a phone each row is a card, whose cells have their columns' names (`label`) beside them. */
  readonly folds?: boolean;
}

/* The roles stay what they are: browsers keep a table's, whatever its boxes look like. */
const FOLDED =
  "max-sm:block max-sm:[&_tbody]:block max-sm:[&_thead]:sr-only max-sm:[&_tr]:flex max-sm:[&_tr]:flex-col max-sm:[&_tr]:py-2 max-sm:[&_td]:flex max-sm:[&_td]:max-w-none max-sm:[&_td]:min-w-0 max-sm:[&_td]:items-baseline max-sm:[&_td]:justify-between max-sm:[&_td]:gap-4 max-sm:[&_td]:px-4 max-sm:[&_td]:py-1";

/**
 * Scrolls sideways inside its own box where the screen is narrow; the box takes focus so that keys can scroll it, and holds what is
 * positioned in it: text for screen readers would widen the page.
 */
export function Table({ className, label, folds = false, ...props }: TableProps) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-xl">
      <table className={cn("w-full border-collapse text-sm", folds && FOLDED, className)} {...props} />
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "border-b px-3 py-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-muted first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
        className,
      )}
      {...props}
    />
  );
}

interface TdProps extends ComponentProps<"td"> {
  /** The column's name, for rows that fold. The cell that names the row has none. */
  readonly label?: string;
}

export function Td({ className, label, children, ...props }: TdProps) {
  return (
    <td className={cn("px-3 py-3 align-middle first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5", className)} {...props}>
      {label !== undefined && (
        <span aria-hidden className="shrink-0 font-normal text-ink-muted sm:hidden">
          {label}
        </span>
      )}
      {label === undefined ? children : <div className="min-w-0 max-sm:text-right">{children}</div>}
    </td>
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-b last:border-b-0", className)} {...props} />;
}
