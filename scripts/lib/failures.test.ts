import { expect, test } from "vitest";
import { reportedFailures } from "./failures";

const VITEST = `
 \u001b[32m✓\u001b[39m lib/a.test.ts (2 tests)
⎯⎯⎯⎯⎯⎯⎯ \u001b[31mFailed Tests 1\u001b[39m ⎯⎯⎯⎯⎯⎯⎯

 FAIL  integration  lib/b.int.test.ts > sums
AssertionError: expected 1 to be 2

 Test Files  1 failed | 1 passed (2)
`;
const PLAYWRIGHT = `
Running 2 tests using 2 workers
  ✓  1 e2e/a.spec.ts:1:1 › opens (1.2s)
  ✘  2 e2e/b.spec.ts:1:1 › closes (1.2s)

  1) e2e/b.spec.ts:1:1 › closes
    Error: still open

  1 failed
`;

test("tells what Vitest and Playwright reported of what failed, and nothing of the rest", () => {
  expect(reportedFailures(VITEST)).toMatch(/^⎯+ Failed Tests 1 ⎯+\n\n FAIL {2}integration [^]+ expected 1 to be 2$/);
  expect(reportedFailures(PLAYWRIGHT)).toMatch(/^1\) e2e\/b\.spec\.ts[^]+still open[^]+1 failed$/);
});

test("has nothing to tell where nothing failed, or the runner died first", () => {
  for (const output of ["", " ✓ lib/a.test.ts\n Test Files  1 passed (1)\n", "Killed"])
    expect(reportedFailures(output)).toBe("");
});
