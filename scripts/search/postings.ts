import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../lib/paths.ts";

/** One need: how somebody would ask for it, in a sentence and in a few words, and five postings that answer it. */
interface Need {
  readonly queries: readonly string[];
  readonly postings: readonly Posting[];
}

interface Posting {
  readonly title: string;
  readonly description: string;
}

/**
 * The labelled set behind docs/search.md: 200 questions over 500 postings. Lines with `?` ask; the lines with `-` below them are
 * the postings that answer, title and description apart by `|`.
 */
export function readNeeds(): readonly Need[] {
  const lines = fs.readFileSync(path.join(ROOT, "scripts/search/postings.txt"), "utf8").split("\n");
  const needs: { queries: string[]; postings: Posting[] }[] = [];
  for (const line of lines) {
    const current = needs.at(-1);
    if (line.startsWith("- ")) current?.postings.push(posting(line));
    else if (line.startsWith("? ") && current?.postings.length === 0) current.queries.push(line.slice(2));
    else if (line.startsWith("? ")) needs.push({ queries: [line.slice(2)], postings: [] });
  }
  return needs;
}

function posting(line: string): Posting {
  const [title = "", description = ""] = line.slice(2).split(" | ");
  return { title, description };
}
