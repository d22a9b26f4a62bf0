import { formatEuros } from "@/lib/kernel/money";
import { cn } from "../ui/cn";
import type { MoneyView } from "./types";

/** "€1,234.50". */
export function formatMoney(amount: MoneyView): string {
  return formatEuros(amount.cents);
}

/** "10%" or "12.5%", from hundredths of a percent. */
export function formatShare(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}

interface MoneyProps {
  readonly value: MoneyView;
  readonly className?: string;
}

/** An amount in figures of equal width, so that columns line up. */
export function Money({ value, className }: MoneyProps) {
  return <span className={cn("whitespace-nowrap tabular-nums", className)}>{formatMoney(value)}</span>;
}
