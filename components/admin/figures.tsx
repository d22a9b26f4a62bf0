import { cn } from "../ui/cn";
import type { FigureView } from "./types-machine";

/** A row of figures, each with what it stands for. */
export function Figures({ figures }: { readonly figures: readonly FigureView[] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      {figures.map(({ label, value, note, tone }) => (
        <div key={label} className="flex flex-col rounded-xl border bg-surface px-4 py-3.5 shadow-raised">
          <dt className="text-sm text-ink-muted">{label}</dt>
          <dd
            className={cn(
              "text-xl font-semibold tabular-nums",
              tone === "danger" && "text-danger",
              tone === "warn" && "text-warn",
            )}
          >
            {value}
          </dd>
          <dd className="text-xs text-ink-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
