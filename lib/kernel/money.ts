import { invariant } from "./assert";

/** An amount in whole cents. Never a fraction, never a float in euros (decisions 1). */
export type Cents = number & { readonly __unit: "cents" };

/** The only currency in use; the ledger already carries one per posting. */
export const CURRENCY = "eur";

/** The share of an amount in hundredths of a percent: 1,000 is 10%. */
export type BasisPoints = number & { readonly __unit: "basis points" };

/** Marks a number as an amount in whole cents: 1,050 is €10.50. It may be negative. Throws for a fraction, which is a bug of ours. */
export function cents(amount: number): Cents {
  invariant(Number.isSafeInteger(amount), `${amount} is no whole number of cents`);
  return amount as Cents;
}

/** Marks a number as a share in hundredths of a percent, 0 to 10,000. Throws for anything else: that is a bug of ours. */
export function basisPoints(share: number): BasisPoints {
  invariant(Number.isSafeInteger(share) && share >= 0 && share <= 10_000, `${share} is no share`);
  return share as BasisPoints;
}

/**
 * Reads a JSON amount in EUR. Returns null where it has more than two decimals or is no finite number
 * (the caller answers 422 `invalid_amount`).
 */
export function centsFromEuros(euros: number): Cents | null {
  if (!Number.isFinite(euros)) return null;
  const rounded = Math.round(euros * 100);
  if (!Number.isSafeInteger(rounded)) return null;
  // The nearest double to n/100 is what JSON.parse gives for the literal; anything else had more decimals.
  return rounded / 100 === euros ? cents(rounded) : null;
}

/** The JSON number of an amount: euros with at most two decimals. */
export function eurosFromCents(amount: number): number {
  return amount / 100;
}

/** A share of an amount, rounded half up to the cent (decisions 1). `amount` must not be negative. */
export function shareOf(amount: Cents, share: BasisPoints): Cents {
  invariant(amount >= 0, "a share of a negative amount");
  return cents(Math.floor((amount * share + 5_000) / 10_000));
}

/** What is left of `from`; negative where `amount` is more. */
export function subtract(from: Cents, amount: Cents): Cents {
  return cents(from - amount);
}

/** "€1,234.50", for people. */
export function formatEuros(amount: number): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(amount / 100);
}
