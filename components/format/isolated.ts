const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name as part of a sentence that is one string: what is written from right to left does not draw its neighbours in. */
export const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

/** A sentence of ours that quotes a title: the title alone is isolated, the sentence keeps its own direction. */
export const quoteIsolated = (sentence: string): string =>
  sentence.replace(/“(.*)”/s, (_, title: string) => `“${isolated(title)}”`);
