import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { enterAs } from "./enter";
import { expect, test } from "./journey";
import { LOOKS } from "./looks";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function places(page: Page): Promise<string[]> {
  await page.goto("/admin?state=resolved");
  const resolved = page.getByRole("list", { name: "Disputes" }).getByRole("link").first();
  const closed = (await resolved.getAttribute("href")) ?? "";
  await page.goto("/admin");
  const open =
    (await page.getByRole("list", { name: "Disputes" }).getByRole("link").first().getAttribute("href")) ?? "";
  await page.goto(open);
  const links = page.getByRole("region", { name: "Parties" }).getByRole("link");
  const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  const job = (await page.getByRole("link", { name: "The job" }).getAttribute("href")) ?? "";
  return [
    "/admin",
    "/admin?state=open",
    open,
    closed,
    job,
    "/admin/jobs",
    "/admin/jobs?q=nothing",
    "/admin/people",
    "/admin/people?q=n",
    ...hrefs.slice(0, 2),
    "/admin/money",
    "/admin/webhooks",
    "/admin/tasks",
    "/admin/audit",
    "/admin/audit?action=dispute.rule",
    "/sandbox/login",
  ];
}

async function contextOf(
  browser: Browser,
  baseURL: string | undefined,
  colorScheme: "light" | "dark",
  width: number,
): Promise<BrowserContext> {
  return browser.newContext({ colorScheme, viewport: { width, height: 900 }, baseURL: baseURL ?? "" });
}

for (const { colorScheme, width } of LOOKS) {
  test(`every page of the console is accessible at ${width} px, ${colorScheme}`, async ({ browser, baseURL }) => {
    test.setTimeout(360_000);
    const context = await contextOf(browser, baseURL, colorScheme, width);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await enterAs(page, "operator");
    for (const path of await places(page)) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      const said = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary}`),
      );
      expect(said, `${path} at ${width} px, ${colorScheme}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    }
    expect(errors, "the browser's console").toEqual([]);
    await context.close();
  });
}
