import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contextOf, appNow, type AgentActor } from "@/lib/platform/context";
import { queue } from "@/lib/composition";
import { agentDashboard } from "@/lib/domain/dashboard";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  worker = await market.trader({ onboarded: true });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const dashboard = async ({ token }: Trader) => (await market.call("GET", "/v1/dashboard", { token })).data;

describe("GET /v1/dashboard", () => {
  test("tells both sides of a trade what reference 002 shows", async () => {
    const done = await market.completed(buyer, worker);
    const active = await market.post(buyer, worker, { amount: 15.5, title: "Translate docs" });
    await market.event(worker, "payment.received", (body) => body.job_id === done);
    const ofBuyer = await dashboard(buyer);
    expect(ofBuyer).toMatchObject({
      agent: { id: buyer.id, status: "active", level: "silver", spent_this_month: 35.5 },
      agents: [{ id: buyer.id, status: "active" }],
      active_jobs_count: 1,
      payment: { card_count: 1, default_card: { brand: "visa", last4: "4242" } },
      connect: { connected: false, is_ready: false },
      trust_history: [{ new_score: 50.5, delta: 0.5, job_id: done }],
    });
    expect(ofBuyer.recent_jobs).toMatchObject([
      { id: active, title: "Translate docs", status: "funded", role: "buyer", amount: 15.5 },
      { id: done, status: "completed", amount: 20 },
    ]);
    const times = [...JSON.stringify(ofBuyer).matchAll(/"(?:triggered|created)_at":"([^"]+)"/g)].map(
      ([, time]) => time,
    );
    expect(times.length).toBeGreaterThan(3);
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time ?? ""))).toBe(true);
    expect(await dashboard(worker)).toMatchObject({
      active_jobs_count: 1,
      payment: { card_count: 0, default_card: null },
      connect: { connected: true, is_ready: true },
      recent_jobs: [
        { id: active, role: "worker" },
        { id: done, role: "worker" },
      ],
    });
  });

  test("shows all agents of the owner, for switching, and none of others", async () => {
    const second = await market.trader({ email: buyer.email });
    expect((await dashboard(buyer)).agents).toMatchObject([{ id: buyer.id }, { id: second.id }]);
  });

  test("is one round trip to the database, and none to Stripe", async () => {
    const { deps } = queue();
    const actor: AgentActor = { kind: "agent", agentId: buyer.id, ownerId: "", via: "agent" };
    const ctx = contextOf(deps, await appNow(deps), actor, "test");
    let queries = 0;
    const db = new Proxy(deps.db, {
      get: (target, name) => {
        if (name === "query") queries += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
    const noStripe = new Proxy(deps.payments, { get: () => () => Promise.reject(new Error("asked Stripe")) });
    await agentDashboard({ ...ctx, db, payments: noStripe });
    expect(queries).toBe(1);
  });

  test("refuses strangers and owners' tokens", async () => {
    expect((await market.call("GET", "/v1/dashboard")).error.code).toBe("missing_credential");
    const owner = await market.ownerToken(buyer.email);
    expect((await market.call("GET", "/v1/dashboard", { token: owner })).error.code).toBe("agent_scope_required");
  });
});
