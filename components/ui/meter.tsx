import { cn } from "./cn";

interface MeterProps {
  readonly label: string;
  /** What a screen reader says instead of the bare number, for instance "€30.00 of €50.00". */
  readonly valueText: string;
  readonly value: number;
  readonly max: number;
  readonly tone?: "accent" | "warn" | "danger";
}

const fills = { accent: "bg-accent", warn: "bg-warn", danger: "bg-danger" } as const;

export function Meter({ label, valueText, value, max, tone = "accent" }: MeterProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div className={cn("h-full rounded-full", fills[tone])} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
