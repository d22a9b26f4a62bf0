import { readFile } from "node:fs/promises";
import type { APIRequestContext, Download, Page } from "@playwright/test";
import { OPERATOR } from "./enter";
import { byKeyboard } from "./keyboard";
import { calling, enter, expect, openLive, test, type Person } from "./people";

const toasts = (page: Page) => page.locator("[data-sonner-toast]");

async function textOf(download: Promise<Download>): Promise<string> {
  return readFile(await (await download).path(), "utf8");
}

const loginBy = async (request: APIRequestContext, apiKey: string): Promise<number> =>
  (await request.post("/v1/agents/auth/token", { headers: calling(), data: { api_key: apiKey } })).status();

async function post(request: APIRequestContext, buyer: Person, worker: Person, title: string): Promise<void> {
  const data = { title, task_spec: { description: "One paragraph." }, amount: 20, worker_agent_id: worker.agentId };
  const answer = await request.post("/v1/jobs", { headers: { "x-api-key": buyer.apiKey }, data });
  expect(answer.status(), await answer.text()).toBe(201);
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /Search jobs/ })).toBeFocused();
}

test("an owner ends another browser's session by keyboard, which is out at its next click", async ({
  arrive,
  browserOf,
  browser,
  baseURL,
}) => {
  const owner = await arrive({ name: "Sessions" });
  const page = await browserOf(owner);
  // Not watched: it hears that its session has ended.
  const other = await enter(browser, baseURL ?? "", owner.email);
  await other.goto("/dashboard/jobs");

  const keys = await byKeyboard(page);
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await page.goto("/dashboard");
  await keys.press("link", "Account");
  await expect(sessions).toHaveCount(2);
  await keys.press("button", "End all others");
  await expect(toasts(page)).toContainText("All other sessions have ended.");
  await expect(sessions).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Sessions" }), "where the button was").toBeFocused();

  await other.getByRole("link", { name: "Cards" }).click();
  await expect(other).toHaveURL(/\/login\?next=/);
  await other.context().close();
});

test("an owner ends one of several sessions", async ({ arrive, browserOf, browser, baseURL }) => {
  const owner = await arrive({ name: "Sessions" });
  const other = await enter(browser, baseURL ?? "", owner.email);
  await other.goto("/dashboard");
  const page = await browserOf(owner);
  await page.goto("/dashboard/account");
  await page.getByRole("button", { name: /^End the session of/ }).click();
  await expect(toasts(page)).toContainText("The session has ended.");
  await other.goto("/dashboard/jobs");
  await expect(other).toHaveURL(/\/login\?next=/);
  await other.context().close();
});

test("a new key is shown once, by keyboard, and the old one ends with it", async ({ arrive, browserOf, request }) => {
  const owner = await arrive({ name: "Keys" });
  const page = await browserOf(owner);
  const keys = await byKeyboard(page);
  await page.goto(`/dashboard/settings?agent=${owner.agentId}`);
  await keys.press("button", "Replace the key");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("end at once");
  await keys.press("button", "Replace the key");
  const shown = dialog.getByRole("region", { name: "new API key" });
  await expect(shown).toContainText("vxp_live_");
  const key = (await shown.innerText()).trim();
  expect(await loginBy(request, owner.apiKey)).toBe(401);
  expect(await loginBy(request, key)).toBe(200);

  await keys.press("button", "I have copied it");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Replace the key" })).toBeFocused();
  await expect(page.getByText(`vxp_live_…${key.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(key);
});

test("by keyboard alone: an owner registers another agent, pays for it, and switches to it", async ({
  arrive,
  browserOf,
  baseURL,
}) => {
  const owner = await arrive({ name: "First" });
  const page = await browserOf(owner);
  const keys = await byKeyboard(page);
  await page.goto("/dashboard");
  await keys.jumpTo("register", "Register an agent");
  await keys.write("Name", "Second agent");
  await keys.write("Webhook address", `${baseURL ?? ""}/sandbox/hooks/second`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Second agent" })).toBeVisible();
  await keys.press("button", "Activate for €5.00");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await keys.press("button", "Activate for €5.00");
  await page.waitForURL(/\/sandbox\/stripe\/checkout\//);
  await keys.press("button", /^Pay/);
  await keys.press("link", "Open the dashboard");

  await expect(page.getByRole("button", { name: "Agent: Second agent. Switch agent" })).toBeVisible();
  await keys.press("link", "Jobs");
  const menu = page.locator("[role=menu]:focus-within");
  await keys.press("button", "Agent: Second agent. Switch agent");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Home");
  await expect(page.getByRole("menuitemradio", { name: "All agents" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\/jobs$/);
  await keys.press("button", "Agent: all agents. Switch agent");
  await expect(menu).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitemradio", { name: "Second agent" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\/jobs\?agent=ag_/);
  await expect(page.getByRole("button", { name: "Agent: Second agent. Switch agent" })).toBeFocused();
});

test("an owner of several agents looks at one of them, and at all again", async ({ browserOf }) => {
  const page = await browserOf({ email: "ada@northwind.example" });
  await page.goto("/dashboard/jobs");
  await page.getByRole("button", { name: "Agent: all agents. Switch agent" }).click();
  await page.getByRole("menuitemradio").nth(1).click();
  await expect(page).toHaveURL(/\/dashboard\/jobs\?agent=ag_/);
  await page.getByRole("button", { name: /Switch agent$/ }).click();
  await page.getByRole("menuitemradio", { name: "All agents" }).click();
  await expect(page).toHaveURL(/\/dashboard\/jobs$/);
});

test("the CSV holds exactly the rows that the filter shows, and no formula", async ({ arrive, browserOf, request }) => {
  const buyer = await arrive({ name: "Buyer", card: "pm_card_visa" });
  const worker = await arrive({ name: "Worker" });
  await post(request, buyer, worker, '=HYPERLINK("http://evil.example") harvest');
  await post(request, buyer, worker, "Harvest, second");
  await post(request, buyer, worker, "Something else");
  const page = await browserOf(buyer);
  await page.goto("/dashboard/jobs");
  await page.getByLabel("Search", { exact: true }).fill("harvest");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Jobs" }).getByRole("listitem")).toHaveCount(2);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const lines = (await textOf(download)).trim().split("\r\n");
  expect(lines).toHaveLength(3);
  // What the database cannot take is as if it were not, or no agent of anybody's.
  expect((await page.request.get("/dashboard/jobs.csv?q=%00")).status()).toBe(200);
  expect((await page.request.get("/dashboard/search?q=%00a")).status()).toBe(200);
  for (const path of ["/dashboard/jobs.csv?agent=x", "/dashboard/statements/2026-11/csv?agent=%00"])
    expect((await page.request.get(path)).status(), path).toBe(404);
  expect(lines[1]).toContain('"Harvest, second"');
  expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil.example"") harvest"`);

  await page.getByRole("button", { name: "Save this view" }).click();
  await page.keyboard.type("Harvests");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Harvests" })).toBeVisible();
  await page.goto("/dashboard/jobs");
  await page.getByRole("link", { name: "Harvests" }).click();
  await expect(page.getByRole("list", { name: "Jobs" }).getByRole("listitem")).toHaveCount(2);

  await page.getByRole("button", { name: "Remove the view Harvests" }).click();
  await expect(page.getByRole("link", { name: "Harvests" })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Harvests" })).toHaveAttribute("aria-current", "true");
});

test("the palette leads to a job by a word or an id, and to a page, by keyboard alone", async ({
  arrive,
  browserOf,
  request,
}) => {
  const buyer = await arrive({ name: "Palette", card: "pm_card_visa" });
  await post(request, buyer, await arrive({ name: "Worker" }), "Transcribe the lighthouse log");
  const page = await browserOf(buyer);
  await openLive(page, "/dashboard");
  await openPalette(page);
  await page.keyboard.type("lighth");
  await expect(page.getByRole("option", { name: /lighthouse/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Transcribe the lighthouse log" })).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  await openPalette(page);
  await page.keyboard.type(id.slice(0, 13));
  await expect(page.getByRole("option", { name: /lighthouse/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await openPalette(page);
  await page.keyboard.type("earn");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\/payouts$/);
  await page.keyboard.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("a test event arrives, is shown with its answer, and can be sent again", async ({ arrive, browserOf }) => {
  const owner = await arrive({ name: "Hooks" });
  const page = await browserOf(owner);
  await page.goto(`/dashboard/settings?agent=${owner.agentId}`);
  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect(page.getByRole("heading", { name: "webhook.ping" })).toBeVisible();
  await expect(page.getByText("#1")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("region", { name: "payload", exact: true })).toContainText(owner.agentId);
  await page.getByRole("button", { name: "Redeliver" }).click();
  await expect(page.getByText("#2")).toBeVisible({ timeout: 20_000 });
});

test("an account is deleted only by its own address typed, and is gone then", async ({ arrive, browser, baseURL }) => {
  const owner = await arrive({ name: "Leaver" });
  // Not watched: its stream of events ends with it.
  const page = await enter(browser, baseURL ?? "", owner.email);
  await page.goto("/dashboard/account");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("alertdialog");
  const confirm = dialog.getByRole("button", { name: "Delete account" });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill(owner.email);
  await confirm.click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/login/);
  await page.context().close();
});

test("an agent's picture shows wherever the agent does, and its letters when it is removed", async ({
  arrive,
  browserOf,
}) => {
  test.setTimeout(120_000);
  const owner = await arrive({ name: "Portrait" });
  const page = await browserOf(owner);
  const pictures = () => page.locator(`img[src^="/avatars/${owner.agentId}/"]`);
  await page.goto(`/dashboard/settings?agent=${owner.agentId}`);
  const field = page.getByLabel("Picture");
  await field.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("not a picture") });
  await expect(toasts(page)).toContainText("This is no PNG, JPEG or WebP picture.");
  await field.setInputFiles("app/apple-icon.png");
  await expect(toasts(page).filter({ hasText: "The picture was saved." })).toBeVisible();
  await expect(pictures().first()).toBeVisible();
  const width = () =>
    pictures()
      .first()
      .evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBe(256);
  await page.goto(`/agents/${owner.agentId}`);
  await expect(pictures()).toBeVisible();

  await page.goto(`/dashboard/settings?agent=${owner.agentId}`);
  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(pictures()).toHaveCount(0);
});

test("the way to the operator's console is in an operator's menu, and in nobody else's page", async ({
  arrive,
  browserOf,
}) => {
  const [owner, operator] = [await browserOf(await arrive({ name: "Plain" })), await browserOf(OPERATOR)];
  for (const page of [owner, operator]) {
    await page.goto("/dashboard");
    await page.getByRole("button", { name: "Account and theme" }).click();
    await expect(page.getByRole("menuitem", { name: "Log out" })).toBeVisible();
  }
  await expect(owner.getByRole("menuitem", { name: /console/ })).toHaveCount(0);
  expect(await owner.content()).not.toContain("/admin");
  await operator.getByRole("menuitem", { name: "Operator's console" }).click();
  await expect(operator).toHaveURL(/\/admin$/);
});
