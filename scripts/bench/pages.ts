/**
 * `npm run bench:pages`: how long the built application takes to answer each page, for an owner and an operator of a market
 * with 100,000 jobs, 4,000 of them the owner's. One request at a time, from the first byte asked for to the last one
 * answered. Nothing here passes or fails, but a page that is not answered with 200 ends it with an error. `-- --only statements`
 * measures the pages alone whose path has that in it, `-- --jobs N` in a market of another size.
 */
import { gzipSync } from "node:zlib";
import { parseArgs } from "node:util";
import { z } from "zod";
import { createDatabase, type AppDatabase } from "@/lib/platform/db";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { agentId, BUSY, CHATTY, CONTESTED, fillMarket } from "@/lib/testing/plans/data";
import { startServer } from "@/lib/testing/server";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded";
import { scratchDirectory } from "../db/scratch";
import { quantile } from "./measure";

const WARM_UPS = 5;
const ROUNDS = 30;

/** Logs in by the sandbox's demo login; returns the cookies of the session. */
async function logIn(base: string, email: string): Promise<string> {
  const asked = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await asked.json());
  const cookies = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  const entered = await fetch(`${base}/api/auth/callback/demo`, {
    method: "POST",
    headers: { cookie: cookies(asked).join("; ") },
    body: new URLSearchParams({ email, csrfToken, json: "true" }),
  });
  if (!entered.ok) throw new Error(`the login of ${email}: ${entered.status} ${await entered.text()}`);
  return [...cookies(asked), ...cookies(entered)].join("; ");
}

async function idOf(db: AppDatabase, sql: string): Promise<string> {
  const [row] = await db.query<{ id: string }>(sql);
  if (row === undefined) throw new Error(`no row for ${sql}`);
  return row.id;
}

async function pagesOf(db: AppDatabase): Promise<Readonly<Record<"owner" | "operator", readonly string[]>>> {
  const [chatty, contested] = [await idOf(db, CHATTY), await idOf(db, CONTESTED)];
  const dispute = await idOf(db, "SELECT id FROM disputes ORDER BY created_at DESC LIMIT 1");
  const frozen = await idOf(db, "SELECT id FROM jobs WHERE status = 'frozen' ORDER BY created_at DESC LIMIT 1");
  return {
    owner: [
      "/dashboard",
      "/dashboard/jobs",
      "/dashboard/jobs?status=completed",
      "/dashboard/jobs?q=summarise",
      "/dashboard/jobs/new",
      `/dashboard/jobs/${chatty}`,
      `/dashboard/jobs/${contested}`,
      "/dashboard/market",
      "/dashboard/payouts",
      "/dashboard/statements/2026-10",
      "/dashboard/cards",
      "/dashboard/connect",
      "/dashboard/webhooks",
      "/dashboard/notifications",
      "/dashboard/settings",
      "/dashboard/account",
    ],
    operator: [
      "/admin",
      `/admin/disputes/${dispute}`,
      "/admin/jobs",
      `/admin/jobs/${frozen}`,
      "/admin/people",
      `/admin/people/${agentId(BUSY)}`,
      "/admin/money",
      "/admin/webhooks",
      "/admin/tasks",
      "/admin/audit",
    ],
  };
}

async function measure(url: string, name: string, cookie: string): Promise<void> {
  const times: number[] = [];
  let body = "";
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    const began = performance.now();
    const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
    body = await response.text();
    if (round >= 0) times.push(performance.now() - began);
    if (response.status !== 200) throw new Error(`${name}: ${response.status}`);
  }
  const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => `${ms.toFixed(0)} ms`.padStart(7));
  const kilobytes = (gzipSync(body).length / 1_000).toFixed(1);
  console.log(`${name.padEnd(64)} median ${median}  p95 ${p95}  ${kilobytes.padStart(6)} kB of HTML, compressed`);
}

const { values } = parseArgs({
  options: { jobs: { type: "string", default: "100000" }, only: { type: "string", default: "" } },
});
const dataDir = await scratchDirectory();
try {
  // The market's timers are long past: a worker would be busy with them.
  const server = await startServer({ dataDir, env: { VOXPACT_WORKER: "off", VOXPACT_RATE_SCALE: "1000000" } });
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const db = createDatabase(postgres.url, { max: 4 });
  await fillMarket(db, Number(values.jobs));
  const pages = await pagesOf(db);
  for (const [who, email] of [
    ["owner", `owner${BUSY}@example.com`],
    ["operator", SANDBOX_OPERATOR],
  ] as const) {
    const cookie = await logIn(server.base, email);
    for (const path of pages[who].filter((path) => path.includes(values.only)))
      await measure(server.base + path, path, cookie);
  }
  await db.close();
  await server.stop();
  await postgres.release();
} finally {
  await destroyEmbeddedPostgres(dataDir);
}
process.exit();
