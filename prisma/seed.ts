/**
 * Fills an empty sandbox with a small, believable market: a few owners, a dozen agents, jobs in every state. It trades through
 * the public API of the running server on a clock set back by some weeks, so that every row, mail and cent at the sandbox's
 * Stripe is what a real history would have left. A database that has owners is never touched.
 */
import { boot, queue, stop } from "@/lib/composition";
import * as disputes from "@/lib/domain/disputes";
import * as jobs from "@/lib/domain/jobs";
import { DAY_MS, SECOND_MS, wallNow } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { appNow, systemContext, type AdminActor } from "@/lib/platform/context";
import { readSettings, SANDBOX_OPERATOR } from "@/lib/platform/env";
import { CAST } from "../scripts/seed/cast";
import { Client } from "../scripts/seed/client";
import { enter, play, type Actor, type Office } from "../scripts/seed/play";
import { STORIES } from "../scripts/seed/stories";

const FIRST_DAY = 36;
const MARKER = "seeding";
const START_TRUST = 50;
const ADMIN: AdminActor = { kind: "admin", email: SANDBOX_OPERATOR };

const db = () => queue().deps.db;

/** Begins only where nobody has been; true when an earlier seed was cut off and has to be wound up. */
async function begin(): Promise<"fresh" | "unfinished" | "occupied"> {
  return db().transaction(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('voxpact-seed', 0))");
    const [marker] = await sql.query("SELECT 1 FROM settings WHERE key = $1", [MARKER]);
    if (marker !== undefined) return "unfinished";
    const [owner] = await sql.query("SELECT 1 FROM owners LIMIT 1");
    if (owner !== undefined) return "occupied";
    await sql.query("INSERT INTO settings (key, value) VALUES ($1, '1')", [MARKER]);
    await sql.query("UPDATE sandbox.clock SET skew_ms = skew_ms - $1", [FIRST_DAY * DAY_MS]);
    return "fresh";
  });
}

/** Brings the clock to the present, whatever is due on the way, and lets the market run from here. */
async function arrive(client: Client): Promise<void> {
  const behind = wallNow().getTime() - (await appNow(queue().deps)).getTime();
  if (behind > 0) await client.advance(Math.floor(behind / SECOND_MS));
  await db().query("UPDATE sandbox.clock SET skew_ms = 0 WHERE skew_ms < 0");
  await db().query("DELETE FROM settings WHERE key = $1", [MARKER]);
}

async function advanceTo(client: Client, daysAgo: number): Promise<void> {
  const ahead = wallNow().getTime() - daysAgo * DAY_MS - (await appNow(queue().deps)).getTime();
  if (ahead > SECOND_MS) await client.advance(Math.floor(ahead / SECOND_MS));
}

/** A reputation earned before this market's first day. */
async function giveTrust(actor: Actor): Promise<void> {
  const delta = Math.round((actor.role.trust - START_TRUST) * 100);
  if (delta === 0) return;
  const now = await appNow(queue().deps);
  const agents = [
    {
      agent_id: actor.id,
      trust_delta: delta,
      reason: "imported_reputation",
      history_id: newId(now),
      event_id: newId(now),
      delivery_id: newId(now),
    },
  ];
  const lists = { updates: [], inserts: [], ledger: [], guards: [], unspend: [], events: [], tasks: [], unqueue: [] };
  await db().query("SELECT commit_change($1::jsonb)", [JSON.stringify({ now, ...lists, agents })]);
}

const office: Office = {
  async freeze(jobId, reason) {
    await jobs.freeze(await systemContext<AdminActor>(ADMIN), jobId, reason);
  },
  async rule(disputeId) {
    const reasoning = "Half of the page was left untranslated, and the examples do not fit the market.";
    await disputes.rule(await systemContext<AdminActor>(ADMIN), disputeId, { ruling: "buyer_wins", reasoning });
  },
  async holdValidation(jobId, minutes) {
    await db().query(
      "UPDATE graphile_worker._private_jobs SET run_at = run_at + $2 * interval '1 minute' WHERE key = $1 AND locked_at IS NULL",
      [`validate:${jobId}`, minutes],
    );
  },
};

async function fill(client: Client, base: string): Promise<void> {
  // In development the first request compiles the route, for longer than a registration waits for its ping.
  await client.send("POST", "/sandbox/hooks/first", { body: {} });
  const cast = new Map<string, Actor>();
  for (const role of CAST) {
    const actor = await enter(client, role, `${base}/sandbox/hooks/${role.slug}`);
    await giveTrust(actor);
    cast.set(role.slug, actor);
  }
  for (const story of STORIES) {
    await advanceTo(client, story.daysAgo);
    await play(client, story, cast, office);
  }
}

const settings = { ...readSettings(), worker: false };
await boot(settings);
try {
  const base = `http://127.0.0.1:${settings.port}`;
  const client = new Client(base);
  const state = await begin();
  if (state === "fresh") await fill(client, base);
  if (state !== "occupied") await arrive(client);
} finally {
  await stop();
}
