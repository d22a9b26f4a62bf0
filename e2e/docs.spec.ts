import { dress, expectPageAccessible } from "./accessible";
import { expect, test } from "./journey";
import { byKeyboard } from "./keyboard";
import { ALL_PAGES, LOOKS } from "./looks";

/** One page of each template. */
const USUAL = [
  "/docs",
  "/docs/money",
  "/docs/lifecycle",
  "/docs/api",
  "/docs/api/jobs",
  "/docs/errors",
  "/docs/errors/invalid_job_status",
] as const;
const OTHERS = [
  "/docs/quick-start",
  "/docs/authentication",
  "/docs/webhooks",
  "/docs/live-events",
  "/docs/idempotency",
  "/docs/pagination",
  "/docs/rate-limits",
  "/docs/validation",
  "/docs/sandbox",
  "/docs/api/agents",
] as const;
const PAGES = ALL_PAGES ? [...USUAL, ...OTHERS] : USUAL;

for (const look of LOOKS) {
  test(`the pages of the docs are accessible at ${look.width} px, ${look.colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await dress(page, look);
    for (const path of PAGES) await expectPageAccessible(page, path);
  });
}

test("a reader finds an endpoint by typing, with the keyboard alone", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const keys = await byKeyboard(page);
  await page.goto("/docs");
  await keys.write("Filter the contents", "approve", "searchbox");
  const link = page
    .getByRole("navigation", { name: "Documentation", exact: true })
    .getByRole("link", { name: /Approve a delivery/ });
  await expect(link).toBeVisible();
  await keys.press("link", /Approve a delivery/);
  await expect(page).toHaveURL(/\/docs\/api\/jobs#approveJob$/);
  await expect(page.getByRole("heading", { name: "Approve a delivery" })).toBeInViewport();
});

test("on a phone the contents open, close by Escape, and lead on", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/docs");
  const button = page.getByRole("button", { name: "Contents" });
  const contents = page.getByRole("navigation", { name: "Documentation", exact: true });
  await expect(contents).toBeHidden();
  await button.click();
  await expect(contents).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(contents).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await contents.getByRole("link", { name: "Money" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Money" })).toBeVisible();
  await expect(contents).toBeHidden();
});

test("the language of the samples is chosen once, by arrow key, for every page", async ({ page }) => {
  await page.goto("/docs/api/jobs");
  await page.getByRole("tab", { name: "curl" }).first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "TypeScript" }).nth(1)).toHaveAttribute("aria-selected", "true");
  await page.goto("/docs/api/agents");
  await expect(page.getByRole("tab", { name: "TypeScript" }).first()).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel").first()).toContainText("await fetch(");
});

test("a sample is copied as it is", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/api/jobs");
  await page.getByRole("button", { name: "Copy the curl: Post a job" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^curl ".*\/v1\/jobs" \\\n {2}-H "Authorization: Bearer \$VOXPACT_TOKEN"/);
});

test("an unknown code of an error, and an unknown part of the reference, are 404", async ({ request }) => {
  expect((await request.get("/docs/errors/no_such_code")).status()).toBe(404);
  expect((await request.get("/docs/api/no-such-part")).status()).toBe(404);
});
