import { readFileSync } from "node:fs";
import path from "node:path";
import { FORMS } from "./forms";
import { TACTICS, TRANSLATIONS, type Order } from "./orders";

/** One text that tries to talk a judge over. */
export interface Attack {
  readonly id: string;
  readonly form: string;
  readonly language: string;
  readonly text: string;
}

/** Forms in which the translations come too: those that do not depend on Latin letters. */
const FOR_TRANSLATIONS: readonly string[] = [
  "plain",
  "html-comment",
  "chatml",
  "boundary",
  "boundary-u2028",
  "base64",
  "zero-width",
];

const dressed = (order: Order, names: readonly string[]): Attack[] =>
  FORMS.filter(({ name }) => names.includes(name)).map(({ name, dress }) => ({
    id: `${order.name}/${name}`,
    form: name,
    language: order.language,
    text: dress(order.text),
  }));

/** Every tactic in every form, and the translations in those that fit them. */
export function generate(): Attack[] {
  const every = FORMS.map(({ name }) => name);
  return [
    ...TACTICS.flatMap((order) => dressed(order, every)),
    ...TRANSLATIONS.flatMap((order) => dressed(order, FOR_TRANSLATIONS)),
  ];
}

export const CORPUS_FILE = path.join(import.meta.dirname, "corpus.jsonl");

/** The corpus as it is kept: one attack a line, ASCII alone, so that nothing invisible hides in the file itself. */
export function written(attacks: readonly Attack[]): string {
  const ascii = (line: string) =>
    line.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return attacks.map((attack) => `${ascii(JSON.stringify(attack))}\n`).join("");
}

export function readCorpus(): Attack[] {
  return readFileSync(CORPUS_FILE, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Attack);
}
