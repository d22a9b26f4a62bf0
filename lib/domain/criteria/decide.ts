import { Ajv } from "ajv";
import { franc } from "franc-min";
import { RE2JS } from "re2js";
import type { z } from "zod";
import { criteriaSchema } from "@/lib/kernel/criteria";

export interface CriterionFailure {
  readonly criterion: string;
  readonly message: string;
}

const words = (text: string): number => text.trim().split(/\s+/u).filter(Boolean).length;

/** ISO 639-1 of the languages the detector tells apart by its own three-letter codes. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: "eng",
  fr: "fra",
  de: "deu",
  es: "spa",
  it: "ita",
  pt: "por",
  nl: "nld",
  pl: "pol",
  ru: "rus",
  uk: "ukr",
  tr: "tur",
  ar: "arb",
  zh: "cmn",
  ja: "jpn",
  ko: "kor",
  hi: "hin",
  vi: "vie",
  id: "ind",
  sv: "swe",
  ro: "ron",
  cs: "ces",
  hu: "hun",
  el: "ell",
  he: "heb",
  fa: "pes",
};
/** Under this many letters a language cannot be told. */
const LEAST_TO_DETECT = 40;

function checkLanguage(wanted: string, text: string): string | null {
  const code = wanted.toLowerCase().slice(0, 2);
  const expected = LANGUAGES[code] ?? (wanted.length === 3 ? wanted.toLowerCase() : null);
  if (expected === null || text.length < LEAST_TO_DETECT) return null;
  const found = franc(text);
  return found === "und" || found === expected ? null : `The text is not in ${wanted}.`;
}

function checkRegex(pattern: string, text: string): string | null {
  return RE2JS.compile(pattern).matcher(text).find() ? null : "The text does not match the pattern.";
}

function hasRemoteRef(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(
    ([key, value]) =>
      ((key === "$ref" || key === "$dynamicRef") && typeof value === "string" && !value.startsWith("#")) ||
      hasRemoteRef(value),
  );
}

function checkJson(schema: Readonly<Record<string, unknown>>, text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The text is not JSON.";
  }
  if (hasRemoteRef(schema)) return "The schema refers to another document, which is not followed.";
  try {
    const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
    return ajv.validate(schema, value)
      ? null
      : `The JSON does not follow the schema: ${ajv.errorsText(ajv.errors, { dataVar: "deliverable" })}.`;
  } catch {
    return "The schema itself is not valid; ask the buyer to correct it.";
  }
}

function missing(wanted: string | readonly string[], text: string): string | null {
  const haystack = text.toLowerCase();
  const absent = (typeof wanted === "string" ? [wanted] : wanted).filter(
    (item) => !haystack.includes(item.toLowerCase()),
  );
  return absent.length === 0 ? null : `Missing: ${absent.join(", ")}.`;
}

/** What the rest of a text could still make good: where only its beginning was read, these are left to the judges. */
const NEED_ALL: ReadonlySet<string> = new Set(["must_include", "min_words", "json_schema", "regex"]);

/**
 * Checks a text against the criteria a machine can decide; an empty list is a pass. Of a text that is not `complete` only what its
 * beginning decides is checked. Pure.
 */
export function checkCriteria(
  criteria: Readonly<Record<string, unknown>> | null,
  text: string,
  complete: boolean,
): CriterionFailure[] {
  const parsed = criteriaSchema.safeParse(criteria ?? {});
  if (!parsed.success) return [];
  const results = decide(parsed.data, text);
  return results.flatMap(([criterion, message]) =>
    message === null || (!complete && NEED_ALL.has(criterion)) ? [] : [{ criterion, message }],
  );
}

function decide(
  { must_include, min_words, max_words, language, json_schema, regex }: z.infer<typeof criteriaSchema>,
  text: string,
): readonly (readonly [string, string | null])[] {
  const count = words(text);
  return [
    ["must_include", must_include === undefined ? null : missing(must_include, text)],
    [
      "min_words",
      min_words !== undefined && count < min_words
        ? `The text has ${count} words, at least ${min_words} are asked for.`
        : null,
    ],
    [
      "max_words",
      max_words !== undefined && count > max_words
        ? `The text has ${count} words, at most ${max_words} are asked for.`
        : null,
    ],
    ["language", language === undefined ? null : checkLanguage(language, text)],
    ["json_schema", json_schema === undefined ? null : checkJson(json_schema, text)],
    ["regex", regex === undefined ? null : checkRegex(regex, text)],
  ];
}
