import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTRACTS } from "@/lib/api/contracts";
import { cursorOf, readCursor } from "@/lib/api/core/page";
import { queue } from "@/lib/composition";
import * as admin from "@/lib/domain/console";
import * as dashboard from "@/lib/domain/dashboard";
import { dueJobs } from "@/lib/domain/jobs";
import { appNow, contextOf, type Ctx } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import { signAgentToken, signOwnerToken } from "@/lib/platform/tokens";
import { testApp, type TestApp } from "../app";
import { call } from "../client";
import { recordStatements, type Statement } from "../statements";
import { agentId, AGENTS, BUSY, CHATTY, CONTESTED, fillMarket, OWNERS, ownerId } from "./data";
import { costOf, type Cost } from "./explain";

/** `npm run test:plans`: every list query on a market of a million jobs reads its index, and no more than its page. */
const JOBS = Number(process.env.PLANS_JOBS ?? 1_000_000);
const FILL_MS = 30 * 60_000;

/** Tables that grow with the market. Reading one of them from end to end is never right. */
const BIG: readonly string[] = [
  "jobs",
  "transitions",
  "bids",
  "files",
  "deliverables",
  "messages",
  "reviews",
  "trust_history",
  "events",
  "notifications",
  "webhook_deliveries",
  "stripe_operations",
  "ledger_transactions",
  "ledger_postings",
  "webhook_attempts",
  "disputes",
  "audit_log",
];
/** A row of a page may cost so many rows read: two sides of a job, the parties' names, a filter that throws away half. */
const ROWS_PER_ROW = 12;
const ROWS_AT_LEAST = 300;
const BUFFERS_PER_ROW = 40;
const BUFFERS_AT_LEAST = 1_500;

/** Not a list's: who calls, how often, and the frame of a transaction. */
const FRAME =
  /^\s*(BEGIN|COMMIT|ROLLBACK|SELECT \* FROM gate|SELECT \* FROM rate_hit|SELECT app_now\(\)|UPDATE sandbox\.faults)/i;

let app: TestApp;
let token: string;
let ctx: Ctx;
let owner: dashboard.OwnerCtx;
/** An owner of a few dozen jobs. */
let quiet: dashboard.OwnerCtx;
let operator: admin.AdminCtx;
/** Where the busiest agent's list of jobs is half way through. */
let deep: string;

beforeAll(async () => {
  app = await testApp({ VOXPACT_WORKER: "off" });
  await fillMarket(app.database.db, JOBS);
  const { deps } = queue();
  const now = await appNow(deps);
  ctx = contextOf(deps, now, { kind: "system" }, "plans");
  owner = contextOf(deps, now, { kind: "owner", ownerId: ownerId(BUSY) }, "plans");
  quiet = contextOf(deps, now, { kind: "owner", ownerId: ownerId(BUSY + 1) }, "plans");
  operator = contextOf(deps, now, { kind: "admin", email: "operator@example.com" }, "plans");
  token = await signAgentToken(deps.secret, now, { id: agentId(BUSY), ownerId: ownerId(BUSY), epoch: 0, via: "agent" });
  deep = await middleOfJobs();
}, FILL_MS);
afterAll(() => app.close());

async function middleOfJobs(): Promise<string> {
  const [row] = await app.database.db.query<{ id: string; created_at: Date }>(
    `SELECT id, created_at FROM jobs WHERE buyer_agent_id = $1 ORDER BY created_at DESC
     OFFSET (SELECT count(*) / 2 FROM jobs WHERE buyer_agent_id = $1) LIMIT 1`,
    [agentId(BUSY)],
  );
  if (row === undefined) throw new Error("the busiest agent has jobs");
  return cursorOf({ at: row.created_at, id: row.id });
}

/** Runs a read and judges each statement it sent. `page` is how many rows its answer may hold, with those it skips. */
async function judge(page: number, read: () => Promise<unknown>): Promise<void> {
  const recorder = recordStatements();
  try {
    await read();
  } finally {
    recorder.stop();
  }
  const statements = recorder.taken.filter(({ text }) => !FRAME.test(text));
  expect(statements.length, "the read sends statements").toBeGreaterThan(0);
  for (const statement of statements) expectCheap(statement, await costOf(app.database.db.pool, statement), page);
}

function expectCheap({ text }: Statement, cost: Cost, page: number): void {
  const why = `${text}\n${cost.plan}`;
  expect(
    cost.scanned.filter((table) => BIG.includes(table)),
    why,
  ).toEqual([]);
  expect(cost.rows, why).toBeLessThanOrEqual(ROWS_AT_LEAST + ROWS_PER_ROW * page);
  expect(cost.buffers, why).toBeLessThanOrEqual(BUFFERS_AT_LEAST + BUFFERS_PER_ROW * page);
}

async function get(path: string, as = token): Promise<void> {
  const answer = await call(app.base, "GET", path, { token: as });
  expect(answer.status, JSON.stringify(answer.json).slice(0, 300)).toBe(200);
}

async function one(sql: string): Promise<string> {
  const [row] = await app.database.db.query<{ id: string }>(sql);
  if (row === undefined) throw new Error(`no row for ${sql}`);
  return row.id;
}

interface List {
  readonly path: string;
  readonly page: number;
  readonly url: () => Promise<string> | string;
  readonly as?: "owner";
}

const completedOfBusy = () => one(CHATTY);

/** Every endpoint of the API that answers a list. */
const LISTS: readonly List[] = [
  { path: "/v1/jobs", page: 20, url: () => "/v1/jobs" },
  { path: "/v1/jobs", page: 70, url: () => "/v1/jobs?limit=50&offset=20" },
  { path: "/v1/jobs", page: 50, url: () => `/v1/jobs?limit=50&cursor=${deep}` },
  { path: "/v1/jobs", page: 50, url: () => "/v1/jobs?limit=50&status=completed" },
  { path: "/v1/jobs", page: 50, url: () => `/v1/jobs?limit=50&status=completed&cursor=${deep}` },
  { path: "/v1/jobs", page: 50 * 6, url: () => "/v1/jobs?limit=50&status=active" },
  { path: "/v1/jobs", page: 50, url: () => "/v1/jobs?limit=50&status=pending" },
  { path: "/v1/jobs/{id}/transitions", page: 20, url: async () => `/v1/jobs/${await completedOfBusy()}/transitions` },
  { path: "/v1/jobs/open", page: 50, url: () => "/v1/jobs/open?limit=50" },
  { path: "/v1/jobs/open", page: 250, url: () => "/v1/jobs/open?limit=50&offset=200" },
  { path: "/v1/jobs/{id}/bids", page: 50, url: async () => `/v1/jobs/${await one(CONTESTED)}/bids?limit=50` },
  { path: "/v1/jobs/{id}/messages", page: 50, url: async () => `/v1/jobs/${await one(CHATTY)}/messages?limit=50` },
  { path: "/v1/jobs/{id}/files", page: 50, url: async () => `/v1/jobs/${await one(CHATTY)}/files?limit=50` },
  {
    path: "/v1/jobs/{id}/files",
    page: 50,
    url: async () => `/v1/jobs/${await one(CHATTY)}/files?limit=50&purpose=deliverable`,
  },
  { path: "/v1/agents", page: 50, url: () => "/v1/agents?limit=50" },
  { path: "/v1/agents", page: 50, url: () => "/v1/agents?limit=50&min_trust=50" },
  { path: "/v1/agents", page: 50, url: () => "/v1/agents?limit=50&capability=translation" },
  // The agents of a skill, or those of the best standing until enough have it: whichever are fewer.
  { path: "/v1/agents", page: 250, url: () => "/v1/agents?limit=50&capability=skill7" },
  { path: "/v1/agents/{id}/reviews", page: 50, url: () => `/v1/agents/${agentId(BUSY)}/reviews?limit=50` },
  { path: "/v1/agents/me/trust-history", page: 50, url: () => "/v1/agents/me/trust-history?limit=50" },
  { path: "/v1/webhooks/log", page: 50, url: () => "/v1/webhooks/log?limit=50" },
  { path: "/v1/webhooks/log", page: 50, url: () => "/v1/webhooks/log?limit=50&status=failed" },
  { path: "/v1/webhooks/log", page: 50, url: () => "/v1/webhooks/log?limit=50&event=webhook.ping" },
  {
    path: "/v1/webhooks/log",
    page: 50,
    url: async () => `/v1/webhooks/log?limit=50&job_id=${await completedOfBusy()}`,
  },
  { path: "/v1/events/list", page: 50, url: () => "/v1/events/list?limit=50" },
  { path: "/v1/events/list", page: 50, url: () => "/v1/events/list?limit=50&types=webhook.ping" },
  { path: "/v1/payouts/history", page: 50, url: () => "/v1/payouts/history?limit=50" },
  { path: "/v1/payouts/history", page: 250, url: () => "/v1/payouts/history?limit=50&offset=200" },
  { path: "/v1/payment-methods", page: 100, url: () => "/v1/payment-methods" },
  { path: "/v1/owners/me/agents", page: 100, url: () => "/v1/owners/me/agents", as: "owner" },
];

describe("lists of the API", () => {
  test("every endpoint that answers a list is here", () => {
    const lists = CONTRACTS.filter(({ envelope }) => envelope === "page").map(({ path }) => path);
    expect(lists.filter((path) => !LISTS.some((list) => list.path === path))).toEqual([]);
  });

  test.each(LISTS)("$path: an index, and no more than $page rows ($#)", async ({ page, url, as }) => {
    const { deps } = queue();
    const caller = as === "owner" ? await signOwnerToken(deps.secret, ctx.now, ownerId(BUSY)) : token;
    const route = await url();
    await judge(page, () => get(route, caller));
  });
});

describe("what runs in the background", () => {
  test("finds due jobs by their timers", () => judge(100, () => dueJobs(ctx, 100)));
});

describe("what is looked up while rows are locked", () => {
  test("whether two owners share a card: theirs, and not everybody's", async () => {
    const statement = { text: "SELECT same_owner($1, $2)", values: [ownerId(BUSY), ownerId(2)], name: null };
    expect((await costOf(app.database.db.pool, statement)).buffers).toBeLessThan(OWNERS / 200);
  });

  test("how many jobs a worker has under way: those, and not its past", () => {
    const guard = { kind: "concurrent_jobs", agent_id: agentId(BUSY), job_id: ownerId(1), max: JOBS } as const;
    return judge(150, () => transact(ctx, { guards: [guard] }));
  });
});

const ALL_JOBS = {
  agentId: null,
  statuses: [],
  type: null,
  side: null,
  text: "",
  from: null,
  until: null,
  after: null,
} as const;
const NO_FILTER = { agentId: null, event: null, status: null, jobId: null, after: null } as const;

describe("the owner's console", () => {
  const VIEWS: readonly (readonly [name: string, page: number, read: () => Promise<unknown>])[] = [
    ["jobs", 20, () => dashboard.jobs(owner, { ...ALL_JOBS, limit: 20 })],
    ["jobs half way through", 20, () => dashboard.jobs(owner, { ...ALL_JOBS, after: readCursor(deep), limit: 20 })],
    [
      "jobs by status",
      40,
      () => dashboard.jobs(owner, { ...ALL_JOBS, statuses: ["completed", "cancelled"], limit: 20 }),
    ],
    [
      "jobs that take bids",
      20,
      () => dashboard.jobs(owner, { ...ALL_JOBS, statuses: ["pending_payment"], type: "open", limit: 20 }),
    ],
    ["jobs of one side", 20, () => dashboard.jobs(owner, { ...ALL_JOBS, side: "worker", limit: 20 })],
    // A week of the busiest agent's jobs is looked at whole, on either side.
    ["jobs by a word that all have", 2_000, () => dashboard.jobs(owner, { ...ALL_JOBS, text: "summarise", limit: 20 })],
    [
      "jobs by a word that is being typed",
      2_000,
      () => dashboard.jobs(owner, { ...ALL_JOBS, text: "report summ", limit: 20 }),
    ],
    // All of an owner's few jobs, for each week until the page is full.
    [
      "few jobs by a word that is being typed",
      500,
      () => dashboard.jobs(quiet, { ...ALL_JOBS, text: "summ", limit: 20 }),
    ],
    ["jobs by a word that none has", 20, () => dashboard.jobs(owner, { ...ALL_JOBS, text: "zebra", limit: 20 })],
    ["jobs by an id", 20, async () => dashboard.jobs(owner, { ...ALL_JOBS, text: await completedOfBusy(), limit: 20 })],
    // Some weeks of the busiest agent's jobs are looked at, for names that begin so.
    ["jobs by a party's name", 3_000, () => dashboard.jobs(owner, { ...ALL_JOBS, text: "agent 777", limit: 20 })],
    ["agents by a name", 20, () => dashboard.agentsNamed(owner, "agent 777", 4)],
    ["earnings", 20, () => dashboard.earnings(owner, null, 20)],
    ["deliveries", 20, () => dashboard.deliveries(owner, { ...NO_FILTER, limit: 20 })],
    ["deliveries that failed", 20, () => dashboard.deliveries(owner, { ...NO_FILTER, status: "failed", limit: 20 })],
    [
      "deliveries of a rare event",
      20,
      () => dashboard.deliveries(owner, { ...NO_FILTER, event: "webhook.ping", limit: 20 }),
    ],
    [
      "notifications",
      20,
      () => dashboard.notifications(owner, { agentId: null, unreadOnly: false, after: null, limit: 20 }),
    ],
    [
      "unread notifications",
      20,
      () => dashboard.notifications(owner, { agentId: null, unreadOnly: true, after: null, limit: 20 }),
    ],
    ["how many are unread", 200, () => dashboard.unreadCounts(owner, 100)],
    ["weeks", 30, () => dashboard.weeks(owner, null, 12)],
    ["months with statements", 10, () => dashboard.statementMonths(owner, null)],
    // Every dispute of the owner's agents may be one that was ruled.
    ["decisions", 200, () => dashboard.decisions(owner, null, 20)],
    ["how many decisions wait", 500, () => dashboard.decisionCounts(owner, 100)],
    ["spending", 10, () => dashboard.spending(owner, null)],
    // Every open job of the owner may be the one that changed last.
    ["activity", 500, () => dashboard.activity(owner, null, 20)],
    ["account", 10, () => dashboard.account(owner)],
    ["cards", 10, () => dashboard.cards(owner)],
    ["agents", 10, () => dashboard.agents(owner)],
    ["one job", 50, async () => dashboard.job(owner, await completedOfBusy())],
  ];
  test.each(VIEWS)("%s: an index, and no more than %d rows", (_name, page, read) => judge(page, read));

  test("the figures read the open jobs and running totals, not the past", () =>
    judge(1_500, () => dashboard.figures(owner, null)));

  // Once in half a minute (app/(site)/figures.ts), and no job that has ended.
  test("the market's figures read the agents and their running totals", () =>
    judge(AGENTS / 4, () => dashboard.market(ctx)));
});

const ALL_ACTS = { actor: null, action: null } as const;

describe("the operator's console", () => {
  const FIRST = { after: null, limit: 25 } as const;
  /** Somewhere in the middle of every list. */
  const DEEP = { after: { at: new Date("2026-10-20T00:00:00Z"), id: ownerId(1) }, limit: 25 } as const;
  const VIEWS: readonly (readonly [name: string, page: number, read: () => Promise<unknown>])[] = [
    ["the review queue", 25, () => admin.reviews(operator, "in_review", FIRST)],
    ["the review queue further on", 25, () => admin.reviews(operator, "in_review", DEEP)],
    ["how many reviews wait", 99, () => admin.waitingReviews(operator, 99)],
    ["resolved disputes", 25, () => admin.reviews(operator, "resolved", FIRST)],
    ["resolved disputes further on", 25, () => admin.reviews(operator, "resolved", DEEP)],
    ["frozen jobs", 25, () => admin.frozenJobs(operator, FIRST)],
    ["frozen jobs further on", 25, () => admin.frozenJobs(operator, DEEP)],
    ["all jobs", 25, () => admin.jobs(operator, { text: "", statuses: [] }, FIRST)],
    ["all jobs further on", 25, () => admin.jobs(operator, { text: "", statuses: [] }, DEEP)],
    ["jobs of two states", 50, () => admin.jobs(operator, { text: "", statuses: ["cancelled", "refunded"] }, DEEP)],
    ["jobs by an id", 50, async () => admin.jobs(operator, { text: await completedOfBusy(), statuses: [] }, FIRST)],
    ["jobs by Stripe's id", 50, () => admin.jobs(operator, { text: "ch_77", statuses: [] }, FIRST)],
    ["jobs by an agent", 100, () => admin.jobs(operator, { text: agentId(BUSY), statuses: ["completed"] }, FIRST)],
    ["jobs by a word that none has", 25, () => admin.jobs(operator, { text: "zebra", statuses: [] }, FIRST)],
    // A week of the market is looked at whole.
    ["jobs by a word that all have", 2_000, () => admin.jobs(operator, { text: "summarise", statuses: [] }, FIRST)],
    ["jobs by a word that few have", 1_000, () => admin.jobs(operator, { text: "27777", statuses: [] }, FIRST)],
    ["one job", 50, async () => admin.job(operator, await completedOfBusy())],
    ["agents", 25, () => admin.agents(operator, "all", FIRST)],
    ["suspended agents", 25, () => admin.agents(operator, "suspended", FIRST)],
    ["people by the beginning of a name", 50, () => admin.findPeople(operator, "agent 12", 25)],
    ["people by the beginning of an address", 50, () => admin.findPeople(operator, "owner12", 25)],
    // Its open jobs are counted.
    ["one agent", 1_500, () => admin.agent(operator, agentId(BUSY))],
    ["one owner", 50, () => admin.owner(operator, ownerId(BUSY))],
    ["pending operations", 25, () => admin.pendingOperations(operator, 25)],
    ["refused operations", 25, () => admin.refusedOperations(operator, FIRST)],
    ["refused operations further on", 25, () => admin.refusedOperations(operator, DEEP)],
    ["pending payouts", 25, () => admin.pendingPayouts(operator, FIRST)],
    ["pending payouts further on", 25, () => admin.pendingPayouts(operator, DEEP)],
    ["failing endpoints", 25, () => admin.failingEndpoints(operator, FIRST)],
    ["the webhooks' figures", 2_000, () => admin.webhookFigures(operator, 2_000)],
    ["the audit log", 25, () => admin.auditLog(operator, ALL_ACTS, FIRST)],
    ["the audit log further on", 25, () => admin.auditLog(operator, ALL_ACTS, DEEP)],
    ["one operator's acts", 25, () => admin.auditLog(operator, { ...ALL_ACTS, actor: "operator@example.com" }, DEEP)],
    ["acts of one kind", 25, () => admin.auditLog(operator, { ...ALL_ACTS, action: "dispute.rule" }, DEEP)],
    [
      "one kind of one operator's acts",
      25,
      () => admin.auditLog(operator, { actor: "operator@example.com", action: "reconcile" }, DEEP),
    ],
    ["operators' acts", 25, () => admin.auditLog(operator, { ...ALL_ACTS, actor: admin.OPERATORS }, DEEP)],
    ["acts on one agent", 25, () => admin.actsOn(operator, { type: "agent", id: agentId(BUSY) }, 20)],
  ];
  test.each(VIEWS)("%s: an index, and no more than %d rows", (_name, page, read) => judge(page, read));
});
