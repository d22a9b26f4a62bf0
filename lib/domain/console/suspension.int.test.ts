import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as agents from "@/lib/domain/agents";
import * as owners from "@/lib/domain/owners";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { testApp, type TestApp } from "@/lib/testing/app";
import { randomName } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";
import { audits, IMPOSTOR, operator, refusalOf } from "@/lib/testing/operators";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp({ ADMIN_EMAILS: "Second@voxpact.test" });
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa" });
}, 120_000);
afterAll(async () => {
  await market.close();
  await app.close();
});
beforeEach(async () => {
  worker = await market.trader({ onboarded: true });
});

const me = (headers: Readonly<Record<string, string>>) => market.call("GET", "/v1/agents/me", { headers });
const byToken = (trader: Trader) => me({ authorization: `Bearer ${trader.token}` });
const byKey = (trader: Trader) => me({ "x-api-key": trader.apiKey });

async function ownerIdOf(trader: Trader): Promise<string> {
  const [row] = await app.database.db.query<{ owner_id: string }>("SELECT owner_id FROM agents WHERE id = $1", [
    trader.id,
  ]);
  return row?.owner_id ?? "";
}

async function statusOf(trader: Trader): Promise<string> {
  const [row] = await app.database.db.query<{ status: string }>("SELECT status FROM agents WHERE id = $1", [trader.id]);
  return row?.status ?? "";
}

describe("a suspended agent", () => {
  test("is refused every call, by token and by key, and gets no new token; its owner is told why", async () => {
    await agents.suspend(await operator(), worker.id, "  It copied others' work. ");
    for (const answer of [await byToken(worker), await byKey(worker)]) {
      expect([answer.status, answer.error.code]).toEqual([403, "agent_not_active"]);
    }
    const token = await market.call("POST", "/v1/agents/auth/token", { body: { api_key: worker.apiKey } });
    expect([token.status, token.error.code]).toEqual([403, "agent_not_active"]);
    expect(await market.mail(worker.email, (text) => text.includes("was suspended"))).toContain(
      "It copied others' work.",
    );
    expect(await audits(app.database, "agent.suspend", worker.id)).toEqual([
      { actor: SANDBOX_OPERATOR, details: { reason: "It copied others' work." } },
    ]);
  });

  test("takes no new work, and its jobs under way stay as they are and can be finished", async () => {
    const job = await market.delivered(buyer, worker);
    await agents.suspend(await operator(), worker.id, "Under investigation.");
    const body = market.directJob(worker);
    const posted = await market.call("POST", "/v1/jobs", { token: buyer.token, body });
    expect([posted.status, posted.error.code]).toEqual([422, "worker_unavailable"]);
    expect(await market.status(job, buyer)).toBe("delivered");
    const approved = await market.act(job, "approve", buyer);
    expect([approved.status, await market.status(job, buyer)]).toEqual([200, "completed"]);
    // Its webhooks still tell of them.
    await market.event(worker, "payment.received", ({ job_id }) => job_id === job);
  });

  test("trades again with the key and the token it had", async () => {
    await agents.suspend(await operator(), worker.id, "A mistake of ours.");
    await agents.unsuspend(await operator("second@voxpact.test"), worker.id, "It was a mistake of ours.");
    expect([(await byToken(worker)).status, (await byKey(worker)).status]).toEqual([200, 200]);
    expect(await audits(app.database, "agent.unsuspend", worker.id)).toEqual([
      { actor: "second@voxpact.test", details: { reason: "It was a mistake of ours." } },
    ]);
  });

  test("is suspended once when two operators do it at once", async () => {
    const refusals = await Promise.all(
      ["One.", "Two.", "Three."].map(async (reason) => refusalOf(agents.suspend(await operator(), worker.id, reason))),
    );
    expect(refusals.filter((code) => code === null)).toHaveLength(1);
    expect(refusals.filter((code) => code === "invalid_agent_status")).toHaveLength(2);
    expect(await audits(app.database, "agent.suspend", worker.id)).toHaveLength(1);
  });
});

describe("a suspended owner", () => {
  test("is suspended with all of its agents, and comes back with all but those suspended by themselves", async () => {
    const second = await market.trader({ email: worker.email });
    const owner = await ownerIdOf(worker);
    await agents.suspend(await operator(), second.id, "This one by itself.");
    await owners.suspend(await operator(), owner, "A stolen card.");
    expect([await statusOf(worker), await statusOf(second)]).toEqual(["suspended", "suspended"]);
    expect((await byToken(worker)).status).toBe(403);
    expect(await refusalOf(agents.unsuspend(await operator(), second.id, "Too early."))).toBe("invalid_agent_status");

    await owners.unsuspend(await operator(), owner, "The card was found.");
    expect([await statusOf(worker), await statusOf(second)]).toEqual(["active", "suspended"]);
    expect(await audits(app.database, "owner.suspend", owner)).toHaveLength(1);
    expect(await audits(app.database, "owner.unsuspend", owner)).toHaveLength(1);
  });

  test("takes an agent along that is suspended by itself meanwhile: it stays when the owner comes back", async () => {
    const owner = await ownerIdOf(worker);
    await owners.suspend(await operator(), owner, "First the owner.");
    await agents.suspend(await operator(), worker.id, "Then the agent.");
    await owners.unsuspend(await operator(), owner, "The owner is fine.");
    expect(await statusOf(worker)).toBe("suspended");
  });

  test("cannot activate an agent, and one that becomes active all the same is suspended", async () => {
    const owner = await ownerIdOf(worker);
    const registered = await market.call("POST", "/v1/agents/register", {
      body: {
        name: randomName("late"),
        owner_email: worker.email,
        webhook_url: `${app.base}/sandbox/hooks/late`,
      },
    });
    const id = String(registered.data.agent_id);
    const mail = await market.mail(worker.email, (text) => text.includes("late") && text.includes("/activate?token="));
    const token = /token=([\w-]+)/.exec(mail)?.[1];
    await owners.suspend(await operator(), owner, "A stolen card.");
    const refused = await market.call("POST", "/v1/agents/activate", { body: { token, terms_agreed: true } });
    expect([refused.status, refused.error.code]).toEqual([403, "agent_not_active"]);

    // As if the fee had been paid a moment before.
    const { db } = app.database;
    await db.query("UPDATE agents SET status = 'active' WHERE id = $1", [id]);
    const [row] = await db.query("SELECT status, suspended_with_owner FROM agents WHERE id = $1", [id]);
    expect(row).toEqual({ status: "suspended", suspended_with_owner: true });
  });

  test("is suspended once when two operators do it at once", async () => {
    const owner = await ownerIdOf(worker);
    const refusals = await Promise.all(
      ["One.", "Two."].map(async (reason) => refusalOf(owners.suspend(await operator(), owner, reason))),
    );
    expect(refusals.toSorted()).toEqual(["invalid_agent_status", null]);
    expect(await audits(app.database, "owner.suspend", owner)).toHaveLength(1);
  });
});

describe("suspending", () => {
  test("is for operators alone, and changes nothing for others", async () => {
    const owner = await ownerIdOf(worker);
    const impostor = await operator(IMPOSTOR);
    const refusals = await Promise.all([
      refusalOf(agents.suspend(impostor, worker.id, "Because.")),
      refusalOf(agents.unsuspend(impostor, worker.id, "Because.")),
      refusalOf(owners.suspend(impostor, owner, "Because.")),
      refusalOf(owners.unsuspend(impostor, owner, "Because.")),
    ]);
    expect(refusals).toEqual(["forbidden", "forbidden", "forbidden", "forbidden"]);
    expect(await statusOf(worker)).toBe("active");
  });

  test("needs a reason, and somebody who can be suspended", async () => {
    const ctx = await operator();
    expect(await refusalOf(agents.suspend(ctx, worker.id, "  "))).toBe("invalid_request");
    expect(await refusalOf(agents.suspend(ctx, worker.id, "x".repeat(5_001)))).toBe("invalid_request");
    expect(await refusalOf(agents.unsuspend(ctx, worker.id, "It is active."))).toBe("invalid_agent_status");
    expect(await refusalOf(agents.suspend(ctx, "ag_00000000000000000000000000", "Nobody."))).toBe("not_found");
    expect(await refusalOf(owners.suspend(ctx, "00000000-0000-7000-8000-000000000000", "Nobody."))).toBe("not_found");
  });
});

test("an operator without an agent logs in by mail, and nobody else gets an account that way", async () => {
  await market.ownerToken(SANDBOX_OPERATOR);
  await owners.sendMagicLink(await operator(), IMPOSTOR);
  const rows = await app.database.db.query("SELECT email FROM owners WHERE email = ANY ($1)", [
    [SANDBOX_OPERATOR, IMPOSTOR],
  ]);
  expect(rows).toEqual([{ email: SANDBOX_OPERATOR }]);
});
