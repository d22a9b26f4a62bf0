import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as webhooks from "@/lib/domain/webhooks";
import { systemContext, type AgentActor } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

const HOUR = 3_600;
const DAY = 24 * HOUR;

const ANY_TEXT: unknown = expect.any(String);
const ANY_NUMBER: unknown = expect.any(Number);
const UTC: unknown = expect.stringMatching(/Z$/);

let app: TestApp;
let market: Market;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

interface Row {
  readonly id: string;
  readonly event: string;
  readonly status: string;
  readonly attempts: number;
  readonly response_code: number | null;
  readonly next_retry_at: string | null;
  readonly job_id: string | null;
}
const log = async ({ token }: Trader, query = "") =>
  (await market.call("GET", `/v1/webhooks/log${query}`, { token })).json.data as Row[];
const ping = async ({ token }: Trader) =>
  String((await market.call("POST", "/v1/webhooks/test", { token, body: {} })).data.event_id);
const redeliver = ({ token }: Trader, id: string) =>
  market.call("POST", `/v1/webhooks/${id}/redeliver`, { token, body: {} });
const hits = ({ path }: Trader, event: string) =>
  market.received.filter((hit) => hit.path === path && hit.event === event);
const settled = (trader: Trader, status: string) =>
  expect.poll(async () => (await log(trader))[0]?.status).toBe(status);

describe("the delivery log", () => {
  test("shows each delivery in the documented form, and its attempts on their own page", async () => {
    const trader = await market.trader();
    await ping(trader);
    await settled(trader, "delivered");
    const [row] = await log(trader);
    expect(row).toEqual({
      id: ANY_TEXT,
      event: "webhook.ping",
      status: "delivered",
      response_code: 200,
      attempts: 1,
      next_retry_at: null,
      created_at: UTC,
      job_id: null,
    });
    const page = await market.call("GET", `/v1/webhooks/log/${row?.id ?? ""}`, { token: trader.token });
    expect(page.data.attempt_log).toEqual([
      {
        attempt: 1,
        response_code: 200,
        duration_ms: ANY_NUMBER,
        response_body: "",
        error: null,
        created_at: UTC,
      },
    ]);
  });

  test("tries again after 5 minutes, 30 minutes and 2 hours, then gives up", async () => {
    const trader = await market.trader();
    market.answers.set(trader.path, 500);
    await ping(trader);
    await expect.poll(async () => (await log(trader))[0]?.attempts).toBe(1);
    const counts = [];
    for (const wait of [298, 3, 1796, 6, 7190, 12, 2 * DAY]) {
      await app.advance(wait);
      counts.push(hits(trader, "webhook.ping").length);
    }
    // The ping of the registration is the first.
    expect(counts).toEqual([2, 3, 3, 4, 4, 5, 5]);
    await market.relog(trader);
    expect((await log(trader))[0]).toMatchObject({
      status: "failed",
      attempts: 4,
      response_code: 500,
      next_retry_at: null,
    });
    const { id = "" } = (await log(trader))[0] ?? {};
    const page = await market.call("GET", `/v1/webhooks/log/${id}`, { token: trader.token });
    expect((page.data.attempt_log as unknown[]).length).toBe(4);
  });

  test("filters by event, status and job, and pages without gap or overlap", async () => {
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader();
    const id = await market.post(buyer, worker);
    for (let i = 0; i < 3; i += 1) await ping(worker);
    await expect.poll(async () => (await log(worker, "?status=delivered")).length).toBe(4);
    expect((await log(worker, `?job_id=${id}`)).map(({ event, job_id }) => [event, job_id])).toEqual([
      ["job.created", id],
    ]);
    expect((await log(worker, "?event=webhook.ping")).length).toBe(3);
    expect(await log(worker, "?status=failed")).toEqual([]);
    expect(await log(worker, "?event=webhook.ping&status=pending")).toEqual([]);
    const everything = (await log(worker)).map((row) => row.id);
    const first = await market.call("GET", "/v1/webhooks/log?limit=3", { token: worker.token });
    const rest = await log(worker, `?limit=3&cursor=${String(first.json.next_cursor)}`);
    expect([...(first.json.data as Row[]), ...rest].map((row) => row.id)).toEqual(everything);
    expect((await log(worker, "?offset=3")).map((row) => row.id)).toEqual(everything.slice(3));
  });

  test.each([
    ["?status=lost", "status"],
    ["?job_id=42", "job_id"],
    ["?event=", "event"],
    ["?limit=0", "limit"],
    ["?cursor=!!", "cursor"],
  ])("refuses %s", async (query, param) => {
    const trader = await market.trader();
    const answer = await market.call("GET", `/v1/webhooks/log${query}`, { token: trader.token });
    expect([answer.status, answer.error.param]).toEqual([422, param]);
  });

  test("belongs to its agent alone", async () => {
    const [trader, other] = [await market.trader(), await market.trader()];
    await ping(trader);
    await settled(trader, "delivered");
    const { id = "" } = (await log(trader))[0] ?? {};
    expect(await log(other)).toEqual([]);
    expect((await market.call("GET", `/v1/webhooks/log/${id}`, { token: other.token })).error.code).toBe("not_found");
    expect((await redeliver(other, id)).error.code).toBe("not_found");
    expect((await redeliver(trader, "42")).error.code).toBe("not_found");
    for (const [method, path] of [
      ["GET", "/v1/webhooks/log"],
      ["GET", `/v1/webhooks/log/${id}`],
      ["POST", `/v1/webhooks/${id}/redeliver`],
      ["POST", "/v1/webhooks/rotate-secret"],
      ["POST", "/v1/webhooks/test"],
    ] as const) {
      expect((await market.call(method, path)).error.code).toBe("missing_credential");
    }
  });
});

describe("delivering again", () => {
  test("sends the same event in the same delivery, whatever became of it", async () => {
    const trader = await market.trader();
    const eventId = await ping(trader);
    await settled(trader, "delivered");
    const { id = "" } = (await log(trader))[0] ?? {};
    const answer = await redeliver(trader, id);
    expect([answer.status, answer.data.status]).toEqual([200, "pending"]);
    await settled(trader, "delivered");
    expect(
      hits(trader, "webhook.ping")
        .map(({ headers }) => headers["webhook-id"])
        .slice(-2),
    ).toEqual([eventId, eventId]);
    expect((await log(trader))[0]?.attempts).toBe(2);
  });

  test("is answered as what was asked for, however fast the attempt is", async () => {
    const trader = await market.trader();
    await ping(trader);
    await settled(trader, "delivered");
    const { id = "" } = (await log(trader))[0] ?? {};
    const actor: AgentActor = { kind: "agent", agentId: trader.id, ownerId: "", via: "agent" };
    const ctx = await systemContext<AgentActor>(actor);
    const query = async <R extends object>(text: string, params?: readonly unknown[], name?: string): Promise<R[]> => {
      const rows = await ctx.db.query<R>(text, params, name);
      if (name === "commit-change") await settled(trader, "delivered");
      return rows;
    };
    const answer = await webhooks.redeliver({ ...ctx, db: { ...ctx.db, query } }, id);
    expect([answer.status, answer.next_retry_at]).toEqual(["pending", ctx.now]);
  });

  test("replaces the attempt that waits, and does not send twice", async () => {
    const trader = await market.trader();
    market.answers.set(trader.path, 500);
    await ping(trader);
    await expect.poll(async () => (await log(trader))[0]?.attempts).toBe(1);
    market.answers.delete(trader.path);
    await redeliver(trader, (await log(trader))[0]?.id ?? "");
    await settled(trader, "delivered");
    await app.advance(3 * HOUR);
    expect(hits(trader, "webhook.ping").length).toBe(3);
  });
});

describe("an endpoint that only fails", () => {
  test("is switched off after five days, its owner told once; an answer to a redelivery switches it on", async () => {
    const trader = await market.trader();
    market.answers.set(trader.path, 503);
    await ping(trader);
    await expect.poll(async () => (await log(trader))[0]?.attempts).toBe(1);
    const me = async () => (await market.call("GET", "/v1/agents/me", { token: trader.token })).data.webhook_disabled;
    await app.advance(5 * DAY - HOUR);
    await market.relog(trader);
    await ping(trader);
    await expect.poll(async () => (await log(trader))[0]?.attempts).toBe(1);
    expect(await me()).toBe(false);
    await app.advance(3 * HOUR);
    await market.relog(trader);
    expect(await me()).toBe(true);
    await market.mail(
      trader.email,
      (text) => text.includes("are switched off") || text.includes("no longer send to this address"),
    );
    const mails = await market.call("GET", `/sandbox/mailbox?to=${encodeURIComponent(trader.email)}&limit=50`);
    expect(JSON.stringify(mails.json).split("switched off").length).toBeGreaterThan(1);
    const before = hits(trader, "webhook.ping").length;
    await ping(trader);
    await app.advance(DAY);
    await market.relog(trader);
    expect(hits(trader, "webhook.ping").length).toBe(before);

    market.answers.delete(trader.path);
    await redeliver(trader, (await log(trader))[0]?.id ?? "");
    await settled(trader, "delivered");
    expect(await me()).toBe(false);
    await ping(trader);
    await settled(trader, "delivered");
  });

  test("gets its next event at once after a success", async () => {
    const trader = await market.trader();
    market.answers.set(trader.path, 500);
    await ping(trader);
    await expect.poll(async () => (await log(trader))[0]?.attempts).toBe(1);
    market.answers.delete(trader.path);
    await ping(trader);
    await settled(trader, "delivered");
    const [agent] = await app.database.db.query<{ webhook_failing_since: Date | null }>(
      "SELECT webhook_failing_since FROM agents WHERE id = $1",
      [trader.id],
    );
    expect(agent?.webhook_failing_since).toBe(null);
  });
});

describe("rotating the signing secret", () => {
  const signature = (secret: string, body: string) =>
    `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const standard = (secret: string, hit: { raw: string; headers: Readonly<Record<string, unknown>> }) =>
    `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
      .update(`${String(hit.headers["webhook-id"])}.${String(hit.headers["webhook-timestamp"])}.${hit.raw}`)
      .digest("base64")}`;
  const secretOf = async (trader: Trader, known: readonly string[]) => {
    const mail = await market.mail(
      trader.email,
      (text) => text.includes("whsec_") && !known.some((secret) => text.includes(secret)),
    );
    return /whsec_[\w+/=]+/.exec(mail)?.[0] ?? "";
  };
  const rotate = ({ token }: Trader) => market.call("POST", "/v1/webhooks/rotate-secret", { token, body: {} });
  const signed = async (trader: Trader) => {
    const id = await ping(trader);
    return market.event(trader, "webhook.ping", (body) => body.id === id);
  };

  test("mails the new one, never answers it, and lets both sign for 24 hours", async () => {
    const trader = await market.trader();
    const answer = await rotate(trader);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.json)).not.toContain("whsec_");
    const secret = await secretOf(trader, [trader.secret]);
    const both = await signed(trader);
    expect(both.headers["x-voxpact-signature"]).toBe(
      [secret, trader.secret].map((key) => signature(key, both.raw)).join(","),
    );
    expect(both.headers["webhook-signature"]).toBe([secret, trader.secret].map((key) => standard(key, both)).join(" "));
    await app.advance(DAY + 1);
    await market.relog(trader);
    const one = await signed(trader);
    expect(one.headers["x-voxpact-signature"]).toBe(signature(secret, one.raw));
  });

  test("never lets more than two sign", async () => {
    const trader = await market.trader();
    await rotate(trader);
    const second = await secretOf(trader, [trader.secret]);
    await rotate(trader);
    const third = await secretOf(trader, [trader.secret, second]);
    const hit = await signed(trader);
    expect(hit.headers["x-voxpact-signature"]).toBe([third, second].map((key) => signature(key, hit.raw)).join(","));
    await Promise.all([rotate(trader), rotate(trader), rotate(trader)]);
    const rows = await app.database.db.query(
      "SELECT 1 FROM webhook_secrets WHERE agent_id = $1 AND expires_at IS NULL",
      [trader.id],
    );
    expect(rows).toHaveLength(1);
  });
});
