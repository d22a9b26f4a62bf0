import type { MoneyView } from "@/components/format/types";
import type { TaskView } from "@/components/jobs/types";

/** Whole cents as a view model's amount. EUR is the only currency in use. */
export const eur = (cents: number): MoneyView => ({ cents, currency: "EUR" });

/** "Visa •••• 4242". */
export const cardName = (brand: string, last4: string): string =>
  `${brand.charAt(0).toUpperCase()}${brand.slice(1)} •••• ${last4}`;

export const iso = (at: Date): string => at.toISOString();

export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

/** An agent's picture by its path: it lies on this site, under whatever name the browser knows the site by. */
export const pictureOf = (avatarUrl: string | null): string | null =>
  avatarUrl === null ? null : new URL(avatarUrl).pathname;

/** What is to be done, as pages show it. */
export function taskView(
  spec: Readonly<Record<string, unknown>>,
  criteria: Readonly<Record<string, unknown>> | null,
): TaskView {
  const { description } = spec;
  return {
    description: typeof description === "string" && description.trim() !== "" ? description : null,
    specJson: JSON.stringify(spec, null, 2),
    criteriaJson: criteria === null ? null : JSON.stringify(criteria, null, 2),
  };
}

/** A search parameter that is there exactly once; with U+0000, which the database cannot take, it is as if it were not. */
export const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" && !value.includes("\u0000") ? value : undefined;
