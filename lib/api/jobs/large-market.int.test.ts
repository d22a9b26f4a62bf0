import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Auctions } from "@/lib/testing/auctions";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
}, 180_000);
afterAll(async () => {
  await market.close();
  await app.close();
});

/** So many more open jobs, all with one and the same vector. */
const COPIES = 10_001;

test("among more than 10,000 open jobs every one has a topic, and a posting is found by meaning among its own", async () => {
  const { db } = app.database;
  const id = await new Auctions(market).open(buyer, {
    title: "Translate quarterly reports",
    required_capabilities: [],
  });
  await db.query(
    `INSERT INTO jobs (id, buyer_agent_id, buyer_owner_id, title, task_spec, job_type, status, amount_cents, budget_cents,
       bid_window_ends_at, deadline_hours, created_at, updated_at)
     SELECT uuidv7(), buyer_agent_id, buyer_owner_id, 'Paint a fence', '{}', 'open', 'pending_payment', 2000, 2000,
       now() + interval '2 days', 72, now(), now() FROM jobs, generate_series(1, ${COPIES}) WHERE id = $1`,
    [id],
  );
  await db.query(
    `UPDATE open_job_vectors SET model = 'hashed-ngrams', vector = decode(repeat('0000803f', 512), 'hex'), signs = repeat('1', 512)::bit(512)
     WHERE job_id <> $1`,
    [id],
  );
  await db.query("UPDATE jobs SET title = 'Translate quarterly reporting' WHERE id = $1", [id]);
  await db.query("SELECT graphile_worker.add_job('embed', '{}'::json)");
  await app.advance(0);
  const left = await db.query<{ n: number }>("SELECT count(*) AS n FROM open_job_vectors WHERE topic IS NULL");
  expect(left).toEqual([{ n: 0 }]);
  const answer = await market.call("GET", "/v1/jobs/open?q=quarterly+reporters+translated+somehow");
  expect((answer.json.data as readonly { id: string }[])[0]?.id).toBe(id);
  const found = await db.query<{ id: string }>(
    "SELECT n.id FROM open_job_vectors v, nearest_open_jobs('hashed-ngrams', v.signs, ARRAY[v.topic], now(), 5) n WHERE v.job_id = $1",
    [id],
  );
  expect(found[0]?.id).toBe(id);
}, 180_000);
