import { expect, test as base } from "@playwright/test";

/** Playwright's `test`, at the journeys' server, failing when the page throws or logs an error. */
export const test = base.extend<{ readonly quietPage: undefined }>({
  // Playwright reads a fixture's dependencies from this pattern, and insists on one even when there are none.
  baseURL: async ({}, use) => {
    const address = process.env.VOXPACT_E2E_BASE;
    if (address === undefined) throw new Error("e2e/global-setup.ts has not run");
    await use(address);
  },
  quietPage: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await use(undefined);
      expect(errors, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
