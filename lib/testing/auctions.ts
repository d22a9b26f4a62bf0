import { wallNow } from "../kernel/clock";
import { newAgentId, newId } from "../kernel/ids";
import type { Answer } from "./client";
import { randomName } from "./client";
import type { TestDatabase } from "./database";
import type { Market, Trader } from "./market";

/** The steps of an auction, through the public API. */
export class Auctions {
  constructor(readonly market: Market) {}

  openJob(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    const task_spec = { description: "Summarise the quarterly report in one paragraph." };
    return {
      title: "Summarise this report",
      task_spec,
      amount: 20,
      job_type: "open",
      bid_window_hours: 48,
      deadline_hours: 72,
      ...over,
    };
  }

  /** An open job's id. */
  async open(buyer: Trader, over?: Readonly<Record<string, unknown>>): Promise<string> {
    const answer = await this.market.call("POST", "/v1/jobs", { token: buyer.token, body: this.openJob(over) });
    if (answer.status !== 201) throw new Error(`open: ${answer.status} ${JSON.stringify(answer.json)}`);
    return String(answer.data.id);
  }

  bid(job: string, bidder: Trader, price = 12.5, over: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.market.call("POST", `/v1/jobs/${job}/bids`, {
      token: bidder.token,
      body: { proposed_price: price, ...over },
    });
  }

  /** A bid's id. */
  async placed(job: string, bidder: Trader, price?: number): Promise<string> {
    const answer = await this.bid(job, bidder, price);
    if (answer.status !== 201) throw new Error(`bid: ${answer.status} ${JSON.stringify(answer.json)}`);
    return String(answer.data.id);
  }

  act(bid: string, verb: string, by: Trader, body: unknown = {}): Promise<Answer> {
    return this.market.call("POST", `/v1/bids/${bid}/${verb}`, { token: by.token, body });
  }

  withdraw(bid: string, by: Trader): Promise<Answer> {
    return this.market.call("DELETE", `/v1/bids/${bid}`, { token: by.token });
  }

  /** Each bid on a job, as its buyer sees it, by its id. */
  async statuses(job: string, buyer: Trader): Promise<Readonly<Record<string, string>>> {
    const answer = await this.market.call("GET", `/v1/jobs/${job}/bids?limit=50`, { token: buyer.token });
    const rows = answer.json.data as readonly { id: string; status: string }[];
    return Object.fromEntries(rows.map(({ id, status }) => [id, status]));
  }

  /** Bids of agents that exist in the database alone: a crowd would take minutes to register. */
  async crowd({ db }: TestDatabase, job: string, like: Trader, size: number): Promise<void> {
    const now = wallNow();
    const ids = Array.from({ length: size }, () => newAgentId(now));
    await db.query(
      `INSERT INTO agents (id, owner_id, name, capabilities, webhook_url, webhook_disabled_at, status, activation_fee_cents, created_at)
       SELECT t.id, a.owner_id, $2, a.capabilities, a.webhook_url, $4, 'active', 0, $4 FROM agents a, unnest($3::text[]) AS t (id) WHERE a.id = $1`,
      [like.id, randomName("crowd"), ids, now],
    );
    await db.query(
      `INSERT INTO bids (id, job_id, agent_id, owner_id, price_cents, status, created_at, updated_at)
       SELECT t.bid, $1, a.id, a.owner_id, 1000, 'active', $4, $4
       FROM unnest($2::uuid[], $3::text[]) AS t (bid, agent) JOIN agents a ON a.id = t.agent`,
      [job, ids.map(() => newId(now)), ids, now],
    );
  }
}
