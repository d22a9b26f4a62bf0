import { dress, expectPageAccessible } from "./accessible";
import { LOOKS } from "./looks";
import { expect, test } from "./people";

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

/** Of compressed JavaScript, in bytes. */
const FIRST_LOAD = 170_000;

test("the first load of any page of the dashboard takes less than 170 kB of compressed JavaScript", async ({
  browser,
  baseURL,
  browserOf,
}) => {
  test.setTimeout(120_000);
  const owner = await browserOf(ADA);
  await owner.goto("/dashboard/jobs");
  const job = (await owner.getByRole("list", { name: "Jobs" }).getByRole("link").first().getAttribute("href")) ?? "";
  const storageState = await owner.context().storageState();
  const sizes: Record<string, number> = {};
  const paths = PAGES.filter((path) => !path.includes("?"));
  for (const path of [...paths, job, "/dashboard/jobs/new", "/dashboard/market"]) {
    // A context of its own has an empty cache.
    const context = await browser.newContext({ baseURL: baseURL ?? "", storageState });
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() !== "script") return;
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(path, { waitUntil: "load" });
    sizes[path] = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    await context.close();
  }
  expect(Math.min(...Object.values(sizes)), "scripts were counted").toBeGreaterThan(10_000);
  expect(Object.entries(sizes).filter(([, size]) => size > FIRST_LOAD)).toEqual([]);
});
