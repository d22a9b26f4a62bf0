import type { Page } from "@playwright/test";

export const OPERATOR = { email: "operator@voxpact.example" };

/** Enters as one of the sandbox's people, by the demo login. */
export async function enterAs(page: Page, who: string): Promise<void> {
  await page.goto("/sandbox/login");
  if (who === "operator") {
    await page.getByRole("button", { name: `Open the console as ${OPERATOR.email}` }).click();
    await page.waitForURL("**/admin");
  } else {
    await page.getByRole("button", { name: `Log in as ${who}` }).click();
    await page.waitForURL("**/dashboard");
  }
}
