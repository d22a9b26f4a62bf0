import { expect, test as base } from "@playwright/test";
import { watch } from "./watch";

/** Playwright's `test`, at the journeys' server, failing when the page throws, logs an error, is refused something or jumps. */
export const test = base.extend<{ readonly quietPage: undefined }>({
  // Playwright reads a fixture's dependencies from this pattern, and insists on one even when there are none.
  baseURL: async ({}, use) => {
    const address = process.env.VOXPACT_E2E_BASE;
    if (address === undefined) throw new Error("e2e/global-setup.ts has not run");
    await use(address);
  },
  quietPage: [
    async ({ page }, use) => {
      const troubles: string[] = [];
      await watch(page, troubles);
      await use(undefined);
      expect(troubles, "what went wrong in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
