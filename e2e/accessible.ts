import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Look } from "./looks";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where the page as it is breaks WCAG 2.2 AA, and why: a line a place. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id} ${String(target)} ${html} ${failureSummary}`),
  );
}

/** Gives the page a width and a theme. Without motion: what fades in has not its final colours. */
export async function dress(page: Page, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

/** The page at `path` has a heading, breaks no rule of WCAG 2.2 AA and does not scroll sideways. */
export async function expectPageAccessible(page: Page, path: string): Promise<void> {
  await expectPageFits(page, path);
  expect(await violations(page), path).toEqual([]);
}

/** The page at `path` has a heading and does not scroll sideways. */
export async function expectPageFits(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
}
