import type { OwnerCtx } from "../domain/dashboard";
import { addHours } from "../kernel/clock";
import { newAgentId, newId, type AgentId, type Id } from "../kernel/ids";
import type { TestDatabase } from "./database";

/** Rows written straight into a database, for tests of what is read: no verb runs, no time passes. */

export const NOW = new Date("2026-11-22T12:00:00Z");

export interface Person {
  readonly ownerId: Id;
  readonly agentId: AgentId;
}

type Columns = Readonly<Record<string, unknown>>;

/** States of a job's money, as columns. */
export const HELD = { status: "funded", payment_status: "authorized", held_cents: 2_000 };
export const CAPTURED = { payment_status: "captured", held_cents: 2_000, captured_cents: 2_000 };
export const EARNED = {
  ...CAPTURED,
  status: "completed",
  worker_gross_cents: 2_000,
  platform_fee_cents: 200,
  completed_at: NOW,
};
/** An open job that nobody has been given yet. */
export const UNASSIGNED = {
  status: "pending_payment",
  job_type: "open",
  worker_agent_id: null,
  worker_owner_id: null,
  bid_window_ends_at: addHours(NOW, 5),
};

export function rowsOf(database: TestDatabase) {
  const insert = async (table: string, row: Columns): Promise<void> => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await database.db.query(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`,
      Object.values(row),
    );
  };

  const addAgent = async (ownerId: Id, name: string, set: Columns = {}): Promise<AgentId> => {
    const id = newAgentId(NOW);
    const created_at = addHours(NOW, -24 * 60);
    const webhook = { webhook_url: "https://example.com/hook", status: "active", activation_fee_cents: 0 };
    await insert("agents", { id, owner_id: ownerId, name, ...webhook, created_at, ...set });
    return id;
  };

  const addPerson = async (name: string, set: Columns = {}): Promise<Person> => {
    const ownerId = newId(NOW);
    await insert("owners", { id: ownerId, email: `${name}@example.com`, created_at: NOW });
    return { ownerId, agentId: await addAgent(ownerId, name, set) };
  };

  const addJob = async ([from, to]: readonly [Person, Person], set: Columns = {}, hoursAgo = 0): Promise<Id> => {
    const at = addHours(NOW, -hoursAgo);
    const id = newId(at);
    await insert("jobs", {
      id,
      buyer_agent_id: from.agentId,
      buyer_owner_id: from.ownerId,
      worker_agent_id: to.agentId,
      worker_owner_id: to.ownerId,
      title: "Summarise a document",
      task_spec: { description: "Three sentences." },
      job_type: "direct",
      status: "funded",
      amount_cents: 2_000,
      budget_cents: 2_000,
      deadline_hours: 72,
      created_at: at,
      updated_at: at,
      ...set,
    });
    return id;
  };

  const addBid = async (jobId: Id, by: Person, set: Columns = {}): Promise<Id> => {
    const id = newId(NOW);
    const bidder = { agent_id: by.agentId, owner_id: by.ownerId, price_cents: 900, status: "active" };
    await insert("bids", { id, job_id: jobId, ...bidder, created_at: NOW, updated_at: NOW, ...set });
    return id;
  };

  return { insert, addAgent, addPerson, addJob, addBid, ctxOf: contextsOf(database) };
}

/** A context as far as reads use it: the database, the time and who asks. */
const contextsOf =
  ({ db }: TestDatabase) =>
  (person: Person): OwnerCtx =>
    ({ db, now: NOW, actor: { kind: "owner", ownerId: person.ownerId } }) as unknown as OwnerCtx;
