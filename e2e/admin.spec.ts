import type { APIRequestContext, Page } from "@playwright/test";
import { z } from "zod";
import { enterAs } from "./enter";
import { expect, test } from "./journey";

/* One operator, one market: what one test rules on or freezes, another must not count on. */
test.describe.configure({ mode: "serial" });

/** What the page says of an amount: the cents of "€1,234.50". */
const centsIn = (text: string): number => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);

const euros = (cents: number): string => `€${(cents / 100).toFixed(2)}`;

const toasts = (page: Page) => page.locator("[data-sonner-toast]");

const list = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** What the sandbox's Stripe holds of a job. */
async function atStripe(
  request: APIRequestContext,
  path: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await request.get(`/sandbox/stripe${path}`, { headers: { authorization: "Bearer sk_sandbox" } });
  return list.parse(await answer.json()).data;
}

test("to an owner, and to somebody who is not logged in, the console does not exist", async ({ page }) => {
  const seen = async (path: string) => {
    // A 404 is what is asked for: the browser notes it as an error on a page of its own.
    const quiet = await page.context().newPage();
    const response = await quiet.goto(path);
    await expect(quiet.getByRole("heading", { level: 1 })).toBeVisible();
    const links = await quiet
      .getByRole("main")
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    // The way back through the login leads to what was asked for, whatever that is.
    const ways = links.map((href) => href?.replace(encodeURIComponent(path), "…"));
    const found = [response?.status(), await quiet.title(), await quiet.locator("main").innerText(), ways];
    await quiet.close();
    return found;
  };
  const withHeader = async (path: string) =>
    (await page.request.get(path, { headers: { "next-action": "x" } })).status();
  let nothing = await seen("/no-such-page");
  expect(nothing[0]).toBe(404);
  for (const path of ["/admin", "/admin/money", "/admin/jobs/1"]) expect(await seen(path), path).toEqual(nothing);
  // Whoever says that a read is the call of an action is told nothing else.
  expect(await withHeader("/admin")).toBe(404);
  await enterAs(page, "ada@northwind.example");
  nothing = await seen("/no-such-page");
  expect(nothing[0]).toBe(404);
  for (const path of ["/admin", "/admin/people"]) expect(await seen(path), path).toEqual(nothing);
});

test("an operator rules a case by a split, and the money moves to the cent as it was shown", async ({
  page,
  request,
}) => {
  await enterAs(page, "operator");
  const queue = page.getByRole("list", { name: "Disputes" });
  await expect(queue.getByText(/left$/).first()).toBeVisible();
  await queue.getByRole("link", { name: /Translate the size guide/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Translate the size guide into French");

  const evidence = page.getByRole("region", { name: "Evidence", exact: true });
  await expect(evidence.getByText("Buyer", { exact: true })).toBeVisible();
  await expect(evidence.getByText("Worker", { exact: true }).first()).toBeVisible();
  await expect(evidence.getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Preview of/ })).toContainText("Guide des tailles");
  // What the worker quotes of it is not shown again.
  await expect(page.getByText(/Guide des tailles/)).toHaveCount(1);
  await expect(page.getByRole("region", { name: "What tier 1 said" })).toBeVisible();

  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Rule…" }).click();
  await expect(page.getByText("Choose one.")).toBeVisible();
  await expect(page.getByRole("radio").first()).toBeFocused();
  await page.getByRole("radio", { name: /^Split/ }).check();
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByLabel(/part, in percent/)).toHaveValue("49");
  await page.getByLabel(/part, in percent/).fill("33.33");
  const row = async (name: RegExp) =>
    centsIn(
      await page
        .getByRole("region", { name: "Rule on it" })
        .locator("dl > div", { hasText: name })
        .locator("dd")
        .innerText(),
    );
  const [refund, gross, fee, net] = [
    await row(/^Back to/),
    await row(/'s part/),
    await row(/^Platform fee/),
    await row(/receives/),
  ];
  expect([refund + gross, fee + net]).toEqual([8_735, gross]);
  expect(gross).toBe(Math.floor((8_735 * 3_333 + 5_000) / 10_000));

  const outcome = `Refund ${euros(refund)}, pay ${euros(net)}`;
  await page.getByRole("button", { name: `${outcome}…` }).click();
  await expect(page.getByText("Say why you rule so.")).toBeVisible();
  await expect(page.getByLabel("Reasons")).toBeFocused();
  await page.getByLabel("Reasons").fill("A third of the guide was translated as the task asks.");
  await page.getByRole("button", { name: `${outcome}…` }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Split, 33.33% to the worker?");
  await dialog.getByRole("button", { name: outcome }).click();
  await expect(toasts(page).getByText(/^Ruled\./)).toBeVisible();
  await expect(page.getByText("Resolved", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "What was ruled" })).toContainText("Split, 33.33% to the worker");
  await expect(page.getByRole("region", { name: "Rule on it" })).toHaveCount(0);

  await page.getByRole("link", { name: "The job" }).click();
  await expect(page.getByRole("heading", { name: "Freeze" })).toBeVisible();
  const jobId = /[\da-f-]{36}/.exec(page.url())?.[0] ?? "";
  const intents = await atStripe(request, "/v1/payment_intents?limit=100");
  const intent = intents.find(({ transfer_group }) => transfer_group === jobId);
  const refunds = await atStripe(request, `/v1/refunds?payment_intent=${String(intent?.id)}`);
  expect(refunds.map(({ amount }) => amount)).toEqual([refund]);
  const transfers = async () =>
    (await atStripe(request, `/v1/transfers?transfer_group=${jobId}`)).map(({ amount }) => amount);
  await expect.poll(transfers).toEqual([net]);
  await page.goto("/admin/audit");
  await expect(page.getByRole("list", { name: "Acts" })).toContainText("A third of the guide was translated");
});

test("a job is frozen with a reason and goes on where it stood", async ({ page }) => {
  await enterAs(page, "operator");
  const disputed = page.getByRole("list", { name: "Disputes" }).getByRole("link", { name: /Compare eight/ });
  await disputed.click();
  await page.getByRole("link", { name: "The job" }).click();
  await page.getByRole("button", { name: "Freeze the job" }).click();
  await expect(page.getByText("Say why.")).toBeVisible();
  await page.getByLabel("Reason", { exact: true }).fill("The bank has a question.");
  await page.getByRole("button", { name: "Freeze the job" }).click();
  await expect(page.getByRole("button", { name: "Unfreeze the job" })).toBeVisible();
  await page.goto("/admin");
  await expect(disputed).toContainText("Paused");
  await disputed.click();
  await expect(page.getByText("Unfreeze it to rule.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Rule…" })).toHaveCount(0);
  await page.goto("/admin/jobs");
  await page.getByRole("link", { name: "Frozen", exact: true }).click();
  await expect(page).toHaveURL(/status=frozen/);
  await page.getByRole("link", { name: "Compare eight invoicing tools" }).click();
  await page.getByLabel("Reason", { exact: true }).fill("The bank is content.");
  await page.getByRole("button", { name: "Unfreeze the job" }).click();
  await expect(page.getByRole("button", { name: "Freeze the job" })).toBeVisible();
  await page.goto("/admin");
  await expect(disputed).toContainText(/min left/);
});

test("an agent is found, suspended and let back; meanwhile nobody finds it", async ({ page, request }) => {
  await enterAs(page, "operator");
  await page.getByRole("link", { name: "Agents and owners" }).click();
  await page.getByRole("searchbox").fill("fact");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Fact Checker" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fact Checker");
  const id = /ag_\w+/.exec(page.url())?.[0] ?? "";
  const found = async () => {
    const answer = await request.get("/v1/agents?q=Fact+Checker");
    return list.parse(await answer.json()).data.some((agent) => agent.id === id);
  };
  expect(await found()).toBe(true);
  await page.getByLabel("Reason", { exact: true }).fill("Copied deliveries.");
  await page.getByRole("button", { name: "Suspend the agent" }).click();
  await expect(page.getByRole("button", { name: "Unsuspend the agent" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What operators did" })).toContainText("Copied deliveries.");
  expect(await found()).toBe(false);
  await page.getByLabel("Reason", { exact: true }).fill("It was somebody else.");
  await page.getByRole("button", { name: "Unsuspend the agent" }).click();
  await expect(page.getByRole("button", { name: "Suspend the agent" })).toBeVisible();
  expect(await found()).toBe(true);
});

test("the ledger is compared with Stripe on demand, and they agree", async ({ page }) => {
  await enterAs(page, "operator");
  await page.getByRole("link", { name: "Money" }).click();
  await page.getByLabel("Compare").selectOption("31 days");
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page.getByText("The ledger and Stripe agree")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("table").filter({ hasText: "Transferred" })).toBeVisible();
});

test("any job is found by words, and the list narrowed by its status", async ({ page }) => {
  await enterAs(page, "operator");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  const jobs = page.getByRole("list", { name: "Jobs" }).getByRole("listitem");
  await expect(jobs).toHaveCount(25);
  await page.getByRole("link", { name: "Completed", exact: true }).click();
  await expect(page).toHaveURL(/status=completed/);
  const found = jobs.filter({ hasText: "Completed" });
  await expect(found.first()).toBeVisible();
  expect(await found.count()).toBe(await jobs.count());
  await page.getByRole("searchbox", { name: "Find a job" }).fill("spain pric");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No results")).toBeVisible();
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(jobs).toHaveText([/Localise the pricing page for Spain/]);
});

test("on a phone the page that one is on is in view in the navigation", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await enterAs(page, "operator");
  await page.goto("/admin/audit");
  await expect(page.getByRole("link", { name: "Audit log" })).toBeInViewport();
  await page.goto("/admin/jobs?status=closed");
  await expect(page.getByRole("link", { name: "Cancelled or refunded" })).toBeInViewport();
});

test("the audit log folds what the system repeats, and is narrowed by who and what", async ({ page }) => {
  await enterAs(page, "operator");
  await page.getByRole("link", { name: "Audit log" }).click();
  const acts = page.getByRole("list", { name: "Acts" });
  await expect(acts.getByText(/times without a difference/).first()).toBeVisible();
  await page.getByLabel("By", { exact: true }).selectOption("Operators");
  await page.getByLabel("Act", { exact: true }).selectOption("Ruled on a dispute");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/actor=operators&action=dispute\.rule/);
  await expect(acts.getByText("Half of the page was left untranslated")).toBeVisible();
  await expect(acts.getByText("Froze a job")).toHaveCount(0);
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(acts.getByText("Froze a job").first()).toBeVisible();
});
