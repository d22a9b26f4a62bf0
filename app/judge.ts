const RULES = "rules/";

/** Who judged or ruled, as people read it: a model's or an operator's name, or "overlap (rule-based)". */
export const judgeName = (judge: string): string =>
  judge.startsWith(RULES) ? `${judge.slice(RULES.length)} (rule-based)` : judge;
