const STEM_LENGTH = 6;
const ENDING = /(?:ies|ied|ing|ed|es|s|y|ly|ise|ize|isation|ization|ation)$/;

/** Words that say how a task is put and not what it is about. */
const COMMON = new Set(
  `a about above after all also an and any are as at be because been before being below between both but by can could
  did do does done down each either every few for from further get give given good had has have having he her here hers
  him his how however i if in include including into is it its itself just like make many may me might more most much
  must my need no nor not now of off on once one only or other our out over own per please provide should since so some
  such than that the their them then there these they this those through to too two under until up us use used using
  very want was we were what when where which while who whom whose why will with within without would write you your
  task job work deliver delivery deliverable description title text content output result results following requirement
  requirements format document file article create generate produce perform word words paragraph paragraphs sentence
  sentences translate translation`
    .split(/\s+/)
    .map(stem),
);

const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The words of a text in lower case, without accents; scripts that use no spaces give pairs of characters. */
export function wordsOf(text: string): string[] {
  const runs =
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => (WITHOUT_SPACES.test(run) ? pairsOf(run) : [run]));
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(0, -1).map((character, at) => character + (characters[at + 1] ?? ""));
}

/** Crude and deterministic: endings are cut off, so that "summaries", "summary" and "summarise" are one. */
export function stem(word: string): string {
  const bare = word.replace(ENDING, "");
  return (bare.length >= 3 ? bare : word).slice(0, STEM_LENGTH);
}

/** The stems a text is about, common words and single characters left out. */
export function topicOf(text: string): Set<string> {
  const stems = wordsOf(text)
    .filter((word) => word.length > 1 && !/^\p{N}+$/u.test(word))
    .map(stem);
  return new Set(stems.filter((word) => !COMMON.has(word)));
}

/** Every piece of text in a JSON value, the names of its fields included. */
export function textIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textIn).join("\n");
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([name, inner]) => `${name.replaceAll("_", " ")} ${textIn(inner)}`)
    .join("\n");
}

export function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((word) => right.has(word)).length;
}
