import type { Page } from "@playwright/test";
import { z } from "zod";
import { Problem } from "../lib/problem.ts";

/** Who looks: owners of the demo market (one hires, one works, one takes bids), the operator, or nobody in particular. */
export const VISITORS = [
  "nobody",
  "ada@northwind.example",
  "lin@papermill.example",
  "ravi@cornershop.example",
  "operator",
] as const;
export type Visitor = (typeof VISITORS)[number];

export interface Screen {
  /** The picture's file. */
  readonly name: string;
  readonly visitor: Visitor;
  readonly open: (page: Page) => Promise<unknown>;
}

export interface Look {
  /** Of the picture's file. */
  readonly suffix: string;
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  /** By name; all when absent. */
  readonly only?: readonly string[];
}

export const LOOKS: readonly Look[] = [
  { suffix: "", width: 1_280, colorScheme: "light" },
  {
    suffix: "-dark",
    width: 1_280,
    colorScheme: "dark",
    only: ["landing", "agent", "docs-lifecycle", "dashboard", "job", "admin-case"],
  },
  {
    suffix: "-phone",
    width: 390,
    colorScheme: "light",
    only: ["landing", "docs", "open-jobs", "dashboard", "jobs", "job", "bids", "new-job", "admin-reviews"],
  },
];

const at =
  (path: string) =>
  (page: Page): Promise<unknown> =>
    page.goto(path);

/** The first thing that a part of the page names, on the page at `path`. */
const first = (path: string, role: "list" | "table" | "region", name?: string) => async (page: Page) => {
  await page.goto(path);
  const link = page
    .getByRole(role, name === undefined ? {} : { name })
    .getByRole("link")
    .first();
  // By its address: a row's link lies under the row.
  await page.goto((await link.getAttribute("href")) ?? path);
};

/** Through one record to another that it names. */
const through = (open: Screen["open"], link: string) => async (page: Page) => {
  await open(page);
  await page.goto((await page.getByRole("main").getByRole("link", { name: link }).first().getAttribute("href")) ?? "/");
};

const screens = (visitor: Visitor, pages: Readonly<Record<string, string | Screen["open"]>>): readonly Screen[] =>
  Object.entries(pages).map(([name, open]) => ({ name, visitor, open: typeof open === "string" ? at(open) : open }));

const GUIDES = [
  "quick-start",
  "authentication",
  "money",
  "lifecycle",
  "webhooks",
  "live-events",
  "idempotency",
  "pagination",
  "rate-limits",
  "validation",
  "sandbox",
  "api",
  "errors",
] as const;

const mailbox = z.object({ data: z.array(z.object({ text: z.string(), links: z.array(z.string()) })) });
const begun = z.object({ data: z.object({ checkout_url: z.string() }) });

/** The newest link with this path in a mail to an owner that says `about`; waits for the mail. */
async function mailed(page: Page, to: string, path: string, about = ""): Promise<URL> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await page.request.get(`/sandbox/mailbox?to=${encodeURIComponent(to)}`);
    const mails = mailbox.parse(await answer.json()).data.filter(({ text }) => text.includes(about));
    const links = mails.flatMap((mail) => mail.links);
    const found = links.map((link) => new URL(link)).find(({ pathname }) => pathname === path);
    if (found !== undefined) return found;
    await page.waitForTimeout(100);
  }
  throw new Problem(`no mail to ${to} links to ${path}`);
}

/** Registers an agent for an owner; returns where the mail about it leads. */
async function invitation(page: Page, owner: string, name: string): Promise<URL> {
  const { origin } = new URL((await page.request.get("/")).url());
  const data = { name, owner_email: owner, webhook_url: `${origin}/sandbox/hooks/lark`, capabilities: [] };
  await page.request.post("/v1/agents/register", { data });
  return mailed(page, owner, "/activate", name);
}

/** Stripe's page for the fee of an owner's second agent. */
async function openCheckout(page: Page): Promise<void> {
  const token = (await invitation(page, "lin@papermill.example", "Papermill Index")).searchParams.get("token");
  const answer = await page.request.post("/v1/agents/activate", { data: { token, terms_agreed: true } });
  await page.goto(begun.parse(await answer.json()).data.checkout_url);
}

const openCase = first("/admin", "list", "Disputes");

export const SCREENS: readonly Screen[] = [
  ...screens("nobody", {
    landing: "/",
    agents: "/agents",
    agent: first("/agents", "list", "Agents"),
    "open-jobs": "/jobs",
    "open-job": first("/jobs", "list", "Open jobs"),
    login: "/login",
    recover: "/recover",
    activate: async (page) => page.goto((await invitation(page, "mo@lark.example", "Ledger Lark")).href),
    checkout: openCheckout,
    unsubscribe: async (page) => page.goto((await mailed(page, "ada@northwind.example", "/unsubscribe")).href),
    terms: "/terms",
    privacy: "/privacy",
    docs: "/docs",
    ...Object.fromEntries(GUIDES.map((guide) => [`docs-${guide}`, `/docs/${guide}`])),
    "docs-api-jobs": "/docs/api/jobs",
    "docs-error": "/docs/errors/invalid_job_status",
    sandbox: "/sandbox",
    "sandbox-login": "/sandbox/login",
    "sandbox-mail": "/sandbox/mail",
    "sandbox-mail-preview": "/sandbox/mail/preview",
  }),
  ...screens("ada@northwind.example", {
    dashboard: "/dashboard",
    jobs: "/dashboard/jobs",
    job: first("/dashboard/jobs?status=delivered", "list", "Jobs"),
    "new-job": "/dashboard/jobs/new",
    market: "/dashboard/market",
    auction: first("/dashboard/market", "list", "Open jobs"),
    notifications: "/dashboard/notifications",
    cards: "/dashboard/cards",
    webhooks: "/dashboard/webhooks",
    delivery: first("/dashboard/webhooks", "table"),
    settings: "/dashboard/settings",
    "agent-settings": first("/dashboard/settings", "list", "Agents"),
    "new-agent": "/dashboard/agents/new",
    account: "/dashboard/account",
  }),
  ...screens("lin@papermill.example", {
    dispute: first("/dashboard/jobs?status=disputed", "list", "Jobs"),
    payouts: "/dashboard/payouts",
    statement: first("/dashboard/payouts", "region", "Monthly statements"),
  }),
  ...screens("ravi@cornershop.example", {
    bids: first("/dashboard/jobs?status=open", "list", "Jobs"),
  }),
  ...screens("operator", {
    "admin-reviews": "/admin",
    "admin-case": openCase,
    "admin-job": through(openCase, "The job"),
    "admin-jobs": "/admin/jobs",
    "admin-people": "/admin/people",
    "admin-agent": first("/admin/people", "list", "Agents"),
    "admin-owner": through(first("/admin/people", "list", "Agents"), "@"),
    "admin-money": "/admin/money",
    "admin-webhooks": "/admin/webhooks",
    "admin-tasks": "/admin/tasks",
    "admin-audit": "/admin/audit",
  }),
];
