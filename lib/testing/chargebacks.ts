import { testApp, type TestApp } from "./app";
import type { Answer } from "./client";
import { ADMIN, adminMailed } from "./disputes";
import { Market, type Trader } from "./market";

/** For what the background does at once, on a busy machine. */
const LOOKS = 400;

/** A market whose buyer's bank takes payments back, and its administrators. */
export class ChargebackStage {
  private constructor(
    readonly app: TestApp,
    readonly market: Market,
    readonly buyer: Trader,
    readonly worker: Trader,
  ) {}

  static async open(): Promise<ChargebackStage> {
    const app = await testApp({ ADMIN_EMAILS: ADMIN });
    const market = await Market.open(app);
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader({ onboarded: true });
    // The events of the onboarding are over: one that is late would find what a test has done to the account since.
    await app.advance(0);
    return new ChargebackStage(app, market, buyer, worker);
  }

  async close(): Promise<void> {
    await this.market.close();
    await this.app.close();
  }

  /** As before each test: everybody starts, is logged in, and can be paid. */
  async reset(): Promise<void> {
    await this.app.database.db.query("UPDATE agents SET trust_score = 5000");
    await this.payable(this.worker, true);
    await this.market.relog(this.buyer, this.worker);
  }

  async later(seconds: number): Promise<void> {
    await this.app.advance(seconds);
    await this.market.relog(this.buyer, this.worker);
  }

  async post(route: string, params: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.market.call("POST", `/sandbox/stripe/v1/${route}`, {
      raw: new URLSearchParams(params).toString(),
      headers: { authorization: "Bearer sk_sandbox", "content-type": "application/x-www-form-urlencoded" },
    });
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer;
  }

  async intentOf(jobId: string): Promise<string> {
    const intents = await this.market.stripe("/v1/payment_intents?limit=100");
    return String(intents.find(({ transfer_group }) => transfer_group === jobId)?.id);
  }

  /** The buyer's bank disputes a job's charge; returns Stripe's id of it. */
  async chargeback(jobId: string, over: Readonly<Record<string, string>> = {}): Promise<string> {
    const made = await this.post("test_helpers/disputes", { payment_intent: await this.intentOf(jobId), ...over });
    return String(made.json.id);
  }

  async decide(id: string, status: "won" | "lost"): Promise<void> {
    await this.post(`test_helpers/disputes/${id}/close`, { status });
    await this.app.advance(0);
  }

  /** What one of the ledger's accounts says of a job, in cents. */
  async account(jobId: string, kind: string): Promise<number> {
    const [row] = await this.app.database.db.query<{ cents: number }>(
      `SELECT coalesce(sum(p.amount_cents), 0) AS cents FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
       JOIN ledger_accounts a ON a.id = p.account_id WHERE t.job_id = $1 AND a.kind = $2`,
      [jobId, kind],
    );
    return row?.cents ?? 0;
  }

  async chargeOf(jobId: string): Promise<string> {
    const [row] = await this.app.database.db.query<{ charge_id: string }>("SELECT charge_id FROM jobs WHERE id = $1", [
      jobId,
    ]);
    return row?.charge_id ?? "";
  }

  /** Whether Stripe takes refunds of a job's charge; where it does not, the bank disputes it and nobody has heard of that. */
  async refundable(jobId: string, is: boolean): Promise<void> {
    await this.app.database.db.query(
      "UPDATE sandbox.stripe_objects SET internal = jsonb_set(internal::jsonb, '{dispute}', $2)::json WHERE id = $1",
      [await this.chargeOf(jobId), is ? "null" : '"du_x"'],
    );
  }

  async refunds(jobId: string): Promise<unknown[]> {
    const made = await this.market.stripe(`/v1/refunds?payment_intent=${await this.intentOf(jobId)}`);
    return made.map(({ amount }) => amount);
  }

  async transfers(jobId: string): Promise<unknown[]> {
    return (await this.market.stripe(`/v1/transfers?transfer_group=${jobId}`)).map(({ amount }) => amount);
  }

  async job(jobId: string): Promise<Answer["data"]> {
    return (await this.market.call("GET", `/v1/jobs/${jobId}`, { token: this.buyer.token })).data;
  }

  mailed(...words: readonly string[]): Promise<number> {
    return adminMailed(this.market, ...words);
  }

  /** Whether Stripe takes transfers to a trader's account; nobody hears of the change. */
  async payable(trader: Trader, is: boolean): Promise<void> {
    await this.app.database.db.query(
      `UPDATE sandbox.stripe_objects SET data = jsonb_set(data::jsonb, '{capabilities,transfers}', to_jsonb($2::text))::json
       WHERE id = (SELECT c.stripe_account_id FROM connect_accounts c JOIN agents a USING (owner_id) WHERE a.id = $1)`,
      [trader.id, is ? "active" : "inactive"],
    );
  }

  /** A completed job whose transfer Stripe has refused, and will go on refusing. */
  async refusedPayout(): Promise<string> {
    await this.payable(this.worker, false);
    const id = await this.market.completed(this.buyer, this.worker);
    for (let look = 0; look < LOOKS; look += 1) {
      if ((await this.job(id)).payout_status === "pending_retry") return id;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("the transfer was not refused");
  }
}
