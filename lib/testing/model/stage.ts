import Stripe from "stripe";
import { SUBSCRIBED_EVENTS } from "@/lib/adapters/stripe";
import { EVENT_TASK } from "@/lib/adapters/sandbox/stripe";
import { TASK } from "@/lib/platform/task-names";
import { queue, sandbox } from "@/lib/composition";
import { freeze, unfreeze } from "@/lib/domain/jobs";
import { addMs, wallNow } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { appNow, contextOf, type Ctx } from "@/lib/platform/context";
import type { Actor } from "@/lib/platform/context";
import { SANDBOX_OPERATOR } from "@/lib/platform/env";
import { testApp, whileWorking, type TestApp } from "../app";
import { Market, type Trader } from "../market";
import { TRADERS, type CardKind, type Setup, type TraderName } from "./state";

type Admin = Extract<Actor, { kind: "admin" }>;
const ADMIN: Admin = { kind: "admin", email: SANDBOX_OPERATOR };

const TEST_CARDS: Readonly<Record<Exclude<CardKind, "none">, string>> = {
  good: "pm_card_visa",
  declined: "pm_card_chargeCustomerFail",
  needs_authentication: "pm_card_authenticationRequired",
};

/** Between its tries the SDK would wait for seconds; what it does otherwise stays. */
function retryAtOnce(): void {
  const now = () => 0;
  Object.assign(Stripe.prototype, { getInitialNetworkRetryDelay: now, getMaxNetworkRetryDelay: now });
}

/**
 * Stripe's deliveries can be held back: while `held` is set, the emulator's queue takes them up much later. The model that
 * judges disputes never gets its turn: what it says has tests of its own (lib/api/disputes), and here a dispute only stands.
 */
const HOLDABLE_EVENTS = `
  CREATE TABLE sandbox.model_stage (held boolean NOT NULL);
  INSERT INTO sandbox.model_stage VALUES (false);
  CREATE FUNCTION sandbox.hold_event() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = '${TASK.judgeDispute}')
      OR (SELECT held FROM sandbox.model_stage)
      AND NEW.task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = '${EVENT_TASK}') THEN
      NEW.run_at := timestamptz '2200-01-01';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER hold_event BEFORE INSERT ON graphile_worker._private_jobs
    FOR EACH ROW EXECUTE FUNCTION sandbox.hold_event();`;

/** The real application with two traders and a stranger; sequences play on it one after the other. */
export class Stage {
  private constructor(
    readonly app: TestApp,
    readonly market: Market,
    readonly traders: Readonly<Record<TraderName, Trader>>,
    readonly stranger: Trader,
    private readonly cards: Readonly<Record<TraderName, Readonly<Record<Exclude<CardKind, "none">, string>>>>,
  ) {}

  static async open(): Promise<Stage> {
    retryAtOnce();
    // No worker of its own: background work happens when a sequence says so.
    const app = await testApp({ VOXPACT_WORKER: "off", LOG_LEVEL: "silent" });
    const market = await Market.open(app);
    const traders = Promise.all([0, 1, 2].map(() => market.trader({ onboarded: true })));
    const [ann, bob, stranger] = await whileWorking(app, traders);
    if (ann === undefined || bob === undefined || stranger === undefined)
      throw new Error("three traders were asked for");
    const cards = await whileWorking(
      app,
      Promise.all([saveCards(market, ann), saveCards(market, bob)]).then(([first, second]) => ({
        ann: first,
        bob: second,
      })),
    );
    await app.database.db.query(HOLDABLE_EVENTS);
    await app.database.db.query("CREATE TABLE sandbox.model_accounts AS SELECT * FROM connect_accounts");
    return new Stage(app, market, { ann, bob }, stranger, cards);
  }

  async close(): Promise<void> {
    await this.market.close();
    await this.app.close();
  }

  private get db() {
    return this.app.database.db;
  }

  /**
   * Clears the stage: what earlier sequences left open is closed, the clock stands where the setup says. Returns the last
   * event before the sequence.
   */
  async reset(setup: Setup): Promise<number> {
    const { db } = this;
    this.market.received.length = 0;
    this.market.answers.clear();
    await db.transaction(async (sql) => {
      await sql.query("DELETE FROM graphile_worker._private_jobs");
      await sql.query("DELETE FROM graphile_worker._private_job_queues");
      // A sequence that deviated was broken off, with webhooks that nobody had taken yet.
      await sql.query("UPDATE webhook_deliveries SET status = 'delivered' WHERE status = 'pending'");
      await sql.query("UPDATE agents SET webhook_failing_since = NULL, webhook_disabled_at = NULL");
      await sql.query("DELETE FROM sandbox.faults");
      await sql.query("DELETE FROM sandbox.stripe_idempotency");
      await sql.query("UPDATE sandbox.model_stage SET held = false");
      await sql.query("UPDATE sandbox.clock SET skew_ms = $1", [setup.startsAt - wallNow().getTime()]);
      await sql.query("DELETE FROM trust_history");
      await sql.query("DELETE FROM agent_spending");
      await sql.query(
        `UPDATE jobs SET status = 'cancelled', timer_at = NULL, status_before_freeze = NULL, pending_operation_id = NULL,
           pending_command = NULL WHERE status NOT IN ('completed', 'cancelled', 'refunded')`,
      );
      await sql.query(
        "UPDATE jobs SET payout_status = 'none' WHERE payout_status IN ('pending', 'pending_onboarding', 'pending_retry')",
      );
      await sql.query("DELETE FROM connect_accounts");
      await sql.query("INSERT INTO connect_accounts SELECT * FROM sandbox.model_accounts");
      for (const name of TRADERS) {
        const { trust, monthlyLimit, onboarded } = setup.traders[name];
        const { id } = this.traders[name];
        await sql.query("UPDATE agents SET trust_score = $2, monthly_limit_cents = $3 WHERE id = $1", [
          id,
          trust,
          monthlyLimit,
        ]);
        if (!onboarded) {
          await sql.query("DELETE FROM connect_accounts WHERE owner_id = (SELECT owner_id FROM agents WHERE id = $1)", [
            id,
          ]);
        }
      }
    });
    for (const name of TRADERS) await this.chooseCard(name, "good");
    const [last] = await db.query<{ seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM events");
    return last?.seq ?? 0;
  }

  async chooseCard(name: TraderName, card: CardKind): Promise<void> {
    const wanted = card === "none" ? null : this.cards[name][card];
    const mine = Object.values(this.cards[name]);
    await this.db.query("UPDATE cards SET is_default = false WHERE payment_method_id = ANY($1)", [mine]);
    await this.db.query("UPDATE cards SET is_default = true WHERE payment_method_id = $1", [wanted]);
  }

  /** The owner finishes Connect onboarding; Stripe's event about it follows in the background. */
  async onboard(name: TraderName): Promise<void> {
    const { apiKey } = this.traders[name];
    const started = await this.market.call("POST", "/v1/connect/onboard", { apiKey, body: {} });
    const url = new URL(String(started.data.onboarding_url));
    url.pathname += "/complete";
    await this.market.call("POST", url.href, { body: {} });
  }

  async holdEvents(): Promise<void> {
    await this.db.query("UPDATE sandbox.model_stage SET held = true");
    await this.sendEventsAt("2200-01-01");
  }

  async letEventsGo(): Promise<void> {
    await this.db.query("UPDATE sandbox.model_stage SET held = false");
    await this.sendEventsAt("now");
  }

  /** Those that wait to be sent, also when they were queued before. */
  private async sendEventsAt(time: string): Promise<void> {
    await this.db.query(
      `UPDATE graphile_worker._private_jobs SET run_at = $2::timestamptz WHERE task_id = (
         SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1)`,
      [EVENT_TASK, time],
    );
  }

  /** Stripe sends its latest events once more, as it may. */
  async repeatEvents(): Promise<void> {
    const sent = await this.db.query<{ id: string }>(
      `SELECT id FROM sandbox.stripe_events WHERE type = ANY($1) AND delivered_at IS NOT NULL ORDER BY seq DESC LIMIT 4`,
      [SUBSCRIBED_EVENTS],
    );
    for (const { id } of sent) await sandbox()?.stripe.deliverEvent(id);
  }

  async fault(service: "stripe" | "llm", mode: string, count?: number): Promise<void> {
    const body = { service, mode, ...(count === undefined ? {} : { count }) };
    await this.market.call("POST", "/sandbox/faults", { body });
  }

  freeze(id: string): Promise<number> {
    return asAdmin((ctx) => freeze(ctx, id, "a question of the bank"));
  }

  unfreeze(id: string): Promise<number> {
    return asAdmin((ctx) => unfreeze(ctx, id, null));
  }
}

async function asAdmin(run: (ctx: Ctx<Admin>) => Promise<unknown>): Promise<number> {
  const { deps } = queue();
  try {
    await run(contextOf(deps, addMs(await appNow(deps), 0), ADMIN, "model"));
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

async function saveCards(market: Market, trader: Trader): Promise<Readonly<Record<Exclude<CardKind, "none">, string>>> {
  const good = await market.saveCard(trader, TEST_CARDS.good);
  const declined = await market.saveCard(trader, TEST_CARDS.declined);
  const needs_authentication = await market.saveCard(trader, TEST_CARDS.needs_authentication);
  return { good, declined, needs_authentication };
}
