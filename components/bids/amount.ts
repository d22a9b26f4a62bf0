/** "20,50" and "20.50" are the same amount in EUR; undefined where nothing is written. */
export function amountOf(typed: string): number | undefined {
  const text = typed.replace(/^€\s*/, "").replace(",", ".").trim();
  return text === "" ? undefined : Number(text);
}
