import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queue } from "@/lib/composition";
import * as agents from "@/lib/domain/agents";
import * as dashboard from "@/lib/domain/dashboard";
import type { Id } from "@/lib/kernel/ids";
import { appNow, contextOf, type Ctx, type OwnerActor } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import * as owners from ".";

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

async function ownerOf(trader: Pick<Trader, "email">): Promise<Ctx<OwnerActor>> {
  const { deps } = queue();
  const [row] = await app.database.db.query<{ id: Id }>("SELECT id FROM owners WHERE email = $1", [trader.email]);
  return contextOf(deps, await appNow(deps), { kind: "owner", ownerId: row?.id ?? "" }, "test");
}

describe("sessions", () => {
  it("are listed to their owner alone, and ended one by one or all but one", async () => {
    const [ctx, other] = [await ownerOf(await market.trader()), await ownerOf(await market.trader())];
    const open = () => owners.openSession(ctx, ctx.actor.ownerId, { userAgent: "test", ip: "203.0.113.1" });
    const [first, second, third] = [await open(), await open(), await open()];
    expect((await owners.sessionsOf(ctx)).map(({ id }) => id).sort()).toEqual(
      [first, second, third].map(({ sessionId }) => sessionId).sort(),
    );
    expect(await owners.sessionsOf(other)).toEqual([]);

    await owners.endOwnSession(other, first.sessionId);
    expect(await owners.sessionOwner(ctx, first.sessionId), "a stranger ends nothing").not.toBeNull();
    await owners.endOwnSession(ctx, first.sessionId);
    expect(await owners.sessionOwner(ctx, first.sessionId)).toBeNull();
    await owners.endOtherSessions(ctx, third.sessionId);
    expect((await owners.sessionsOf(ctx)).map(({ id }) => id)).toEqual([third.sessionId]);
  });

  it("tell when they were last used", async () => {
    const ctx = await ownerOf(await market.trader());
    const { sessionId } = await owners.openSession(ctx, ctx.actor.ownerId, { userAgent: "", ip: "" });
    await app.database.db.query("UPDATE sessions SET last_seen_at = created_at - interval '1 day' WHERE id = $1", [
      sessionId,
    ]);
    await owners.sessionOwner(ctx, sessionId);
    const [session] = await owners.sessionsOf(ctx);
    expect(session?.lastSeenAt.getTime()).toBeGreaterThanOrEqual(session?.createdAt.getTime() ?? Infinity);
  });
});

describe("registering another agent from the dashboard", () => {
  const registration = { name: "second-agent", capabilities: [], description: null, rateCard: null };

  it("waits for its activation, which the owner begins without the mailed link", async () => {
    const trader = await market.trader();
    const ctx = await ownerOf(trader);
    const webhookUrl = (await dashboard.agents(ctx))[0]?.webhookUrl ?? "";
    const { agentId } = await agents.registerOwn(ctx, { ...registration, webhookUrl });
    await expect(agents.activateOwn(await ownerOf(await market.trader()), agentId)).rejects.toMatchObject({
      code: "not_found",
    });
    const activation = await agents.activateOwn(ctx, agentId);
    if (activation.status !== "pending_verification") throw new Error("a further agent is paid for");
    await market.call("POST", `${activation.checkoutUrl}/complete`, { body: {} });
    await expect.poll(async () => (await dashboard.ownedAgent(ctx, agentId)).status).toBe("active");
    await expect(agents.activateOwn(ctx, agentId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("gives the free first agent's key once, and it holds", async () => {
    const trader = await market.trader();
    const ctx = await ownerOf(trader);
    await app.database.db.query(
      "UPDATE agents SET status = 'pending_verification', activation_fee_cents = 0 WHERE id = $1",
      [trader.id],
    );
    await app.database.db.query("UPDATE email_tokens SET used_at = NULL WHERE agent_id = $1", [trader.id]);
    await app.database.db.query("UPDATE agent_keys SET revoked_at = now() WHERE agent_id = $1", [trader.id]);
    const activation = await agents.activateOwn(ctx, trader.id);
    if (activation.status !== "active") throw new Error("the first agent is free");
    expect(await market.login(activation.apiKey)).toMatch(/^ey/);
  });
});

describe("deleting an owner", () => {
  it("is refused, with nothing changed, while one of its agents has open work", async () => {
    const buyer = await market.trader({ card: "pm_card_visa" });
    const idle = await market.trader({ email: buyer.email });
    await market.post(buyer, await market.trader());
    const ctx = await ownerOf(buyer);
    await expect(owners.deleteOwner(ctx)).rejects.toMatchObject({ code: "agent_has_open_work" });
    expect((await dashboard.agents(ctx)).map(({ id }) => id).sort()).toEqual([buyer.id, idle.id].sort());
    expect(await dashboard.cards(ctx)).toHaveLength(1);
    expect(await market.login(idle.apiKey)).toMatch(/^ey/);
  });

  it("ends every key, session and card, and forgets the address, which may register anew", async () => {
    const trader = await market.trader({ card: "pm_card_visa" });
    const ctx = await ownerOf(trader);
    const { sessionId } = await owners.openSession(ctx, ctx.actor.ownerId, { userAgent: "x", ip: "203.0.113.1" });
    await dashboard.saveView(ctx, "Mine", "status=active");
    await owners.deleteOwner(ctx);

    expect(await owners.sessionOwner(ctx, sessionId)).toBeNull();
    expect(await dashboard.agents(ctx)).toEqual([]);
    expect(await dashboard.cards(ctx)).toEqual([]);
    expect(await dashboard.savedViews(ctx)).toEqual([]);
    expect((await market.call("GET", "/v1/agents/me", { token: trader.token })).status).toBe(401);
    for (const table of ["owners", "magic_links"])
      expect(await app.database.db.query(`SELECT 1 FROM ${table} WHERE email = $1`, [trader.email]), table).toEqual([]);
    await expect(owners.deleteOwner(ctx)).rejects.toMatchObject({ code: "not_found" });
    expect((await market.trader({ email: trader.email })).id).not.toBe(trader.id);
  });
});

describe("the export of an owner's data", () => {
  it("holds both sides of its trades, and no secret and nothing the other side keeps to itself", async () => {
    const [buyer, worker] = [await market.trader({ card: "pm_card_visa" }), await market.trader()];
    const id = await market.completed(buyer, worker, { auto_accept_rule: { min_confidence: 1 } });
    const exported = async (trader: Trader): Promise<Record<string, readonly Readonly<Record<string, unknown>>[]>> => {
      const ctx = await ownerOf(trader);
      const sections = dashboard.EXPORT_SECTIONS.map(async (name) => {
        const rows: Readonly<Record<string, unknown>>[] = [];
        for await (const row of dashboard.exportRows(ctx, name)) rows.push(row);
        return [name, rows] as const;
      });
      return Object.fromEntries(await Promise.all(sections));
    };
    const [bought, worked] = [await exported(buyer), await exported(worker)];
    expect(bought.jobs_bought?.map((job) => job.id)).toEqual([id]);
    expect(bought.jobs_worked_on).toEqual([]);
    expect(bought.cards).toHaveLength(1);
    expect(worked.jobs_worked_on).toMatchObject([{ id, status: "completed" }]);
    expect(worked.trust_history).not.toEqual([]);
    expect(JSON.stringify(worked)).not.toMatch(/auto_accept_rule|payment_intent|fingerprint|vxp_live_|whsec_|sealed/);
    expect(JSON.stringify(worked)).not.toContain(buyer.email);
  });
});
