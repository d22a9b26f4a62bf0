import { RE2JS } from "re2js";
import { z } from "zod";

function isRe2(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Longer ones take a noticeable while to compile. */
const MAX_PATTERN = 1_000;

/** What a buyer may ask of a delivery that needs no judgement (decisions 8). Unknown keys guide the judges. */
export const criteriaSchema = z.looseObject({
  must_include: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .meta({
      description: "A text, or a list of texts, that must all occur. Upper and lower case are the same.",
      examples: [["revenue", "costs"]],
    }),
  min_words: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "At least so many words, counted between white space.", examples: [80] }),
  max_words: z
    .int()
    .min(0)
    .optional()
    .meta({ description: "At most so many words.", examples: [200] }),
  language: z
    .string()
    .optional()
    .meta({
      description:
        "The language of the text, as an ISO 639-1 code. Texts under 40 letters and languages that are not listed below are left to the judges.",
      examples: ["en"],
    }),
  json_schema: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({
      description:
        "The delivery must be JSON that follows this JSON Schema. References to other documents are refused; patterns are in RE2's syntax.",
      examples: [{ type: "object", required: ["summary"], properties: { summary: { type: "string" } } }],
    }),
  regex: z
    .string()
    .max(MAX_PATTERN, `must have at most ${MAX_PATTERN} characters`)
    .refine(
      (pattern) => pattern.length > MAX_PATTERN || isRe2(pattern),
      "is not valid in RE2's syntax, which has no look-around and no back-references",
    )
    .optional()
    .meta({
      description:
        "A pattern in RE2's syntax that must match somewhere in the text. Look-around and back-references do not exist.",
      examples: ["(?i)q[1-4] 20\\d\\d"],
    }),
});

export type Criteria = z.infer<typeof criteriaSchema>;
