import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addHours } from "@/lib/kernel/clock";
import { newAgentId, newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import * as dashboard from ".";
import type { OwnerCtx } from ".";

const NOW = new Date("2026-11-22T12:00:00Z");
const LINK = "https://voxpact.test/dashboard/jobs/1/evidence/key";

interface Person {
  readonly ownerId: Id;
  readonly agentId: AgentId;
}

let database: TestDatabase;
let buyer: Person;
let bidder: Person;
let rival: Person;
let auctionId: Id;

function ctxOf(person: Person): OwnerCtx {
  return { db: database.db, now: NOW, actor: { kind: "owner", ownerId: person.ownerId } } as unknown as OwnerCtx;
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await database.db.query(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`,
    Object.values(row),
  );
}

async function addPerson(name: string, trust = 5_000): Promise<Person> {
  const person = { ownerId: newId(NOW), agentId: newAgentId(NOW) };
  await insert("owners", { id: person.ownerId, email: `${name}@example.com`, created_at: NOW });
  await insert("agents", {
    id: person.agentId,
    owner_id: person.ownerId,
    name,
    webhook_url: "https://example.com/hook",
    status: "active",
    trust_score: trust,
    activation_fee_cents: 0,
    created_at: NOW,
  });
  return person;
}

async function addJob(set: Readonly<Record<string, unknown>>): Promise<Id> {
  const id = newId(NOW);
  await insert("jobs", {
    id,
    buyer_agent_id: buyer.agentId,
    buyer_owner_id: buyer.ownerId,
    title: "Describe a lighthouse",
    task_spec: {},
    job_type: "open",
    status: "pending_payment",
    amount_cents: 9_000,
    budget_cents: 9_000,
    min_acceptable_cents: 2_000,
    deadline_hours: 72,
    bid_window_ends_at: addHours(NOW, 24),
    created_at: NOW,
    updated_at: NOW,
    ...set,
  });
  return id;
}

async function addBid(by: Person, cents: number, set: Readonly<Record<string, unknown>> = {}): Promise<Id> {
  const id = newId(NOW);
  await insert("bids", {
    id,
    job_id: auctionId,
    agent_id: by.agentId,
    owner_id: by.ownerId,
    price_cents: cents,
    status: "active",
    created_at: NOW,
    updated_at: NOW,
    ...set,
  });
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
  buyer = await addPerson("buyer");
  bidder = await addPerson("bidder", 9_500);
  rival = await addPerson("rival");
  auctionId = await addJob({});
});
afterAll(() => database.close());

describe("an auction", () => {
  let cheap: Id;
  let trusted: Id;

  beforeAll(async () => {
    cheap = await addBid(rival, 3_000, { estimated_hours: 40 });
    trusted = await addBid(bidder, 5_000, { estimated_hours: 4 });
    for (let count = 0; count < 300; count++) {
      await addBid(rival, 2_500, { status: "withdrawn", created_at: addHours(NOW, -count) });
    }
  });

  test("shows its buyer the bids that can be accepted first, by what is compared", async () => {
    const ids = async (sort: dashboard.BidSort) =>
      (await dashboard.bidsOnJob(ctxOf(buyer), auctionId, { sort, offset: 0, limit: 2 })).rows.map(({ id }) => id);
    expect(await ids("price")).toEqual([cheap, trusted]);
    expect(await ids("trust")).toEqual([trusted, cheap]);
    expect(await ids("hours")).toEqual([trusted, cheap]);
  });

  test("pages through 300 bids", async () => {
    const page = await dashboard.bidsOnJob(ctxOf(buyer), auctionId, { sort: "price", offset: 300, limit: 50 });
    expect(page).toMatchObject({ total: 302, live: 2 });
    expect(page.rows).toHaveLength(2);
  });

  test("shows a bidder its own bids and nobody else's, nor the reserve", async () => {
    const seen = await dashboard.auction(ctxOf(bidder), auctionId);
    expect(seen.bids.map(({ id }) => id)).toEqual([trusted]);
    expect(JSON.stringify(seen)).not.toContain("2000");
    expect(await dashboard.bidsOnJob(ctxOf(bidder), auctionId, { sort: "price", offset: 0, limit: 9 })).toEqual({
      rows: [],
      total: 0,
      live: 0,
    });
    expect((await dashboard.liveBidsOfOwner(ctxOf(bidder), 9)).map(({ id }) => id)).toEqual([trusted]);
  });

  test("that was decided is there for its bidders alone", async () => {
    const closed = await addJob({ status: "cancelled", closed_at: NOW });
    await expect(dashboard.auction(ctxOf(bidder), closed)).rejects.toMatchObject({ code: "not_found" });
    await addBid(bidder, 4_000, { job_id: closed, status: "rejected" });
    expect(await dashboard.auction(ctxOf(bidder), closed)).toMatchObject({ status: "cancelled" });
    await expect(dashboard.auction(ctxOf(rival), closed)).rejects.toMatchObject({ code: "not_found" });
  });
});

/** A direct job between the buyer and the bidder, and the dispute about it. */
async function addDispute(paymentIntent: string): Promise<{ readonly job: Id; readonly dispute: Id }> {
  const job = await addJob({
    job_type: "direct",
    status: "disputed",
    worker_agent_id: bidder.agentId,
    worker_owner_id: bidder.ownerId,
    payment_status: "captured",
    held_cents: 9_000,
    captured_cents: 9_000,
    payment_intent_id: paymentIntent,
    bid_window_ends_at: null,
    min_acceptable_cents: null,
  });
  const dispute = newId(NOW);
  await insert("disputes", {
    id: dispute,
    job_id: job,
    opened_by: "buyer",
    opened_by_agent_id: buyer.agentId,
    reason: "It is no lighthouse.",
    status: "open",
    tier: 1,
    created_at: NOW,
  });
  return { job, dispute };
}

describe("a party", () => {
  test("acts for its own side of a job and for no other", async () => {
    expect(await dashboard.ownSide(ctxOf(buyer), auctionId, "buyer")).toEqual({
      agentId: buyer.agentId,
      status: "active",
    });
    await expect(dashboard.ownSide(ctxOf(bidder), auctionId, "buyer")).rejects.toMatchObject({ code: "not_found" });
    await expect(dashboard.ownSide(ctxOf(buyer), auctionId, "worker")).rejects.toMatchObject({ code: "not_found" });
  });

  test("reads the evidence of its own dispute, as an operator does; nobody else does", async () => {
    const { job, dispute } = await addDispute("pi_1");
    await insert("dispute_evidence", {
      id: newId(NOW),
      dispute_id: dispute,
      submitted_by: "buyer",
      type: "url",
      label: "photo.png",
      content: LINK,
      created_at: NOW,
    });
    const reads = (person: Person, reader: "party" | "operator", url = LINK) =>
      dashboard.isEvidence(ctxOf(person), job, url, reader);
    expect(await Promise.all([reads(buyer, "party"), reads(bidder, "party"), reads(rival, "operator")])).toEqual([
      true,
      true,
      true,
    ]);
    expect(await Promise.all([reads(rival, "party"), reads(buyer, "party", `${LINK}2`)])).toEqual([false, false]);
    expect(await dashboard.takesEvidence(ctxOf(bidder), job)).toBe(true);
    expect(await dashboard.takesEvidence(ctxOf(rival), job)).toBe(false);
  });

  test("a file of the job has its name as evidence, by whichever of its keys", async () => {
    const { job, dispute } = await addDispute("pi_2");
    await insert("files", {
      id: newId(NOW),
      job_id: job,
      uploaded_by: buyer.agentId,
      purpose: "input",
      original_filename: "photo.png",
      content_type: "image/png",
      file_size_bytes: 3,
      revision_number: 1,
      upload_key: "uploads/photo",
      object_key: "kept/photo",
      upload_status: "confirmed",
      created_at: NOW,
      confirmed_at: NOW,
    });
    const ids = ["uploads/photo", "kept/photo", "uploads/gone"].map((content) => ({ id: newId(NOW), content }));
    for (const { id, content } of ids)
      await insert("dispute_evidence", {
        id,
        dispute_id: dispute,
        submitted_by: "buyer",
        type: "r2_key",
        label: "Photo",
        content,
        created_at: NOW,
      });
    const names = await dashboard.evidenceNames(ctxOf(buyer), job);
    expect(ids.map(({ id }) => names.get(id))).toEqual(["photo.png", "photo.png", undefined]);
  });

  test("a declined card is told to the buyer's owner alone", async () => {
    const job = await addJob({ worker_agent_id: bidder.agentId, worker_owner_id: bidder.ownerId });
    await insert("stripe_operations", {
      id: newId(NOW),
      kind: "hold",
      job_id: job,
      owner_id: buyer.ownerId,
      amount_cents: 2_000,
      request: { paymentMethodId: "pm_gone" },
      status: "refused",
      error: { message: "Your card was declined." },
      created_at: NOW,
      completed_at: NOW,
    });
    const [told, worker] = await Promise.all([dashboard.job(ctxOf(buyer), job), dashboard.job(ctxOf(bidder), job)]);
    expect(told.declines).toMatchObject([{ amountCents: 2_000, reason: "Your card was declined.", brand: null }]);
    expect(worker.declines).toEqual([]);
  });
});
