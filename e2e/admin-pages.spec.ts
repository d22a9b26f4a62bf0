import type { Page } from "@playwright/test";
import { dress, expectPageAccessible } from "./accessible";
import { enterAs } from "./enter";
import { test } from "./journey";
import { LOOKS } from "./looks";

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
    "/admin/jobs?status=frozen",
    "/admin/jobs?q=nothing",
    "/admin/people",
    "/admin/people?q=n",
    ...hrefs.slice(0, 2),
    "/admin/money",
    "/admin/webhooks",
    "/admin/tasks",
    "/admin/audit",
    "/admin/audit?actor=operators&action=dispute.rule",
    "/sandbox/login",
  ];
}

for (const look of LOOKS) {
  test(`every page of the console is accessible at ${look.width} px, ${look.colorScheme}`, async ({ page }) => {
    test.setTimeout(360_000);
    await dress(page, look);
    await enterAs(page, "operator");
    for (const path of await places(page)) await expectPageAccessible(page, path);
  });
}
