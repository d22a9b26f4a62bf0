import { expect, test } from "./journey";

// The tracer writes a script into every frame; a mail's frame runs none and says so in the console.
test.use({ trace: "off" });

test("the mailbox shows a mail in its frame, styles and all", async ({ page }) => {
  await page.goto("/sandbox/mail");
  await page
    .getByRole("link", { name: /Activate|key|code/ })
    .first()
    .click();
  const mail = page.frameLocator("iframe");
  await expect(mail.getByRole("link").first()).toBeVisible();
});
