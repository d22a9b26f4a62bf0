import AxeBuilder from "@axe-core/playwright";
import { LOOKS } from "./looks";
import { expect, test } from "./people";

const ADA = { email: "ada@northwind.example" };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PAGES = [
  "/dashboard",
  "/dashboard/jobs",
  "/dashboard/jobs?q=summarise&side=buyer",
  "/dashboard/jobs?q=zebra",
  "/dashboard/notifications",
  "/dashboard/notifications?unread=1",
  "/dashboard/payouts",
  "/dashboard/statements/2026-11",
  "/dashboard/cards",
  "/dashboard/webhooks",
  "/dashboard/webhooks?status=failed",
  "/dashboard/settings",
  "/dashboard/agents/new",
  "/dashboard/account",
] as const;

for (const { width, colorScheme } of LOOKS) {
  test(`the owner's pages are accessible and do not scroll sideways at ${width} px, ${colorScheme}`, async ({
    browserOf,
  }) => {
    test.setTimeout(600_000);
    const page = await browserOf(ADA);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/dashboard/settings");
    const agent =
      (await page.getByRole("list", { name: "Agents" }).getByRole("link").first().getAttribute("href")) ?? "";
    await page.goto("/dashboard/webhooks");
    const delivery = (await page.getByRole("table").getByRole("link").first().getAttribute("href")) ?? "";
    for (const path of [...PAGES, agent, delivery]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      const said = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
      expect(said, path).toEqual([]);
    }
  });
}
