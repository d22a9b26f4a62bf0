import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAgentId } from "@/lib/kernel/ids";
import { testApp, type TestApp } from "@/lib/testing/app";
import { randomName } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

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

/** The API key of a mail that is not the one known. */
async function newKey(trader: Trader, known = trader.apiKey): Promise<string> {
  const mail = await market.mail(trader.email, (text) => text.includes("vxp_live_") && !text.includes(known));
  return /vxp_live_\w+/.exec(mail)?.[0] ?? "";
}

const codeOf = async (options: { token?: string; apiKey?: string }) =>
  (await market.call("GET", "/v1/agents/me", options)).error.code;

describe("rotating a key", () => {
  test("mails a new key, answers without it, and ends the old key and every JWT at once", async () => {
    const trader = await market.trader();
    const second = await market.login(trader.apiKey);
    const answer = await market.call("POST", "/v1/agents/rotate-key", { token: trader.token });
    expect([answer.status, answer.json]).toEqual([
      200,
      { success: true, message: "New API key sent to owner email. All sessions invalidated." },
    ]);
    expect(await codeOf({ token: trader.token })).toBe("session_invalidated");
    expect(await codeOf({ token: second })).toBe("session_invalidated");
    expect(await codeOf({ apiKey: trader.apiKey })).toBe("invalid_api_key");
    const key = await newKey(trader);
    expect((await market.call("GET", "/v1/agents/me", { apiKey: key })).status).toBe(200);
    expect((await market.call("GET", "/v1/agents/me", { token: await market.login(key) })).status).toBe(200);
  });

  test("works with the key itself, and leaves one live key when two rotate at once", async () => {
    const trader = await market.trader();
    const answers = await Promise.all(
      [1, 2].map(() => market.call("POST", "/v1/agents/rotate-key", { apiKey: trader.apiKey })),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThan(0);
    const rows = await app.database.db.query("SELECT 1 FROM agent_keys WHERE agent_id = $1 AND revoked_at IS NULL", [
      trader.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  test("refuses strangers and unknown fields", async () => {
    const trader = await market.trader();
    expect((await market.call("POST", "/v1/agents/rotate-key")).error.code).toBe("missing_credential");
    const owner = await market.ownerToken(trader.email);
    expect((await market.call("POST", "/v1/agents/rotate-key", { token: owner })).error.code).toBe(
      "agent_scope_required",
    );
    expect(
      (await market.call("POST", "/v1/agents/rotate-key", { token: trader.token, body: { force: true } })).error.code,
    ).toBe("unknown_field");
  });
});

describe("recovering a key", () => {
  const recover = (email: string, agentId: string) =>
    market.call("POST", "/v1/agents/recover-key", { body: { email, agent_id: agentId } });
  const confirm = (token: string | undefined) =>
    market.call("POST", "/v1/agents/confirm-recovery", { body: { token } });
  const recoveryToken = async (email: string) =>
    /recover\?token=([\w-]+)/.exec(await market.mail(email, (text) => text.includes("/recover?token=")))?.[1];

  test("exchanges the mailed token for a new key, once, and ends all sessions", async () => {
    const trader = await market.trader();
    expect((await recover(trader.email, trader.id)).status).toBe(200);
    const token = await recoveryToken(trader.email);
    // Asking alone changes nothing.
    expect(await codeOf({ token: trader.token })).toBeUndefined();
    const answer = await confirm(token);
    expect([answer.status, answer.data.agent_id]).toEqual([200, trader.id]);
    expect(JSON.stringify(answer.json)).not.toContain("vxp_live_");
    expect(await codeOf({ token: trader.token })).toBe("session_invalidated");
    expect(await codeOf({ apiKey: trader.apiKey })).toBe("invalid_api_key");
    expect((await market.call("GET", "/v1/agents/me", { apiKey: await newKey(trader) })).status).toBe(200);
    expect([(await confirm(token)).status, (await confirm(token)).error.code]).toEqual([401, "invalid_token"]);
  });

  test("answers alike for known, foreign and unknown addresses, and mails only the owner", async () => {
    const trader = await market.trader();
    const other = await market.trader();
    const nobody = `${randomName("nobody")}@example.com`;
    const answers = [
      await recover(nobody, trader.id),
      await recover(other.email, trader.id),
      await recover(trader.email, trader.id),
    ];
    expect(new Set(answers.map(({ status, json }) => JSON.stringify([status, json]))).size).toBe(1);
    await recoveryToken(trader.email);
    for (const email of [nobody, other.email]) {
      const mails = await market.call("GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
      expect(JSON.stringify(mails.json)).not.toContain("/recover?token=");
    }
  });

  test("takes a token no longer than 15 minutes", async () => {
    const trader = await market.trader();
    await recover(trader.email, trader.id);
    const token = await recoveryToken(trader.email);
    await app.advance(15 * 60 + 1);
    expect((await confirm(token)).error.code).toBe("invalid_token");
    expect((await market.call("GET", "/v1/agents/me", { apiKey: trader.apiKey })).status).toBe(200);
  });

  test("of two that confirm at once exactly one issues a key", async () => {
    const trader = await market.trader();
    await recover(trader.email, trader.id);
    const token = await recoveryToken(trader.email);
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test.each([
    [{ email: "no address", agent_id: newAgentId(new Date()) }, "email"],
    [{ email: "a@example.com", agent_id: "42" }, "agent_id"],
    [{ email: "a@example.com" }, "agent_id"],
  ])("refuses %j", async (body, param) => {
    const answer = await market.call("POST", "/v1/agents/recover-key", { body });
    expect([answer.status, answer.error.param]).toEqual([422, param]);
  });
});

describe("the daily limit of recoveries", () => {
  test("is per address and does not tell whether it is known", async () => {
    const trader = await market.trader();
    await app.database.db.query("DELETE FROM rate_counters");
    const { rateScale } = (await import("@/lib/composition")).queue().deps.settings;
    expect(rateScale).toBe(100_000);
    // The harness multiplies every limit; the counter is brought to where the documented limit would be.
    const nobody = `${randomName("nobody")}@example.com`;
    const answers = [];
    for (const email of [trader.email, nobody]) {
      await market.call("POST", "/v1/agents/recover-key", { body: { email, agent_id: trader.id } });
      await app.database.db.query("UPDATE rate_counters SET hits = $2 WHERE key = $1", [
        `recover-key|${email}`,
        rateScale,
      ]);
      answers.push(await market.call("POST", "/v1/agents/recover-key", { body: { email, agent_id: trader.id } }));
    }
    expect(answers.map(({ status, error }) => [status, error.code])).toEqual([
      [429, "rate_limited"],
      [429, "rate_limited"],
    ]);
    expect(Number(answers[0]?.headers.get("retry-after"))).toBeGreaterThan(86_000);
  });
});

describe("deleting an agent", () => {
  const remove = (token: string, id: string) => market.call("DELETE", `/v1/agents/${id}`, { token });

  test("ends its keys, withdraws its bids and leaves a nameless profile", async () => {
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader({ onboarded: true });
    const id = await market.completed(buyer, worker);
    const job = await market.call("POST", "/v1/jobs", {
      token: buyer.token,
      body: {
        title: "Translate this article",
        task_spec: { description: "words" },
        amount: 20,
        job_type: "open",
        bid_window_hours: 24,
      },
    });
    const bidId = "019aa000-0000-7000-8000-000000000001";
    await app.database.db.query(
      `INSERT INTO bids (id, job_id, agent_id, owner_id, price_cents, status, created_at, updated_at)
       SELECT $1, $2, a.id, a.owner_id, 1000, 'active', now(), now() FROM agents a WHERE a.id = $3`,
      [bidId, job.data.id, worker.id],
    );
    await market.event(worker, "payment.received", (body) => body.job_id === id);
    const owner = await market.ownerToken(worker.email);
    const answer = await remove(owner, worker.id);
    expect([answer.status, answer.data]).toEqual([200, { agent_id: worker.id, status: "deleted" }]);
    expect(await codeOf({ token: worker.token })).toBe("session_invalidated");
    expect(await codeOf({ apiKey: worker.apiKey })).toBe("invalid_api_key");
    const profile = (await market.call("GET", `/v1/agents/${worker.id}`)).data;
    expect(profile).toMatchObject({ name: "Deleted agent", status: "deleted", description: null, completed_jobs: 1 });
    await market.event(buyer, "bid.withdrawn", (body) => body.bid_id === bidId);
    expect((await market.call("GET", `/v1/jobs/${id}`, { token: buyer.token })).data.status).toBe("completed");
    expect((await remove(owner, worker.id)).status).toBe(404);
    const hire = await market.call("POST", "/v1/jobs", { token: buyer.token, body: market.directJob(worker) });
    expect(hire.error.code).toBe("worker_unavailable");
  });

  test("is refused while jobs, auctions or payouts are open, and says which", async () => {
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader();
    const [ofBuyer, ofWorker] = [await market.ownerToken(buyer.email), await market.ownerToken(worker.email)];
    const id = await market.post(buyer, worker);
    const jobs = await remove(ofBuyer, buyer.id);
    expect([jobs.status, jobs.error.code, jobs.error.details]).toEqual([
      409,
      "agent_has_open_work",
      { jobs: 1, auctions: 0, disputes: 0, payouts: 0 },
    ]);
    await market.act(id, "cancel", buyer, {});
    const open = { title: "Translate this article", task_spec: { description: "words" }, amount: 20, job_type: "open" };
    const auction = await market.call("POST", "/v1/jobs", { token: buyer.token, body: open });
    expect((await remove(ofBuyer, buyer.id)).error.details).toMatchObject({ jobs: 0, auctions: 1 });
    await market.act(String(auction.data.id), "cancel", buyer, {});
    await market.completed(buyer, worker);
    expect((await remove(ofBuyer, buyer.id)).status).toBe(200);
    expect((await remove(ofWorker, worker.id)).error.details).toMatchObject({ jobs: 0, payouts: 1 });
  });

  test("does not exist for other owners, and takes no agent's token", async () => {
    const trader = await market.trader();
    const other = await market.trader();
    expect((await remove(await market.ownerToken(other.email), trader.id)).error.code).toBe("not_found");
    expect((await remove(trader.token, trader.id)).error.code).toBe("owner_scope_required");
    expect((await market.call("DELETE", `/v1/agents/${trader.id}`)).error.code).toBe("missing_credential");
    expect((await remove(await market.ownerToken(trader.email), "ag_nothing")).error.code).toBe("not_found");
  });

  test("never leaves a job behind that was posted at the same moment", async () => {
    const worker = await market.trader();
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const owner = await market.ownerToken(worker.email);
    const [gone, posted] = await Promise.all([
      remove(owner, worker.id),
      market.call("POST", "/v1/jobs", { token: buyer.token, body: market.directJob(worker) }),
    ]);
    expect([gone.status, posted.status]).toSatisfy(([a, b]) => (a === 200 && b === 422) || (a === 409 && b === 201));
  });

  test("repeats its answer under one Idempotency-Key", async () => {
    const trader = await market.trader();
    const token = await market.ownerToken(trader.email);
    const again = () =>
      market.call("DELETE", `/v1/agents/${trader.id}`, { token, headers: { "idempotency-key": trader.id } });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
  });
});
