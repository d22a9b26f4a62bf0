import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plan } from "@/lib/domain/escrow";
import { sweep } from "@/lib/domain/sweep";
import { cents } from "@/lib/kernel/money";
import { systemContext } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import { ChargebackStage } from "@/lib/testing/chargebacks";
import { adminMails } from "@/lib/testing/disputes";
import type { Market, Trader } from "@/lib/testing/market";
import { audits } from "@/lib/testing/operators";
import { loadJob } from "./store";

const HOUR = 3_600;
const DAY = 24 * HOUR;

let stage: ChargebackStage;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  stage = await ChargebackStage.open();
  ({ market, buyer, worker } = stage);
}, 120_000);
afterAll(() => stage.close());
beforeEach(() => stage.reset());

/** How often Stripe was asked, what the audit log says of it, and how many mails went to each administrator. */
async function asked(jobId: string, kind: "refund" | "void") {
  const operations = await stage.app.database.db.query(
    "SELECT 1 FROM stripe_operations WHERE job_id = $1 AND kind = $2",
    [jobId, kind],
  );
  const rows = await audits(stage.app.database, `${kind}.failed`, jobId);
  return {
    operations: operations.length,
    audits: rows.length,
    mails: await adminMails(market, "Stripe refused", jobId),
  };
}

/** As the background does it every minute. */
async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    await stage.later(60);
    await sweep(await systemContext());
    await stage.later(0);
  }
}

/** Stripe took the money of a hold, behind our back: it will not void it any more. */
const capturedAtStripe = async (jobId: string) =>
  stage.post(`payment_intents/${await stage.intentOf(jobId)}/capture`, {});

describe("what time asks for and Stripe refuses", () => {
  test("is asked for once a day, the administrators are told once, and it is done when Stripe does it", async () => {
    const id = await market.accepted(buyer, worker);
    await stage.refundable(id, false);
    await stage.later(DAY + 1);
    await stage.mailed("A refund was refused", id);
    await minutes(3);
    expect(await asked(id, "refund")).toEqual({ operations: 1, audits: 1, mails: 1 });
    await stage.later(DAY);
    await minutes(2);
    expect(await asked(id, "refund")).toEqual({ operations: 2, audits: 2, mails: 1 });
    expect(await market.status(id, buyer)).toBe("accepted");
    await stage.refundable(id, true);
    await stage.later(DAY);
    expect([await market.status(id, buyer), await stage.refunds(id)]).toEqual(["cancelled", [2000]]);
  });

  test("is told of where it is a hold that is not released, too", async () => {
    const id = await market.post(buyer, worker);
    await capturedAtStripe(id);
    await stage.later(DAY + 1);
    await stage.mailed("A hold was not released", id);
    await minutes(3);
    expect(await asked(id, "void")).toEqual({ operations: 1, audits: 1, mails: 1 });
    expect(await market.status(id, buyer)).toBe("funded");
  });

  test("waits no longer than its state lasts", async () => {
    const id = await market.accepted(buyer, worker);
    await stage.refundable(id, false);
    await stage.later(DAY + 1);
    await stage.mailed("A refund was refused", id);
    expect((await market.act(id, "submit", worker, { deliverable: "A summary that comes late." })).status).toBe(200);
    expect((await loadJob(stage.app.database.db, id))?.timer_not_before).toBeNull();
  });
});

test("a hold that nobody waits for and that is not released is told of, too", async () => {
  const id = await market.post(buyer, worker);
  await capturedAtStripe(id);
  const ctx = await systemContext();
  const job = await loadJob(ctx.db, id);
  const { change } = plan(ctx, {
    request: { kind: "void", paymentIntentId: await stage.intentOf(id) },
    jobId: id,
    ownerId: job?.buyer_owner_id ?? "",
    amount: cents(2000),
    runAt: ctx.now,
  });
  await transact(ctx, change);
  await stage.mailed("A hold was not released", id);
});
