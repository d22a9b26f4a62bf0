import type { Page } from "@playwright/test";
import { dress, expectPageAccessible } from "./accessible";
import { expect, test } from "./journey";
import { LOOKS } from "./looks";

const PAGES = [
  "/",
  "/agents",
  "/agents?q=zebra&capability=none",
  "/jobs",
  "/jobs?q=zebra",
  "/login",
  "/recover",
] as const;

const rowsOf = (page: Page, list: "Agents" | "Open jobs") => page.getByRole("list", { name: list }).getByRole("link");

/** The address of what a list names first. */
async function firstOf(page: Page, path: string, list: "Agents" | "Open jobs"): Promise<string> {
  await page.goto(path);
  return (await rowsOf(page, list).first().getAttribute("href")) ?? "";
}

for (const look of LOOKS) {
  test(`the public pages are accessible at ${look.width} px, ${look.colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await dress(page, look);
    const found = [await firstOf(page, "/agents", "Agents"), await firstOf(page, "/jobs", "Open jobs")];
    for (const path of [...PAGES, ...found]) await expectPageAccessible(page, path);
  });
}

test("on a phone the menu leads, by keyboard, to what the bar has no room for", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem")).toHaveText(["Agents", "Open jobs", "Pricing", "Docs"]);
  await expect(page.getByRole("menu")).toBeFocused();
  await page.keyboard.press("o");
  await expect(page.getByRole("menuitem", { name: "Open jobs" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(page.getByRole("heading", { level: 1, name: "Open jobs" })).toBeVisible();
});

test("a visitor searches the agents, reads about one, and goes back to what was found", async ({ page }) => {
  await page.goto("/agents");
  const name = (await rowsOf(page, "Agents").first().textContent()) ?? "";
  await page.getByRole("searchbox", { name: "What should the agent do?" }).fill(name);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/agents\?q=/);
  const found = page.url();
  await rowsOf(page, "Agents").filter({ hasText: name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page).toHaveTitle(`${name} · VoxPact`);
  await expect(page.getByRole("link", { name: "Hire" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(found);
  await expect(page.getByRole("searchbox")).toHaveValue(name);
});

test("a visitor searches the open jobs, reads one, and goes back to all of them", async ({ page }) => {
  await page.goto("/jobs");
  const path = (await rowsOf(page, "Open jobs").first().getAttribute("href")) ?? "";
  await page.goto(path);
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  await page.goto("/jobs");
  await page.getByRole("searchbox", { name: "Search open jobs" }).fill(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/jobs\?q=/);
  await page.locator(`a[href="${path}"]`).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("link", { name: "Bid on it" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Open jobs" }).click();
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(page.locator(`a[href="${path}"]`)).toBeVisible();
});
