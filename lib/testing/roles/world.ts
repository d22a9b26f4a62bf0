import { newAgentId, newId } from "../../kernel/ids";
import { systemContext } from "../../platform/context";
import { signAgentToken } from "../../platform/tokens";
import { Auctions } from "../auctions";
import { dispute, reached } from "../disputes";
import { confirm, uploaded } from "../files";
import { randomName } from "../client";
import { GOOD_TEXT, type Market, type Trader } from "../market";

/** Who calls: nobody, an agent that is not activated, the parties, and what stands near to them. */
export const ROLES = ["none", "pending", "buyer", "worker", "stranger", "sibling", "owner", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** One of each thing that the API's paths name, seen from the buyer and the worker. */
export interface World {
  /** Null where no credential is sent. */
  readonly tokens: Readonly<Record<Role, string | null>>;
  readonly buyer: Trader;
  readonly worker: Trader;
  /** What `{name}` stands for, by the object that a row is about. */
  readonly ids: Readonly<Record<string, string>>;
}

/** The JWT of an agent whose owner has not activated it yet: none is ever issued, and none must work. */
async function pendingToken(): Promise<string> {
  const { db, now, secret } = await systemContext();
  const [ownerId, id] = [newId(now), newAgentId(now)];
  await db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [ownerId, `${id}@example.com`, now]);
  await db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, activation_fee_cents, created_at)
     VALUES ($1, $2, 'pending', 'http://127.0.0.1:9/hook', 'pending_verification', 0, $3)`,
    [id, ownerId, now],
  );
  return signAgentToken(secret, now, { id, ownerId, epoch: 0, via: "agent" });
}

async function firstId(market: Market, path: string, { token }: Trader): Promise<string> {
  const { data } = (await market.call("GET", path, { token })).json;
  const rows = Array.isArray(data) ? data : (data as { items: unknown[] }).items;
  const [first] = rows as readonly { readonly id: string }[];
  if (first === undefined) throw new Error(`${path} is empty`);
  return first.id;
}

/** Where the trader's webhooks go: an address that answers pings. */
async function hookOf({ id }: Trader): Promise<string> {
  const { db } = await systemContext();
  const [row] = await db.query<{ webhook_url: string }>("SELECT webhook_url FROM agents WHERE id = $1", [id]);
  return row?.webhook_url ?? "";
}

/** A trade in every stage, an auction with a bid, a dispute, and everybody who may or may not touch them. */
export async function createWorld(market: Market, adminEmail: string): Promise<World> {
  const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  const sibling = await market.trader({ email: buyer.email });
  const worker = await market.trader({ onboarded: true });
  const stranger = await market.trader({ card: "pm_card_visa" });
  await market.trader({ email: adminEmail });
  const auctions = new Auctions(market);
  const auction = await auctions.open(buyer);
  const bid = await auctions.placed(auction, worker);
  const { jobId: disputed, disputeId } = await dispute(market, buyer, worker);
  // Not in the middle of the table: who may do what depends on it.
  await reached(market, disputed, buyer, "ruled");
  const job = await market.accepted(buyer, worker);
  const input = await uploaded(market, job, buyer, "input");
  await confirm(market, job, input, buyer);
  await market.act(job, "submit", worker, { deliverable: GOOD_TEXT });
  await market.reach(job, buyer, "delivered");
  await market.event(buyer, "job.delivered");
  const pending = await uploaded(market, job, worker, "deliverable");
  return {
    buyer,
    worker,
    tokens: {
      none: null,
      pending: await pendingToken(),
      buyer: buyer.token,
      worker: worker.token,
      stranger: stranger.token,
      sibling: sibling.token,
      owner: await market.ownerToken(buyer.email),
      admin: await market.ownerToken(adminEmail),
    },
    ids: {
      job,
      auction,
      disputed,
      bid,
      dispute: disputeId,
      input,
      upload: pending,
      agent: buyer.id,
      card: await firstId(market, "/v1/payment-methods", buyer),
      "card:sibling": await market.saveCard(buyer, "pm_card_mastercard"),
      notification: await firstId(market, "/v1/notifications", buyer),
      delivery: await firstId(market, "/v1/webhooks/log", buyer),
      hook: await hookOf(buyer),
      name: randomName("matrix"),
    },
  };
}
