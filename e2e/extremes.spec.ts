import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { APIRequestContext, Page } from "@playwright/test";
import pg from "pg";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../scripts/db/embedded";
import { scratchDirectory } from "../scripts/db/scratch";
import { startServer } from "../lib/testing/server";
import { dress, expectPageAccessible, expectPageFits } from "./accessible";
import { OPERATOR } from "./enter";
import { fillToTheBrim } from "./extremes/market";
import { ALL_PAGES, LOOKS } from "./looks";
import { calling, enter, expect, mailed, test as base, type Person } from "./people";

/** A market of this file's own: nobody else's tests see its faults, and it may write to its database. */
interface OwnMarket {
  readonly base: string;
  readonly db: pg.Client;
}

const test = base.extend<object, { readonly market: OwnMarket }>({
  market: [
    async ({}, use) => {
      const dataDir = await scratchDirectory();
      const server = await startServer({ dataDir });
      const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
      const db = new pg.Client({ connectionString: postgres.url });
      await db.connect();
      await use({ base: server.base, db });
      await db.end();
      await postgres.release();
      await server.stop();
      await destroyEmbeddedPostgres(dataDir);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ market }, use) => use(market.base),
});

const run = promisify(execFile);

/** Each page fits a phone in the dark, and the first `most` of them, which hold the most, break no rule of axe's; with A11Y=all, all at every width. */
async function expectSound(page: Page, paths: readonly string[], most: number): Promise<void> {
  for (const look of ALL_PAGES ? LOOKS : [{ width: 390, colorScheme: "dark" } as const]) {
    await dress(page, look);
    for (const [place, path] of paths.entries()) {
      await (ALL_PAGES || place < most ? expectPageAccessible : expectPageFits)(page, path);
    }
  }
}

/** Stripe's client tries again before it gives up. */
const SLOW = { timeout: 20_000 };
const SILENT = "Stripe does not answer";
const AT_STRIPE = "Stripe is working on this job.";
const OWNER_PAGES = [
  "/dashboard",
  "/dashboard/jobs?status=active",
  "/dashboard/jobs/new",
  "/dashboard/market",
  "/dashboard/payouts",
  "/dashboard/statements/2026-11",
  "/dashboard/cards",
  "/dashboard/webhooks",
  "/dashboard/settings",
  "/dashboard/agents/new",
  "/dashboard/account",
] as const;

async function setStripe(request: APIRequestContext, mode: "down" | "none"): Promise<void> {
  const answer = await request.post("/sandbox/faults", { data: { service: "stripe", mode } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** A job of the buyer's for the worker, with what the worker does of it. */
async function post(request: APIRequestContext, buyer: Person, worker: Person, title: string, ...verbs: string[]) {
  const data = { title, task_spec: { description: "One paragraph." }, amount: 20, worker_agent_id: worker.agentId };
  const answer = await request.post("/v1/jobs", { headers: calling(buyer.apiKey), data });
  const { id } = ((await answer.json()) as { readonly data: { readonly id: string } }).data;
  for (const verb of verbs) {
    const body = verb === "submit" ? { deliverable: "A paragraph that was asked for." } : {};
    const done = await request.post(`/v1/jobs/${id}/${verb}`, { headers: calling(worker.apiKey), data: body });
    expect(done.status(), await done.text()).toBeLessThan(300);
  }
  return `/dashboard/jobs/${id}`;
}

async function fillPosting(page: Page, worker: Person, title: string): Promise<void> {
  await page.goto(`/dashboard/jobs/new?worker=${worker.agentId}`);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Task", { exact: true }).fill("One paragraph.");
  await page.getByLabel("Price in EUR").fill("20");
}

async function endSessions({ db }: OwnMarket, { email }: Person): Promise<void> {
  await db.query(
    "UPDATE sessions SET revoked_at = app_now() WHERE owner_id = (SELECT id FROM owners WHERE email = $1)",
    [email],
  );
}

/** By the login form, with the newest code mailed. */
async function logIn(page: Page, request: APIRequestContext, { email }: Pick<Person, "email">): Promise<void> {
  // Before its script is there the form would be sent by the browser itself.
  await page.waitForLoadState("networkidle");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByLabel("Code")).toBeVisible();
  await page.getByLabel("Code").fill(await mailed(request, email, /(?<=Enter this code[^]*?)\b\d{6}\b/));
}

/** Does what a button of a job page asks about in a dialog. */
async function act(page: Page, label: string): Promise<void> {
  await page.getByRole("button", { name: label }).click({ timeout: 20_000 });
  await page.getByRole("dialog").getByRole("button", { name: label }).click();
}

test("pages with 300 bids, right-to-left text and millions of euros are accessible and do not scroll sideways", async ({
  arrive,
  browserOf,
  market,
  page: visitor,
}) => {
  test.setTimeout(ALL_PAGES ? 600_000 : 180_000);
  const owner = await arrive({ name: "Everything", card: "pm_card_visa", onboarded: true });
  const partner = await arrive({ name: "Partner" });
  const full = await fillToTheBrim(market.db, owner, partner);
  const [own, operator] = [await browserOf(owner), await browserOf(OPERATOR)];
  const ofOwner = [
    `/dashboard/jobs/${full.contested}`,
    `/dashboard/jobs/${full.auction}`,
    `/dashboard?agent=${owner.agentId}`,
    "/dashboard/notifications",
    "/dashboard/jobs",
    `/dashboard/jobs/new?worker=${partner.agentId}`,
    `/dashboard/jobs/${full.completed}`,
    "/dashboard/market",
    `/dashboard/market/${full.foreign}`,
    "/dashboard/payouts",
    "/dashboard/statements/2026-11",
    "/dashboard/webhooks",
    `/dashboard/webhooks/${full.delivery}`,
    "/dashboard/settings",
    `/dashboard/settings?agent=${owner.agentId}`,
  ];
  const ofOperator = [
    `/admin/disputes/${full.dispute}`,
    "/admin",
    `/admin/jobs/${full.contested}`,
    "/admin/jobs",
    "/admin/people",
    `/admin/people/${owner.agentId}`,
    "/admin/money",
    "/admin/audit",
  ];
  await Promise.all([
    expectSound(own, ofOwner, 3),
    expectSound(operator, ofOperator, 1),
    expectSound(visitor, [`/agents/${partner.agentId}`, "/agents", "/jobs", `/jobs/${full.auction}`], 1),
  ]);
});

test("an owner with nothing is told on every page what to do first, by commands that work as pasted", async ({
  arrive,
  browserOf,
}) => {
  const owner = await arrive({ name: "Nothing" });
  const page = await browserOf(owner);
  const runs = async (path: string) => {
    await page.goto(path);
    const command = await page
      .getByRole("main")
      .getByRole("region", { name: /Command/ })
      .innerText();
    const { stdout } = await run("sh", ["-c", command], { env: { ...process.env, VOXPACT_API_KEY: owner.apiKey } });
    return stdout;
  };
  expect(await runs("/dashboard")).toContain('"success":true');
  // Without a card yet, which the overview asks for first.
  expect(await runs("/dashboard/jobs")).toContain("payment_method_required");
  await expect(page.getByText("No jobs yet")).toBeVisible();
  expect(await runs("/dashboard/webhooks")).toContain('"success":true');
  for (const [path, said] of [
    ["/dashboard", "Save a card"],
    ["/dashboard/notifications", "No notifications yet"],
    ["/dashboard/payouts", "Connect with Stripe"],
    ["/dashboard/statements/2026-11", "November 2026"],
    ["/dashboard/cards", "Add a card"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("main").getByText(said).first(), path).toBeVisible();
  }
});

test("with Stripe down every page is there, every action says what to do and loses nothing, and works once Stripe is back", async ({
  arrive,
  browserOf,
  request,
}) => {
  test.setTimeout(180_000);
  const buyer = await arrive({ name: "Patient", card: "pm_card_visa" });
  const worker = await arrive({ name: "Stoic" });
  const cancelled = await post(request, buyer, worker, "To be cancelled");
  const approved = await post(request, buyer, worker, "To be approved", "accept", "submit");
  const [page, operator] = [await browserOf(buyer), await browserOf(OPERATOR)];
  await operator.goto("/admin/money");
  await setStripe(request, "down");

  await operator.getByRole("button", { name: "Compare now" }).click();
  await page.goto("/dashboard/cards");
  await page.getByRole("radio", { name: /4444/ }).check();
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByRole("region", { name: "Add a card" }).getByRole("alert")).toContainText(SILENT, SLOW);
  await expect(page.getByRole("radio", { name: /4444/ })).toBeChecked();
  await expect(operator.getByText(SILENT).first()).toBeVisible(SLOW);

  await page.goto(cancelled);
  await act(page, "Cancel the job");
  await expect(page.getByText(AT_STRIPE)).toBeVisible(SLOW);
  await page.goto(approved);
  await act(page, "Approve and pay");
  await expect(page.getByText("The job is completed.", { exact: true })).toBeVisible(SLOW);
  await fillPosting(page, worker, "Posted while Stripe is down");
  await page.getByRole("button", { name: "Post and hold the price" }).click();
  await expect(page.getByText(AT_STRIPE)).toBeVisible(SLOW);
  const posted = page.url();

  for (const path of ["/dashboard", "/dashboard/jobs", "/dashboard/cards", "/dashboard/payouts?connect=done"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
  }
  await page.getByRole("button", { name: "Connect with Stripe" }).click();
  await expect(page.getByText(SILENT).first()).toBeVisible(SLOW);

  await setStripe(request, "none");
  await page.getByRole("button", { name: "Connect with Stripe" }).click();
  await page.waitForURL(/\/sandbox\/stripe\//);
  await operator.getByRole("button", { name: "Compare now" }).click();
  await expect(operator.getByText(SILENT)).toHaveCount(0, SLOW);
  await request.post("/sandbox/clock", { data: { advance_seconds: 300 } });
  await page.goto(posted);
  await expect(page.getByRole("main").getByText("Funded").first()).toBeVisible(SLOW);
  await page.goto(cancelled);
  await expect(page.getByRole("main").getByText("Cancelled").first()).toBeVisible();
});

test("after the session has ended every page leads to the login and back, and nothing that was written is lost", async ({
  arrive,
  browser,
  market,
  request,
}) => {
  const owner = await arrive({ name: "Expired", card: "pm_card_visa" });
  const worker = await arrive({ name: "Hired" });
  // Not watched: it hears that its session has ended.
  const page = await enter(browser, market.base, owner.email);
  await fillPosting(page, worker, "Written before the session ended");
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await endSessions(market, owner);
  await expect(page.locator("[data-live='logged out']")).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Post and hold the price" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "You are logged out" });
  await expect(refusal).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Written before the session ended");

  const [login] = await Promise.all([
    page.waitForEvent("popup"),
    refusal.getByRole("link", { name: /Log in/ }).click(),
  ]);
  await logIn(login, request, owner);
  await login.waitForURL(/\/dashboard$/);
  await page.bringToFront();
  await page.getByRole("button", { name: "Post and hold the price" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Written before the session ended" })).toBeVisible(SLOW);

  const settings = `/dashboard/settings?agent=${owner.agentId}`;
  await page.goto(settings);
  await endSessions(market, owner);
  await page.getByRole("button", { name: "Send a test event" }).click();
  const toast = page.locator("[data-sonner-toast]");
  await expect(toast).toContainText("You are logged out");
  for (const path of OWNER_PAGES) {
    await login.goto(path);
    expect(new URL(login.url()).pathname + new URL(login.url()).search, path).toBe(
      `/login?next=${encodeURIComponent(path)}`,
    );
  }
  await toast.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`/login?next=${encodeURIComponent(settings)}`);
  await page.context().close();
});

test("an operator whose session has ended finds the way back through the login to the page of the console", async ({
  browser,
  market,
  request,
}) => {
  // Not watched: a 404 is what is asked for.
  const page = await enter(browser, market.base, OPERATOR.email);
  await page.goto("/admin/money");
  await expect(page.getByRole("heading", { level: 1, name: "Money" })).toBeVisible();
  await page.context().clearCookies();
  expect((await page.goto("/admin/money"))?.status()).toBe(404);
  await page.getByRole("link", { name: "Log in and look again" }).click();
  await page.waitForURL(`/login?next=${encodeURIComponent("/admin/money")}`);
  await logIn(page, request, OPERATOR);
  await page.waitForURL("/admin/money");
  await expect(page.getByRole("heading", { level: 1, name: "Money" })).toBeVisible();
  await page.context().close();
});
