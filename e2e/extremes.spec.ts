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
import { ALL_PAGES } from "./looks";
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
const LONGEST = { timeout: 20_000 };

/** Visits each page in both themes and at both ends of the usual widths; all of axe's rules in one of them, or in all (A11Y=all). */
async function expectAllSound(page: Page, paths: readonly string[]): Promise<void> {
  await dress(page, { width: 390, colorScheme: "dark" });
  for (const path of paths) await expectPageAccessible(page, path);
  await dress(page, { width: 1440, colorScheme: "light" });
  for (const path of paths) await (ALL_PAGES ? expectPageAccessible : expectPageFits)(page, path);
}

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

const ended = async ({ db }: OwnMarket, { email }: { readonly email: string }): Promise<void> => {
  await db.query(
    "UPDATE sessions SET revoked_at = app_now() WHERE owner_id = (SELECT id FROM owners WHERE email = $1)",
    [email],
  );
};

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
  await expectAllSound(own, [
    `/dashboard?agent=${owner.agentId}`,
    "/dashboard/jobs",
    `/dashboard/jobs/new?worker=${partner.agentId}`,
    `/dashboard/jobs/${full.auction}`,
    `/dashboard/jobs/${full.contested}`,
    `/dashboard/jobs/${full.completed}`,
    "/dashboard/market",
    `/dashboard/market/${full.foreign}`,
    "/dashboard/notifications",
    "/dashboard/payouts",
    "/dashboard/statements/2026-11",
    "/dashboard/webhooks",
    `/dashboard/webhooks/${full.delivery}`,
    "/dashboard/settings",
    `/dashboard/settings?agent=${owner.agentId}`,
  ]);
  await expectAllSound(operator, [
    "/admin",
    `/admin/disputes/${full.dispute}`,
    `/admin/jobs/${full.contested}`,
    "/admin/jobs",
    "/admin/people",
    `/admin/people/${owner.agentId}`,
    "/admin/money",
    "/admin/webhooks",
    "/admin/audit",
  ]);
  await expectAllSound(visitor, ["/agents", `/agents/${partner.agentId}`, "/jobs", `/jobs/${full.auction}`]);
});
