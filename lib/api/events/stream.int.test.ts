import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { followOwner } from "@/lib/domain/events";
import * as owners from "@/lib/domain/owners";
import { createDatabase } from "@/lib/platform/db";
import { contextOf, systemContext } from "@/lib/platform/context";
import { LiveConnection } from "@/lib/platform/live";
import { LiveEvents } from "@/lib/platform/live-events";
import { BEGINNING, type LoggedEvent } from "@/lib/platform/event-log";
import { testApp, type TestApp } from "@/lib/testing/app";
import { EventReader } from "@/lib/testing/event-reader";
import { Market, type Trader } from "@/lib/testing/market";
import { tell } from "@/lib/testing/tell";

const SEQUENCE: unknown = expect.stringMatching(/^\d+$/);

let app: TestApp;
let market: Market;
const readers: EventReader[] = [];

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
});
afterAll(async () => {
  await market.close();
  await app.close();
});

async function open(query: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const reader = await EventReader.open(`${app.base}/v1/events${query}`, headers);
  readers.push(reader);
  return reader;
}
const listen = async (trader: Trader, query = "", headers?: Readonly<Record<string, string>>) =>
  open(`?token=${trader.token}${query}`, headers);

const marks = (reader: EventReader) =>
  reader.messages.filter((message) => message.event === "webhook.ping").map(({ data }) => data.agent_id);
const closing = (reader: EventReader) => reader.messages.at(-1)?.data.reason;
const within = (ms: number) => ({ timeout: ms, interval: 10 });

describe("GET /v1/events", () => {
  test("tells what happens as it happens, in the webhook's words", async () => {
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader();
    const reader = await listen(worker);
    expect(reader.response.status).toBe(200);
    expect(reader.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(reader.response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(reader.response.headers.get("x-accel-buffering")).toBe("no");
    await expect.poll(() => reader.raw).toMatch(/^retry: \d+\n\n/);
    const id = await market.post(buyer, worker);
    const created = await market.event(worker, "job.created", (body) => body.job_id === id);
    await expect
      .poll(() => reader.messages, within(1_000))
      .toEqual([{ id: SEQUENCE, event: "job.created", data: created.body }]);
  });

  test("takes the token as a header too, and an API key", async () => {
    const trader = await market.trader();
    const byHeader = await open("", { authorization: `Bearer ${trader.token}` });
    const byKey = await open("", { "x-api-key": trader.apiKey });
    await tell(trader.id, "here");
    for (const reader of [byHeader, byKey]) await expect.poll(() => marks(reader), within(1_000)).toEqual(["here"]);
  });

  test("tells an agent its own events alone", async () => {
    const [one, other] = [await market.trader(), await market.trader()];
    const reader = await listen(one);
    await tell(other.id, "not yours");
    await tell(one.id, "yours");
    await expect.poll(() => marks(reader), within(1_000)).toEqual(["yours"]);
  });

  test.each([
    ["since", (id: string) => [`&since=${id}`, {}] as const],
    ["Last-Event-ID", (id: string) => ["", { "last-event-id": id }] as const],
    ["Last-Event-ID over since", (id: string) => ["&since=0", { "last-event-id": id }] as const],
  ])("replays what was missed after %s, then goes on", async (_name, place) => {
    const trader = await market.trader();
    const first = await listen(trader);
    await tell(trader.id, "1");
    await expect.poll(() => marks(first), within(1_000)).toEqual(["1"]);
    await first.close();
    for (let i = 2; i <= 130; i += 1) await tell(trader.id, String(i));
    const [query, headers] = place(first.lastId ?? "");
    const second = await listen(trader, query, headers);
    await tell(trader.id, "131");
    await expect.poll(() => marks(second), within(5_000)).toEqual(Array.from({ length: 130 }, (_, i) => String(i + 2)));
  });

  test("tells only the types asked for", async () => {
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader();
    const reader = await listen(worker, "&types=job.created,job.cancelled");
    await tell(worker.id, "unwanted");
    const id = await market.post(buyer, worker);
    await market.act(id, "cancel", buyer, {});
    await expect
      .poll(() => reader.messages.map((message) => message.event), within(2_000))
      .toEqual(["job.created", "job.cancelled"]);
  });

  test.each([
    ["?token=nonsense", {}, 401, "invalid_token"],
    ["?token=vxp_live_1", {}, 401, "api_key_in_bearer"],
    ["", {}, 401, "missing_credential"],
  ])("refuses %s", async (query, headers, status, code) => {
    const reader = await open(query, headers);
    await expect.poll(() => reader.ended).toBe(true);
    expect([reader.response.status, (JSON.parse(reader.raw) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  test.each([
    ["&since=-1", {}, 422, "invalid_request"],
    ["&since=soon", {}, 422, "invalid_request"],
    ["&types=job.unheard_of", {}, 422, "invalid_request"],
    ["", { "last-event-id": "nonsense" }, 400, "malformed_header"],
  ])("refuses %s %j", async (query, headers, status, code) => {
    const reader = await listen(await market.trader(), query, headers);
    await expect.poll(() => reader.ended).toBe(true);
    expect([reader.response.status, (JSON.parse(reader.raw) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  test("refuses an owner's token and other methods", async () => {
    const trader = await market.trader();
    const answer = await market.call("GET", "/v1/events", { token: await market.ownerToken(trader.email) });
    expect([answer.status, answer.error.code]).toEqual([403, "agent_scope_required"]);
    const posted = await market.call("POST", "/v1/events", { token: trader.token, body: {} });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  test("opens only so many streams for one agent", async () => {
    const trader = await market.trader();
    const opened = await Promise.all(Array.from({ length: 20 }, () => listen(trader)));
    expect(opened.map(({ response }) => response.status)).toEqual(Array.from({ length: 20 }, () => 200));
    const last = await market.call("GET", "/v1/events", { token: trader.token });
    expect([last.status, last.error.code, last.headers.get("retry-after")]).toEqual([
      429,
      "stream_limit_reached",
      "10",
    ]);
    await opened[0]?.close();
    await expect.poll(async () => queue().deps.live.count(trader.id)).toBe(19);
    const again = await listen(trader);
    expect(again.response.status).toBe(200);
  });
});

describe("a stream ends within a second", () => {
  test("when the agent's key is rotated, with a last event that says so and carries no id", async () => {
    const trader = await market.trader();
    const [byToken, byKey] = [await listen(trader), await open("", { "x-api-key": trader.apiKey })];
    await market.call("POST", "/v1/agents/rotate-key", { token: trader.token, body: {} });
    for (const reader of [byToken, byKey]) {
      await expect.poll(() => reader.ended, within(1_000)).toBe(true);
      expect(reader.messages.at(-1)).toMatchObject({
        id: null,
        event: "stream.closed",
        data: { reason: "session_invalidated" },
      });
    }
    expect((await listen(trader)).response.status).toBe(401);
  });

  test("when the agent is deleted or suspended", async () => {
    const [deleted, suspended] = [await market.trader(), await market.trader()];
    const streams = [await listen(deleted), await listen(suspended)];
    await market.call("DELETE", `/v1/agents/${deleted.id}`, { token: await market.ownerToken(deleted.email) });
    await app.database.db.query("UPDATE agents SET status = 'suspended' WHERE id = $1", [suspended.id]);
    for (const reader of streams)
      await expect.poll(() => [reader.ended, closing(reader)], within(1_000)).toEqual([true, "session_invalidated"]);
  });

  test("when the token expires by the application's clock", async () => {
    const trader = await market.trader();
    const [byToken, byKey] = [await listen(trader), await open("", { "x-api-key": trader.apiKey })];
    await app.advance(3_600);
    await expect.poll(() => [byToken.ended, closing(byToken)], within(1_000)).toEqual([true, "token_expired"]);
    expect(byKey.ended).toBe(false);
  });
});

describe("the stream of a browser's session", () => {
  test("tells the events of all the owner's agents, and ends within a second when the session is revoked", async () => {
    const first = await market.trader();
    const second = await market.trader({ email: first.email });
    const stranger = await market.trader();
    const ctx = await systemContext();
    const [owner] = await app.database.db.query<{ id: string }>("SELECT id FROM owners WHERE email = $1", [
      first.email,
    ]);
    const ownerId = owner?.id ?? "";
    const { sessionId } = await owners.openSession(ctx, ownerId, { userAgent: "", ip: "" });
    const followed = await followOwner(contextOf(ctx, ctx.now, { kind: "owner", ownerId }, "test"), sessionId, null);
    const told: unknown[] = [];
    let end = "";
    ctx.live.subscribe({
      ...followed,
      credential: { kind: "session", sessionId },
      take: (events) => told.push(...events.map(({ payload }) => payload.agent_id)),
      ready: () => Promise.resolve(),
      end: (reason) => (end = reason),
    });
    for (const { id } of [first, stranger, second]) await tell(id, id);
    await expect.poll(() => told, within(1_000)).toEqual([first.id, second.id]);
    await owners.endSession(ctx, sessionId);
    await expect.poll(() => end, within(1_000)).toBe("session_invalidated");
  });
});

/** A second process, as far as events go: a pool, a connection and a reader of its own. */
async function anotherProcess() {
  const db = createDatabase(app.database.url, { max: 4 });
  const connection = new LiveConnection(app.database.url, queue().deps.log);
  await connection.connect();
  const live = new LiveEvents(db, connection, queue().deps.log);
  await live.start();
  return {
    db,
    live,
    async close() {
      live.close();
      await connection.close();
      await db.close();
    },
  };
}

describe("the order of events", () => {
  test("hides no event whose transaction commits after one with a higher sequence was told", async () => {
    const trader = await market.trader();
    const reader = await listen(trader);
    const other = await anotherProcess();
    const slow = await other.db.pool.connect();
    const insert =
      "INSERT INTO events (id, agent_id, type, payload, created_at) VALUES (gen_random_uuid(), $1, 'webhook.ping', $2, now()) RETURNING seq";
    await slow.query("BEGIN");
    await slow.query(insert, [trader.id, { agent_id: "begun first" }]);
    await tell(trader.id, "committed first");
    await sleep(300);
    // Told now, it would put the sequence ahead of the event that is still to come.
    expect(marks(reader)).toEqual([]);
    const { rows } = await slow.query<{ seq: string }>(insert, [trader.id, { agent_id: "begun first, written last" }]);
    await slow.query("SELECT pg_notify('voxpact_events', $1)", [`${rows[0]?.seq ?? ""} ${trader.id}`]);
    await slow.query("COMMIT");
    slow.release();
    await expect
      .poll(() => [...marks(reader)].sort(), within(1_000))
      .toEqual(["begun first", "begun first, written last", "committed first"]);
    // Whoever stopped after any of them misses none of the others.
    for (const [index, { id }] of reader.messages.entries()) {
      const later = await listen(trader, `&since=${id ?? ""}`);
      await expect.poll(() => marks(later), within(1_000)).toEqual(marks(reader).slice(index + 1));
    }
    await other.close();
  });

  test("is the same for every reader in every process, and after every reconnect nothing is lost or told twice", async () => {
    const trader = await market.trader();
    const other = await anotherProcess();
    const elsewhere: LoggedEvent[] = [];
    const credential = { kind: "agent", agentId: trader.id, epoch: 0, expiresAt: null } as const;
    other.live.subscribe({
      agentIds: [trader.id],
      credential,
      after: BEGINNING,
      take: (events) => elsewhere.push(...events),
      ready: () => Promise.resolve(),
      end: () => undefined,
    });

    const total = 400;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = 0; i < total / 4; i += 1) await tell(trader.id, `${writer}-${i}`);
    });
    const got: unknown[] = [];
    let lastId = "0";
    let reconnects = 0;
    const done = Promise.all(writers);
    while (got.length < total && reconnects < 200) {
      const reader = await listen(trader, "", { "last-event-id": lastId });
      await sleep(15 + Math.random() * 60);
      await reader.close();
      got.push(...marks(reader));
      lastId = reader.lastId ?? lastId;
      reconnects += 1;
    }
    await done;
    expect(new Set(got).size).toBe(got.length);
    expect(got.length).toBe(total);
    expect(reconnects).toBeGreaterThan(3);
    await expect.poll(() => elsewhere.length, within(3_000)).toBe(total);
    expect(elsewhere.map(({ payload }) => payload.agent_id)).toEqual(got);
    await other.close();
  }, 60_000);

  test("goes on after the database has dropped the connection that listens", async () => {
    const trader = await market.trader();
    const reader = await listen(trader);
    await tell(trader.id, "before");
    await expect.poll(() => marks(reader), within(1_000)).toEqual(["before"]);
    await app.database.db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'voxpact-live' AND datname = current_database()",
    );
    await tell(trader.id, "while away");
    await expect.poll(() => marks(reader), within(5_000)).toEqual(["before", "while away"]);
    await tell(trader.id, "after");
    await expect.poll(() => marks(reader), within(5_000)).toEqual(["before", "while away", "after"]);
  });
});

describe("a slow reader", () => {
  test("is dropped with a clear last event once too much waits for it, and holds up nobody", async () => {
    const trader = await market.trader();
    const swift = await listen(trader);
    const url = new URL(`${app.base}/v1/events?token=${trader.token}`);
    const slow = await new Promise<http.IncomingMessage>((resolve) => http.get(url, resolve));
    slow.pause();
    const big = "x".repeat(200_000);
    // How much the kernel takes before anything waits in the server is the machine's: up to tens of megabytes.
    let told = 0;
    while (told < 600 && queue().deps.live.count(trader.id) === 2) await tell(trader.id, `${told++}${big}`);
    await expect.poll(() => queue().deps.live.count(trader.id), within(5_000)).toBe(1);
    await expect.poll(() => marks(swift).length, within(10_000)).toBe(told);
    let text = "";
    slow.on("data", (chunk: Buffer) => (text += chunk.toString()));
    slow.resume();
    await new Promise((resolve) => slow.once("close", resolve));
    expect(text).toMatch(/event: stream\.closed\ndata: \{"reason":"too_slow"/);
  }, 60_000);

  test("is told what it missed at its own pace, however much that is", async () => {
    const trader = await market.trader();
    const big = "x".repeat(200_000);
    for (let i = 0; i < 60; i += 1) await tell(trader.id, `${i}${big}`);
    const url = new URL(`${app.base}/v1/events?token=${trader.token}&since=0`);
    const slow = await new Promise<http.IncomingMessage>((resolve) => http.get(url, resolve));
    let [text, told] = ["", 0];
    slow.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      slow.pause();
      setTimeout(() => slow.resume(), 1);
    });
    await expect.poll(() => (told = text.match(/\nevent: webhook\.ping\n/g)?.length ?? 0), within(30_000)).toBe(60);
    expect(text).not.toContain("stream.closed");
    expect(told).toBe(60);
    slow.destroy();
  }, 60_000);
});
