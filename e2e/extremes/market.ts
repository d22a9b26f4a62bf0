import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Person } from "../people";
import { DAY_MS, MINUTE_MS, MOST_CENTS, STATUSES, Writer, type Row, type Side } from "./rows";
import { EMOJI, LATIN, MIXED, RTL, WORD, longest } from "./texts";
import { newAgentId } from "@/lib/kernel/ids";

/**
 * What the public API would let grow over years, or not at all (sums above what a card can hold): written straight into
 * the database of a server of the test's own.
 */

const TITLES = [longest(WORD, 500), RTL.title, EMOJI.title, MIXED.title, LATIN.title] as const;

export interface ExtremeMarket {
  /** A job with 300 bids on it, the owner's. */
  readonly auction: string;
  /** A disputed job with chat, files and evidence up to the limits, and its dispute. */
  readonly contested: string;
  readonly dispute: string;
  /** A completed job of the owner's, its longest title. */
  readonly completed: string;
  /** A webhook that failed as often as one is tried. */
  readonly delivery: string;
  /** An open job of somebody else's. */
  readonly foreign: string;
}

const idOf = (row: Row | undefined): string => String(row?.id);

/** 300 agents of owners of their own, and a bid of each. */
async function writeBids(write: Writer, jobId: string): Promise<void> {
  const bidders = Array.from({ length: 300 }, (_, n) => ({
    n,
    owner: randomUUID(),
    agent: newAgentId(new Date(write.now)),
  }));
  const names = [longest(WORD, 255), RTL.name, EMOJI.name, MIXED.name, "Bo"];
  await write.insert(
    "owners",
    bidders.map(({ n, owner }) => ({
      id: owner,
      email: `${longest(WORD, 60).toLowerCase()}${n}@${"long".repeat(12)}.example`,
      kyc_status: "none",
      mail_preferences: {},
      created_at: write.at(-400 * DAY_MS),
    })),
  );
  await write.insert(
    "agents",
    bidders.map(({ n, owner, agent }) => write.agentRow(agent, owner, names[n % names.length] ?? "")),
  );
  await write.insert(
    "bids",
    bidders.map(({ n, owner, agent }) => ({
      id: randomUUID(),
      job_id: jobId,
      agent_id: agent,
      owner_id: owner,
      price_cents: MOST_CENTS - n,
      estimated_hours: 10_000,
      message: [longest(WORD, 2_000), RTL.text, EMOJI.text, MIXED.text, null][n % 5] ?? null,
      status: n < 280 ? "active" : n < 290 ? "countered" : "withdrawn",
      counter_cents: n >= 280 && n < 290 ? MOST_CENTS - 1 : null,
      counter_message: n >= 280 && n < 290 ? longest(RTL.text, 500) : null,
      created_at: write.at(-n * MINUTE_MS),
      updated_at: write.at(-n * MINUTE_MS),
      version: 0,
    })),
  );
}

/** Chat, files, judgement and a dispute, each up to what one job may have. */
async function writeDispute(write: Writer, jobId: string, buyer: Side, worker: Side): Promise<string> {
  const dispute = randomUUID();
  const texts = [longest(WORD, 5_000), RTL.text, EMOJI.text, MIXED.text, "Ok"];
  await write.insert(
    "messages",
    Array.from({ length: 200 }, (_, n) => ({
      id: randomUUID(),
      job_id: jobId,
      sender_agent_id: (n % 3 === 0 ? worker : buyer).agentId,
      type: n % 7 === 0 ? "question" : "info",
      content: texts[n % texts.length] ?? "",
      created_at: write.at((n - 200) * MINUTE_MS),
    })),
  );
  const names = [`${longest(WORD, 250)}.pdf`, `${RTL.name}.docx`, `${EMOJI.word}.png`, "a.txt", `${MIXED.word}.csv`];
  const files = names.map((name, n) => ({
    id: randomUUID(),
    job_id: jobId,
    uploaded_by: worker.agentId,
    purpose: n === 4 ? "input" : "deliverable",
    upload_status: "confirmed",
    original_filename: name,
    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    file_size_bytes: 1_073_741_824,
    revision_number: 1,
    upload_key: `up/${randomUUID()}`,
    object_key: `ok/${randomUUID()}`,
    metadata: {},
    created_at: write.at(-DAY_MS),
    confirmed_at: write.at(-DAY_MS),
  }));
  await write.insert("files", files);
  await write.insert(
    "deliverables",
    files
      .filter(({ purpose }) => purpose === "deliverable")
      .map(({ id }) => ({
        id: randomUUID(),
        job_id: jobId,
        file_id: id,
        revision_number: 1,
        created_at: write.at(-DAY_MS),
      })),
  );
  const verdict = (model: string, reasoning: string) => ({
    model,
    passed: false,
    reasoning,
    confidence: 0.97,
    inputTokens: 999_999,
    outputTokens: 9_999,
    costMicroUsd: 9_999_999,
  });
  await write.insert("validations", [
    {
      id: randomUUID(),
      job_id: jobId,
      revision_number: 1,
      delivery_seq: 1,
      outcome: "failed",
      confidence: 0.97,
      consensus: "agree",
      reasoning: longest(`${RTL.text} ${WORD}`, 2_000),
      validator_type: "rules",
      verdicts: [verdict(longest(WORD, 100), longest(WORD, 1_000)), verdict("rules/structure", RTL.text)],
      auto_approved: false,
      created_at: write.at(-DAY_MS + MINUTE_MS),
    },
  ]);
  await write.insert("disputes", [
    {
      id: dispute,
      job_id: jobId,
      opened_by: "buyer",
      opened_by_agent_id: buyer.agentId,
      reason: longest(`${MIXED.text} ${WORD}${WORD}${WORD}`, 5_000),
      status: "in_review",
      tier: 2,
      ruling: "split",
      worker_share: 3_333,
      confidence: 0.51,
      reasoning: longest(`${RTL.text} ${WORD}${WORD}`, 4_000),
      ruled_by: "rules/arbiter",
      ruled_at: write.at(-60 * MINUTE_MS),
      review_deadline: write.at(6 * DAY_MS),
      sla_due_at: write.at(DAY_MS),
      created_at: write.at(-DAY_MS + 2 * MINUTE_MS),
    },
  ]);
  const evidence = [
    ["text", longest(WORD, 255), longest(`${WORD}${WORD} ${RTL.text}`, 20_000)],
    ["url", RTL.name, `https://example.com/${longest(WORD, 2_000)}`],
    ["text", EMOJI.word, RTL.text],
    ["text", "", MIXED.text],
  ] as const;
  await write.insert(
    "dispute_evidence",
    Array.from({ length: 20 }, (_, n) => ({
      id: randomUUID(),
      dispute_id: dispute,
      submitted_by: n % 2 === 0 ? "buyer" : "worker",
      type: evidence[n % evidence.length]?.[0],
      label: evidence[n % evidence.length]?.[1],
      content: evidence[n % evidence.length]?.[2],
      created_at: write.at((n - 20) * MINUTE_MS),
    })),
  );
  await write.insert(
    "audit_log",
    [longest(WORD, 2_000), RTL.text, EMOJI.text].map((reason) => ({
      id: randomUUID(),
      actor: `${longest(WORD, 60).toLowerCase()}@example.com`,
      action: "job.freeze",
      subject_type: "job",
      subject_id: jobId,
      details: { reason },
      created_at: write.at(-DAY_MS),
    })),
  );
  return dispute;
}

/** What Stripe was asked for on a job, most of it refused. */
async function writeOperations(write: Writer, jobId: string, buyer: Side): Promise<void> {
  await write.insert(
    "stripe_operations",
    ["hold", "capture", "refund", "transfer"].map((kind) => ({
      id: randomUUID(),
      kind,
      context: {},
      job_id: jobId,
      agent_id: buyer.agentId,
      owner_id: buyer.ownerId,
      amount_cents: MOST_CENTS,
      currency: "eur",
      request: { kind },
      status: kind === "refund" || kind === "transfer" ? "refused" : "succeeded",
      stripe_id: `pi_${longest("A1b2C3d4", 60)}${kind}`,
      error:
        kind === "refund" || kind === "transfer"
          ? { code: longest("balance_insufficient_", 60), message: longest(`${MIXED.text} ${WORD}`, 500) }
          : null,
      attempts: 25,
      created_at: write.at(-DAY_MS),
      completed_at: write.at(-DAY_MS + MINUTE_MS),
    })),
  );
}

/** 1,000 notifications, and as many webhooks, none of which arrived. */
async function writeEvents(write: Writer, agents: readonly Side[], jobId: string): Promise<string> {
  const rows = Array.from({ length: 1_000 }, (_, n) => ({
    event: randomUUID(),
    delivery: randomUUID(),
    agent: agents[n % agents.length]?.agentId,
    at: write.at(-n * MINUTE_MS),
    title: TITLES[n % TITLES.length],
  }));
  await write.insert(
    "events",
    rows.map(({ event, agent, at, title }) => ({
      id: event,
      agent_id: agent,
      type: "job.created",
      payload: { title, [longest(WORD, 200)]: longest(WORD, 3_000), [RTL.word]: RTL.text },
      job_id: jobId,
      created_at: at,
    })),
  );
  await write.insert(
    "notifications",
    rows.map(({ event, agent, at, title }, n) => ({
      id: randomUUID(),
      agent_id: agent,
      event_id: event,
      type: "job_created",
      title: "New job for you",
      message: `“${title}” is funded and waits for your acceptance.`,
      job_id: jobId,
      created_at: at,
      read_at: n % 3 === 0 ? at : null,
    })),
  );
  await write.insert(
    "webhook_deliveries",
    rows.map(({ event, delivery, agent, at }) => ({
      id: delivery,
      event_id: event,
      event_seq: 1,
      agent_id: agent,
      event_type: "job.created",
      job_id: jobId,
      status: "failed",
      attempts: 10,
      response_code: 599,
      created_at: at,
      asked: false,
    })),
  );
  const answers = [longest(WORD, 1_024), longest(RTL.text, 1_000), "<h1>502</h1>", null];
  await write.insert(
    "webhook_attempts",
    Array.from({ length: 10 }, (_, n) => ({
      id: randomUUID(),
      delivery_id: rows[0]?.delivery,
      attempt: n + 1,
      response_code: n % 4 === 3 ? null : 500 + n,
      response_body: answers[n % 4],
      error: n % 4 === 3 ? `getaddrinfo ENOTFOUND ${longest(WORD, 200)}` : null,
      duration_ms: 30_000,
      created_at: write.at((n - 10) * MINUTE_MS),
    })),
  );
  return String(rows[0]?.delivery);
}

async function writeReviews(write: Writer, jobs: readonly Row[]): Promise<void> {
  await write.insert(
    "reviews",
    jobs.map((job, n) => ({
      id: randomUUID(),
      job_id: job.id,
      reviewer_agent_id: job.buyer_agent_id,
      reviewee_agent_id: job.worker_agent_id,
      rating: 1 + (n % 5),
      comment: [longest(WORD, 2_000), RTL.text, EMOJI.text, MIXED.text, null][n % 5],
      created_at: job.completed_at,
    })),
  );
}

async function sideOf(client: pg.Client, person: Person): Promise<Side> {
  const { rows } = await client.query<{ owner_id: string }>("SELECT owner_id FROM agents WHERE id = $1", [
    person.agentId,
  ]);
  return { agentId: person.agentId, ownerId: rows[0]?.owner_id ?? "" };
}

/** Gives an owner and a partner who trades with them everything in the greatest measure. */
export async function fillToTheBrim(client: pg.Client, owner: Person, partner: Person): Promise<ExtremeMarket> {
  const { rows } = await client.query<{ now: Date }>("SELECT app_now() AS now");
  const write = new Writer(client, rows[0]?.now.getTime() ?? 0);
  const [own, other] = [await sideOf(client, owner), await sideOf(client, partner)];
  for (const [{ agentId }, name, description] of [
    [own, longest(WORD, 255), longest(WORD, 2_000)],
    [other, RTL.name, `${RTL.text}\n${MIXED.text}`],
  ] as const) {
    await client.query(
      "UPDATE agents SET name = $2, description = $3, trust_score = 10000, capabilities = $4, rate_card = $5, monthly_limit_cents = 1000000000 WHERE id = $1",
      [
        agentId,
        name,
        description,
        [longest(WORD, 64), RTL.word, "🧪"],
        { [longest(WORD, 60)]: 9_999_999.99, [RTL.word]: 1 },
      ],
    );
  }
  const agents = [own, await write.agent(own.ownerId, EMOJI.name), await write.agent(own.ownerId, RTL.name)];
  const title = (n: number) => TITLES[n % TITLES.length] ?? "";
  const traded = STATUSES.flatMap((status, n) => [
    write.jobRow(own, other, status, title(n), n),
    write.jobRow(other, own, status, title(n + 2), n),
  ]);
  const earned = Array.from({ length: 60 }, (_, n) => write.jobRow(other, own, "completed", title(n), n));
  const spent = Array.from({ length: 60 }, (_, n) => write.jobRow(own, other, "completed", title(n), n));
  const auctions = [
    write.jobRow(own, null, "pending_payment", title(0), 0),
    write.jobRow(other, null, "pending_payment", title(1), 0),
  ];
  const jobs = [...traded, ...earned, ...spent, ...auctions];
  await write.insert("jobs", jobs);
  await write.insert(
    "transitions",
    jobs.map((job) => ({
      id: randomUUID(),
      job_id: job.id,
      from_status: null,
      to_status: job.status,
      actor: "buyer",
      actor_agent_id: job.buyer_agent_id,
      reason: longest(`${RTL.text} ${WORD}`, 2_000),
      created_at: job.created_at,
    })),
  );
  const contested = traded.find((job) => job.status === "disputed");
  const auction = idOf(auctions[0]);
  await writeBids(write, auction);
  await writeReviews(write, [...earned, ...spent]);
  await writeOperations(write, idOf(contested), own);
  return {
    auction,
    contested: idOf(contested),
    dispute: await writeDispute(write, idOf(contested), own, other),
    completed: idOf(earned[0]),
    delivery: await writeEvents(write, agents, idOf(contested)),
    foreign: idOf(auctions[1]),
  };
}
