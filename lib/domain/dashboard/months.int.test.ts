import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queue } from "@/lib/composition";
import * as notifications from "@/lib/domain/notifications";
import { monthStart } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Place } from "@/lib/kernel/place";
import { appNow, contextOf, type AgentActor } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import * as dashboard from ".";
import type { OwnerCtx } from ".";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let completed: Id;
let refunded: Id;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  [buyer, worker] = [await market.trader({ card: "pm_card_visa" }), await market.trader({ onboarded: true })];
  completed = await market.completed(buyer, worker);
  refunded = await market.accepted(buyer, worker, { amount: 10 });
  await market.act(refunded, "cancel", worker);
  await market.post(buyer, worker, { amount: 7 });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

async function ownerOf(trader: Trader): Promise<OwnerCtx> {
  const { deps } = queue();
  const [row] = await app.database.db.query<{ id: Id }>("SELECT id FROM owners WHERE email = $1", [trader.email]);
  return contextOf(deps, await appNow(deps), { kind: "owner", ownerId: row?.id ?? "" }, "test");
}

describe("weeks", () => {
  it("sum what was held, what was spent less what came back, and what was earned net of fees", async () => {
    await expect
      .poll(async () => (await dashboard.weeks(await ownerOf(buyer), null, 3)).at(-1))
      .toMatchObject({ heldCents: 3_700, spentCents: 2_000, earnedCents: 0 });
    expect((await dashboard.weeks(await ownerOf(worker), worker.id, 3)).at(-1)).toMatchObject({ earnedCents: 1_800 });
  });

  it("begin on Mondays, one after the other, also where nothing happened", async () => {
    const weeks = await dashboard.weeks(await ownerOf(buyer), null, 4);
    expect(weeks.map(({ start }) => start.getUTCDay())).toEqual([1, 1, 1, 1]);
    expect(weeks.slice(0, 3).map(({ heldCents }) => heldCents)).toEqual([0, 0, 0]);
  });

  it("are refused for an agent of another owner", async () => {
    await expect(dashboard.weeks(await ownerOf(buyer), worker.id, 3)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a month's statement", () => {
  it("lists the jobs that earned something in it, page after page, and sums them", async () => {
    const ctx = await ownerOf(worker);
    const month = monthStart(ctx.now);
    expect(await dashboard.statementMonths(ctx, null)).toEqual([month]);
    const [line, ...others] = await dashboard.statementLines(ctx, null, month, { after: null, limit: 10 });
    expect(line).toMatchObject({ jobId: completed, grossCents: 2_000, feeCents: 200 });
    expect(others).toEqual([]);
    const after = line === undefined ? null : { at: line.completedAt, id: line.jobId };
    expect(await dashboard.statementLines(ctx, null, month, { after, limit: 10 })).toEqual([]);
    await expect
      .poll(() => dashboard.statementTotals(ctx, null, month))
      .toEqual({ jobs: 1, grossCents: 2_000, feeCents: 200, paidCents: 1_800 });
  });

  it("is empty for other months and for those who only bought", async () => {
    const [ctx, other] = [await ownerOf(worker), await ownerOf(buyer)];
    const january = new Date("2026-01-01T00:00:00Z");
    expect(await dashboard.statementLines(ctx, null, january, { after: null, limit: 10 })).toEqual([]);
    expect(await dashboard.statementTotals(other, null, monthStart(ctx.now))).toMatchObject({ jobs: 0, grossCents: 0 });
    expect(await dashboard.statementMonths(other, null)).toEqual([]);
  });
});

describe("notifications", () => {
  it("are listed, counted and marked as read for their owner alone", async () => {
    const [ctx, other] = [await ownerOf(buyer), await ownerOf(worker)];
    const query = { agentId: null, unreadOnly: true, after: null, limit: 50 };
    const { rows } = await dashboard.notifications(ctx, query);
    expect(rows.length).toBeGreaterThan(2);
    expect(await dashboard.unreadCounts(ctx, 100)).toEqual(new Map([[buyer.id, rows.length]]));
    expect(await dashboard.unreadCounts(ctx, 2)).toEqual(new Map([[buyer.id, 2]]));
    expect(await dashboard.agentsWithUnread(ctx, null)).toEqual([buyer.id]);

    const [first] = rows;
    await expect(dashboard.notificationAgent(other, first?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    expect(await dashboard.notificationAgent(ctx, first?.id ?? "")).toBe(buyer.id);
    const reader: AgentActor = { kind: "agent", agentId: buyer.id, ownerId: ctx.actor.ownerId, via: "owner" };
    await notifications.markAllRead({ ...ctx, actor: reader });
    expect((await dashboard.notifications(ctx, query)).rows).toEqual([]);
    expect((await dashboard.notifications(ctx, { ...query, unreadOnly: false })).rows).toHaveLength(rows.length);
    expect(await dashboard.agentsWithUnread(ctx, null)).toEqual([]);
  });

  it("go on where the page before ended", async () => {
    const ctx = await ownerOf(worker);
    const all = await dashboard.notifications(ctx, { agentId: worker.id, unreadOnly: false, after: null, limit: 50 });
    const seen: Id[] = [];
    let after: Place | null = null;
    do {
      const page = await dashboard.notifications(ctx, { agentId: null, unreadOnly: false, after, limit: 1 });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(all.rows.map(({ id }) => id));
  });
});

describe("a delivery", () => {
  it("is shown with what was sent and each answer, to its owner alone, and found by event, status and job", async () => {
    const ctx = await ownerOf(worker);
    await market.event(worker, "payment.received");
    const query = {
      agentId: worker.id,
      event: "payment.received",
      status: null,
      jobId: completed,
      after: null,
      limit: 5,
    };
    const { rows } = await dashboard.deliveries(ctx, query);
    expect(rows).toHaveLength(1);
    const id = rows[0]?.id ?? "";
    await expect.poll(async () => (await dashboard.delivery(ctx, id)).attempts).toHaveLength(1);
    const shown = await dashboard.delivery(ctx, id);
    expect(shown.attempts).toMatchObject([{ attempt: 1, responseCode: 200, error: null }]);
    const sent = market.received.find(({ headers }) => headers["x-voxpact-delivery"] === id);
    expect(shown.body).toBe(sent?.raw);
    expect((await dashboard.deliveries(ctx, { ...query, status: "failed" })).rows).toEqual([]);
    await expect(dashboard.delivery(await ownerOf(buyer), id)).rejects.toMatchObject({ code: "not_found" });
  });
});
