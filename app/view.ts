import type { MoneyView } from "@/components/format/types";

/** Whole cents as a view model's amount. EUR is the only currency in use. */
export const eur = (cents: number): MoneyView => ({ cents, currency: "EUR" });

export const iso = (at: Date): string => at.toISOString();

export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A search parameter that is there exactly once. */
export const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
