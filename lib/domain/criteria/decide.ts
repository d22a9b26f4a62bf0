import { Ajv, type ValidateFunction } from "ajv";
import { franc } from "franc-min";
import { RE2JS } from "re2js";
import type { Criteria } from "../../kernel/criteria.ts";
import { LANGUAGES } from "./languages.ts";

/*
 * What a machine can decide of a text. A buyer writes the criteria and a worker the text: together they decide what this costs,
 * so it runs in a thread of its own (thread.ts). Node loads these files from the disk as they are, hence the relative imports
 * with their endings.
 */

/** A criterion, and why the text does not meet it. */
export type Failed = readonly [criterion: string, message: string];

const words = (text: string): number => text.trim().split(/\s+/u).filter(Boolean).length;

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

/** `pattern` and `patternProperties` in RE2's syntax, as `regex` is: JavaScript's own would backtrack for ever. */
const re2 = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text: string): boolean => compiled.matcher(text).find() };
  },
  { code: "re2" },
);

type Schema = NonNullable<Criteria["json_schema"]>;

/** Throws where it is no JSON Schema. */
function compiled(schema: Schema): ValidateFunction {
  return new Ajv({ strict: false, allErrors: false, validateFormats: false, code: { regExp: re2 } }).compile(schema);
}

/** Why a JSON Schema cannot be used, or null. Pure. */
export function schemaFlaw(schema: Schema): string | null {
  if (hasRemoteRef(schema)) return "must not refer to other documents";
  try {
    compiled(schema);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : "it cannot be read";
    return `is no JSON Schema that can be used, with patterns in RE2's syntax: ${why}`;
  }
}

function checkJson(schema: Schema, text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The text is not JSON.";
  }
  const follows = compiled(schema);
  if (follows(value)) return null;
  const errors = new Ajv().errorsText(follows.errors, { dataVar: "deliverable" });
  return `The JSON does not follow the schema: ${errors}.`;
}

function missing(wanted: string | readonly string[], text: string): string | null {
  const haystack = text.toLowerCase();
  const absent = (typeof wanted === "string" ? [wanted] : wanted).filter(
    (item) => !haystack.includes(item.toLowerCase()),
  );
  return absent.length === 0 ? null : `Missing: ${absent.join(", ")}.`;
}

/** The criteria that a text does not meet. Throws where a schema cannot be used. Pure. */
export function decide(criteria: Criteria, text: string): Failed[] {
  const { must_include, min_words, max_words, language, json_schema, regex } = criteria;
  const count = words(text);
  const results: readonly (readonly [string, string | null])[] = [
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
  return results.flatMap(([criterion, message]) => (message === null ? [] : [[criterion, message] as const]));
}
