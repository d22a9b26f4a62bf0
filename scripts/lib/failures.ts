import { stripVTControlCharacters } from "node:util";

/** Longer reports are cut: the first failures tell most. */
const MOST = 8_000;

/** Where a runner begins and ends the reports of its failures: Vitest's, and Playwright's, which goes on to the end. */
const REPORTS = [/^⎯+ Failed (?:Suites|Tests) \d+ ⎯+$[^]*?(?=^ *Test Files )/m, /^ {2}1\) [^]*$/m];

/** What a test runner said of the tests that failed; "" where it said nothing. Pure. */
export function reportedFailures(output: string): string {
  const plain = stripVTControlCharacters(output);
  const reports = REPORTS.flatMap((report) => report.exec(plain)?.[0].trim() ?? []);
  return reports.join("\n\n").slice(0, MOST);
}
