import type { Actor, Ctx } from "../platform/context";
import { systemContext } from "../platform/context";
import { rule, type Decision } from "../domain/disputes";
import { testApp, type TestApp } from "./app";
import type { Answer } from "./client";
import { Market, type Trader } from "./market";
import { startModels, type Asked, type ModelServer } from "./models";
import { until } from "./until";

/** A tier 1 ruling as a test scripts it. */
export interface Scripted {
  readonly ruling: string;
  readonly worker_share: number | null;
  readonly confidence: number;
  readonly reasoning: string;
}

export const scripted = (ruling: string, over: Partial<Scripted> = {}): Scripted => ({
  ruling,
  worker_share: null,
  confidence: 0.93,
  reasoning: "By the evidence.",
  ...over,
});

export const ADMIN = "ops@voxpact.test";

/** An administrator, as the console acts for one. */
export const asAdmin = (): Promise<Ctx<Extract<Actor, { kind: "admin" }>>> =>
  systemContext({ kind: "admin", email: ADMIN });

const REASON = "The delivery does not match the task.";

/** A delivered job that `by` disputes. */
export async function dispute(
  market: Market,
  buyer: Trader,
  worker: Trader,
  by: Trader = buyer,
  body: object = {},
): Promise<{ jobId: string; disputeId: string }> {
  const jobId = await market.delivered(buyer, worker);
  const opened = await market.act(jobId, "dispute", by, { reason: REASON, ...body });
  if (opened.status !== 201) throw new Error(`dispute: ${opened.status} ${JSON.stringify(opened.json)}`);
  return { jobId, disputeId: String(opened.data.id) };
}

export const disputeOf = (market: Market, jobId: string, by: Trader): Promise<Answer> =>
  market.call("GET", `/v1/jobs/${jobId}/dispute`, { token: by.token });

export const onDispute = (
  market: Market,
  disputeId: string,
  verb: string,
  by: Trader,
  body: unknown = {},
): Promise<Answer> => market.call("POST", `/v1/disputes/${disputeId}/${verb}`, { token: by.token, body });

/** The administrators' mails that say all of these words, in subject or text. */
export async function adminMails(market: Market, ...words: readonly string[]): Promise<number> {
  const answer = await market.call("GET", `/sandbox/mailbox?to=${ADMIN}&limit=100`);
  const mails = answer.json.data as readonly { readonly subject: string; readonly text: string }[];
  return mails.filter(({ subject, text }) => words.every((word) => `${subject}\n${text}`.includes(word))).length;
}

/** Waits for such a mail. */
export const adminMailed = (market: Market, ...words: readonly string[]): Promise<number> =>
  until(
    () => `no mail to the administrators says ${words.join(", ")}`,
    async () => (await adminMails(market, ...words)) || undefined,
  );

/** Waits until a job's dispute has a status. */
export async function reached(market: Market, jobId: string, by: Trader, status: string): Promise<Answer["data"]> {
  let last: unknown;
  return until(
    () => `the dispute is ${String(last)}, not ${status}`,
    async () => {
      const { data } = await disputeOf(market, jobId, by);
      last = data.status;
      return last === status ? data : undefined;
    },
  );
}

/** A market with two traders and a stranger, whose arbiter says what the test wants. */
export class DisputeStage {
  /** What the arbiter says; a Response is an HTTP answer. */
  arbiter: Scripted | Response = scripted("buyer_wins");
  /** What the arbiter was asked. */
  asked: Asked[] = [];
  /** The arbiter answers when this is over. */
  thinking = Promise.resolve();

  private constructor(
    readonly app: TestApp,
    readonly market: Market,
    readonly buyer: Trader,
    readonly worker: Trader,
    readonly stranger: Trader,
    private readonly models: ModelServer,
  ) {}

  static async open(): Promise<DisputeStage> {
    let stage: DisputeStage | null = null;
    const models = await startModels(async (question) => {
      if (question.kind === "judgement" || stage === null) return null;
      stage.asked.push(question);
      await stage.thinking;
      return stage.arbiter instanceof Response ? stage.arbiter.clone() : { ...stage.arbiter };
    });
    const app = await testApp({ ...models.env, ADMIN_EMAILS: ADMIN });
    const market = await Market.open(app);
    const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const worker = await market.trader({ onboarded: true });
    stage = new DisputeStage(app, market, buyer, worker, await market.trader(), models);
    return stage;
  }

  async close(): Promise<void> {
    await this.market.close();
    await this.app.close();
    await this.models.close();
  }

  /** As before each test: a sure arbiter, and fresh tokens. */
  async reset(): Promise<void> {
    this.arbiter = scripted("buyer_wins");
    this.asked = [];
    this.thinking = Promise.resolve();
    // The best tier: a hundred jobs at once, however the disputes before have ended.
    await this.app.database.db.query("UPDATE agents SET trust_score = 9500");
    await this.market.relog(this.buyer, this.worker, this.stranger);
  }

  async later(seconds: number): Promise<void> {
    await this.app.advance(seconds);
    await this.market.relog(this.buyer, this.worker, this.stranger);
  }

  async ruledCase(ruling: Scripted, by = this.buyer): Promise<{ jobId: string; disputeId: string }> {
    this.arbiter = ruling;
    const opened = await dispute(this.market, this.buyer, this.worker, by);
    await reached(this.market, opened.jobId, this.buyer, "ruled");
    return opened;
  }

  async inReview(): Promise<{ jobId: string; disputeId: string }> {
    const opened = await this.ruledCase(scripted("worker_wins"));
    const asked = await onDispute(this.market, opened.disputeId, "request-review", this.buyer);
    if (asked.status !== 200) throw new Error(`request-review: ${asked.status}`);
    return opened;
  }

  async adminRules(disputeId: string, decision: Decision): Promise<void> {
    await rule(await asAdmin(), disputeId, decision);
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

  async job(jobId: string): Promise<Answer["data"]> {
    return (await this.market.call("GET", `/v1/jobs/${jobId}`, { token: this.buyer.token })).data;
  }

  /** What Stripe refunded of a job's charge, in cents. */
  async refunds(jobId: string): Promise<unknown[]> {
    const intents = await this.market.stripe("/v1/payment_intents?limit=100");
    const intent = intents.find(({ transfer_group }) => transfer_group === jobId);
    return (await this.market.stripe(`/v1/refunds?payment_intent=${String(intent?.id)}`)).map(({ amount }) => amount);
  }
}
