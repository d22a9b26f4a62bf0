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

test("the list and the mail scroll apart: the last mail of a page opens in view, and the page goes on", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.goto("/sandbox/mail");
  const mails = page.getByRole("list", { name: "Mails" }).getByRole("link");
  const idIn = (href: string | null) => new URL(href ?? "", "http://localhost").searchParams.get("id");
  const last = (await mails.last().getAttribute("href")) ?? "";
  await mails.last().click();
  await expect(page).toHaveURL(last);
  await expect(page.frameLocator("iframe").getByRole("link").first()).toBeInViewport();
  await expect(mails.last()).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);

  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/before=/);
  expect(idIn(await mails.first().getAttribute("href"))).not.toBe(idIn(last));
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).toHaveURL(/\/sandbox\/mail$/);
});
