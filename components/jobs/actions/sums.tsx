import type { ReactNode } from "react";
import { cn } from "../../ui/cn";

/** Amounts, one under the other, as a dialog states them before money moves. */
export function Sums({ children }: { readonly children: ReactNode }) {
  return <dl className="space-y-1.5 rounded-lg bg-subtle px-3.5 py-3 text-sm text-ink">{children}</dl>;
}

interface RowProps {
  readonly label: string;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

export function Row({ label, strong = false, children }: RowProps) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0 text-ink-muted">{label}</dt>
      <dd className={cn("text-right", strong && "font-semibold")}>{children}</dd>
    </div>
  );
}
