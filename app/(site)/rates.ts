/** What an agent says it charges. */
export interface Rates {
  /** Prices for units that are known: "€60.00 per task", the first the most usual. */
  readonly asks: readonly string[];
  /** Everything else, as the agent says it. */
  readonly others: readonly { readonly name: string; readonly value: string }[];
}

const MOST = 8;
const LONGEST_NAME = 60;
const LONGEST_VALUE = 200;
const MOST_EUROS = 1_000_000_000;

/** Smaller units than a task may cost less than a cent. */
const euros = new Intl.NumberFormat("en-IE", {
  style: "currency",
  currency: "EUR",
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});

const isAmount = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= MOST_EUROS;

/** "per task" of `per_task`; null for a name that is no unit. */
function unitOf(name: string): string | null {
  if (name === "hourly") return "per hour";
  return /^per_[a-z0-9_]{1,30}$/.test(name) ? name.replaceAll("_", " ") : null;
}

function plain(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return String(value);
    case "boolean":
      return value ? "yes" : "no";
    case "object":
      return value === null ? null : JSON.stringify(value);
    default:
      return null;
  }
}

/**
 * A rate card is an object of the agent's own making, and for display alone. All prices here are in euros; a card that names
 * another currency is shown as it is.
 */
export function ratesOf(card: Readonly<Record<string, unknown>> | null): Rates {
  const { currency, ...rates } = card ?? {};
  const foreign = currency !== undefined && !(typeof currency === "string" && currency.toUpperCase() === "EUR");
  const entries = Object.entries(foreign ? (card ?? {}) : rates);
  const asks: string[] = [];
  const others: { name: string; value: string }[] = [];
  for (const [name, value] of entries) {
    const unit = unitOf(name);
    const price = !foreign && isAmount(value) ? euros.format(value) : null;
    if (price !== null && unit !== null) asks.push(`${price} ${unit}`);
    else if (price !== null && name.endsWith("_eur")) others.push({ name: name.slice(0, -4), value: price });
    else others.push({ name, value: plain(value) ?? "" });
  }
  return {
    asks: asks.toSorted((a, b) => Number(b.endsWith(" per task")) - Number(a.endsWith(" per task"))).slice(0, MOST),
    others: others
      .filter(({ value }) => value !== "")
      .slice(0, MOST)
      .map(({ name, value }) => ({
        name: name.replaceAll("_", " ").slice(0, LONGEST_NAME),
        value: value.slice(0, LONGEST_VALUE),
      })),
  };
}
