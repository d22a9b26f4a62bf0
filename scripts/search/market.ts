import { tmpdir } from "node:os";
import path from "node:path";
import { boot, queue, stop } from "@/lib/composition";
import { appNow, contextOf, type Ctx } from "@/lib/platform/context";
import { readSettings } from "@/lib/platform/env";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";
import { scratchDirectory } from "../db/scratch.ts";

const BUYER = "ag_00000000000000000000000001";
const OWNER = "00000000-0000-7000-8000-000000000001";

/** Runs `work` on an application of its own with an empty database, and takes both down. */
export async function onEmptyMarket(work: (ctx: Ctx) => Promise<void>): Promise<void> {
  const dataDir = await scratchDirectory();
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  try {
    await migrate(postgres.url);
    const { OPENAI_API_KEY, ANTHROPIC_API_KEY, OPENAI_BASE_URL, VOXPACT_SANDBOX_EMBEDDING } = process.env;
    const models = { OPENAI_API_KEY, ANTHROPIC_API_KEY, OPENAI_BASE_URL, VOXPACT_SANDBOX_EMBEDDING };
    const own = {
      DATABASE_URL: postgres.url,
      VOXPACT_DATA_DIR: path.join(tmpdir(), "voxpact-search"),
      VOXPACT_WORKER: "off",
    };
    await boot(readSettings({ NODE_ENV: "test", LOG_LEVEL: "warn", ...own, ...models }));
    const { deps } = queue();
    await addBuyer(deps);
    await work(contextOf(deps, await appNow(deps), { kind: "system" }, "search"));
    await stop();
  } finally {
    await postgres.release();
    await destroyEmbeddedPostgres(dataDir);
  }
}

async function addBuyer({ db }: Pick<Ctx, "db">): Promise<void> {
  await db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, 'buyer@example.com', now())", [OWNER]);
  await db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, activation_fee_cents, created_at)
     VALUES ($1, $2, 'Buyer', 'https://example.com/hook', 'suspended', 0, now())`,
    [BUYER, OWNER],
  );
}

/** Posts open jobs that take bids for two days, all at once. Returns their ids in this order. */
export async function postAll(
  { db }: Pick<Ctx, "db">,
  postings: readonly { readonly title: string; readonly description: string }[],
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `INSERT INTO jobs (id, buyer_agent_id, buyer_owner_id, title, task_spec, job_type, status, amount_cents, budget_cents,
       bid_window_ends_at, deadline_hours, created_at, updated_at)
     SELECT uuidv7(), $1, $2, title, jsonb_build_object('description', description), 'open', 'pending_payment', 2000, 2000,
       now() + interval '2 days', 72, now(), now()
     FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS p (title, description, at) ORDER BY at RETURNING id`,
    [BUYER, OWNER, postings.map(({ title }) => title), postings.map(({ description }) => description)],
  );
  return rows.map(({ id }) => id);
}
