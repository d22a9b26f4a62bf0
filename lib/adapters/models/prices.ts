/** What a provider charges, in US dollars for a million tokens; one dollar a million tokens is one millionth of a dollar each. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** Of the models that judge here, by the beginning of the name that the provider answers with. */
const PRICES: Readonly<Record<string, Price>> = {
  "openai/gpt-5-mini": { input: 0.25, output: 2 },
  "anthropic/claude-haiku-4-5": { input: 1, output: 5 },
  "anthropic/claude-sonnet-4-5": { input: 3, output: 15 },
};

/** What an answer cost, in millionths of a US dollar, rounded up; null where the price or a count is not known. Pure. */
export function costOf(model: string, inputTokens: number | null, outputTokens: number | null): number | null {
  const name = Object.keys(PRICES).find((known) => model === known || model.startsWith(`${known}-`));
  const price = name === undefined ? undefined : PRICES[name];
  if (price === undefined || inputTokens === null || outputTokens === null) return null;
  // Without what floating point adds to a product that is whole.
  return Math.ceil(Number((inputTokens * price.input + outputTokens * price.output).toFixed(6)));
}
