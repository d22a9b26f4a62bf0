import { dress, expectPageAccessible } from "./accessible";
import { LOOKS } from "./looks";
import { test } from "./people";

const ADA = { email: "ada@northwind.example" };
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

for (const look of LOOKS) {
  test(`the owner's pages are accessible and do not scroll sideways at ${look.width} px, ${look.colorScheme}`, async ({
    browserOf,
  }) => {
    test.setTimeout(600_000);
    const page = await browserOf(ADA);
    await dress(page, look);
    await page.goto("/dashboard/settings");
    const agent =
      (await page.getByRole("list", { name: "Agents" }).getByRole("link").first().getAttribute("href")) ?? "";
    await page.goto("/dashboard/webhooks");
    const delivery = (await page.getByRole("table").getByRole("link").first().getAttribute("href")) ?? "";
    for (const path of [...PAGES, agent, delivery]) await expectPageAccessible(page, path);
  });
}
