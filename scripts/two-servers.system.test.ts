import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { call } from "../lib/testing/client";
import { EventReader } from "../lib/testing/event-reader";
import { startServer, type TestServer } from "../lib/testing/server";
import { ENDINGS } from "./crash/endings";
import { until } from "./crash/patience";
import { playTrade } from "./crash/trade";
import { createBuyer, createWorker } from "./crash/trader";
import { destroyEmbeddedPostgres, type EmbeddedPostgres, openEmbeddedPostgres } from "./db/embedded";
import { scratchDirectory } from "./db/scratch";

describe("two servers on one database", () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  let client: pg.Client;
  let servers: readonly [TestServer, TestServer];

  beforeAll(async () => {
    dataDir = await scratchDirectory();
    // Two first starts at once, as well.
    servers = await Promise.all([startServer({ dataDir }), startServer({ dataDir })]);
    postgres = await openEmbeddedPostgres({ dataDir, durable: false });
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await Promise.all(servers.map((server) => server.stop()));
    await postgres.release();
    await destroyEmbeddedPostgres(dataDir);
  });

  it("share one limit for each address", async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const { base } = attempt % 2 === 0 ? servers[0] : servers[1];
      const answer = await call(base, "POST", "/v1/agents/auth/token", {
        body: { api_key: `vxp_live_${"0".repeat(43)}` },
        headers: { "x-forwarded-for": "203.0.113.77" },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it("run each task once: every webhook arrives a single time, whichever server was asked", async () => {
    const [first, second] = servers;
    const [buyer, worker] = await Promise.all([createBuyer(first), createWorker(second)]);
    const approved = ENDINGS.filter((ending) => ending.name.startsWith("approved"));
    const trades = await Promise.all(
      [first, second, first, second].flatMap((host) =>
        approved.map((ending) => playTrade(host, { buyer, worker }, ending, 2_000)),
      ),
    );
    const paid = async () => {
      const { rows } = await client.query<{ count: number }>(
        "select count(*)::int as count from events where type = 'payment.received'",
      );
      return rows[0]?.count ?? 0;
    };
    // A worker is paid after its trade has ended: until then more webhooks are to come.
    const deliveries = await until("all webhooks", async () => {
      if ((await paid()) < trades.length) return null;
      const { rows } = await client.query<{ status: string; attempts: number }>(
        "select status, attempts from webhook_deliveries",
      );
      return rows.every((row) => row.status === "delivered") ? rows : null;
    });
    expect(deliveries.every((row) => row.attempts === 1)).toBe(true);
    expect(await paid()).toBe(trades.length);
  });

  it("tell the streams on both of what happened at either", async () => {
    const [first, second] = servers;
    const [buyer, worker] = await Promise.all([createBuyer(first), createWorker(second)]);
    const readers = await Promise.all(
      servers.map(({ base }) => EventReader.open(`${base}/v1/events?token=${worker.token}`)),
    );
    const approved = ENDINGS.filter((ending) => ending.name.startsWith("approved")).slice(0, 1);
    for (const host of [first, second])
      for (const ending of approved) {
        const { jobId } = await playTrade(host, { buyer, worker }, ending, 2_000);
        for (const reader of readers)
          await expect
            .poll(() => reader.messages.filter(({ data }) => data.job_id === jobId).map(({ event }) => event), {
              timeout: 10_000,
            })
            .toEqual(expect.arrayContaining(["job.created", "payment.received"]));
      }
    await Promise.all(readers.map((reader) => reader.close()));
  });
});
