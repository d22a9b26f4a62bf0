import { setTimeout as sleep } from "node:timers/promises";
import { event } from "@/lib/domain/webhooks";
import { wallNow } from "@/lib/kernel/clock";
import { newAgentId, newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { seal } from "@/lib/platform/secrets";
import { transact } from "@/lib/platform/transact";
import type { Database } from "@/lib/ports/sql";
import { SECRET, type Manner } from "./manner";

/** One agent with a webhook, and the jobs it hears of. */
export interface Listener {
  readonly id: AgentId;
  readonly manner: Manner;
  readonly jobs: readonly Id[];
}

export async function createListener(
  db: Database,
  {
    base,
    manner,
    number,
    jobs,
    authSecret,
  }: {
    readonly base: string;
    readonly manner: Manner;
    readonly number: number;
    readonly jobs: number;
    readonly authSecret: string;
  },
): Promise<Listener> {
  const now = wallNow();
  const [ownerId, id] = [newId(now), newAgentId(now)];
  await db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [ownerId, `${id}@example.com`, now]);
  await db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, activation_fee_cents, created_at)
     VALUES ($1, $2, 'listener', $3, 'active', 0, $4)`,
    [id, ownerId, `${base}/${manner}/${number}`, now],
  );
  await db.query("INSERT INTO webhook_secrets (id, agent_id, sealed, created_at) VALUES ($1, $2, $3, $4)", [
    newId(now),
    id,
    await seal(authSecret, SECRET),
    now,
  ]);
  return { id, manner, jobs: Array.from({ length: jobs }, () => newId(now)) };
}

/** An event that was committed. */
export interface Sent {
  readonly id: Id;
  readonly jobId: Id;
  readonly manner: Manner;
  readonly committedAt: number;
}

/** Tells a listener a message on a job, as the verb that sends one does. Resolves when it is committed. */
async function tell(db: Database, listener: Listener, jobId: Id, number: number): Promise<Sent> {
  const now = wallNow();
  const row = event(
    now,
    "job.message",
    listener.id,
    { job_id: jobId, message_id: newId(now), sender_agent_id: listener.id, content: String(number) },
    jobId,
  );
  await transact({ db, now }, { events: [row] });
  return { id: row.id, jobId, manner: listener.manner, committedAt: performance.now() };
}

/** Writes `count` events at a steady rate, round the listeners and their jobs; those of one job one after the other. */
export class Producer {
  readonly sent: Sent[] = [];
  private readonly last = new Map<Id, Promise<unknown>>();
  private readonly numbers = new Map<Id, number>();

  constructor(
    private readonly db: Database,
    private readonly listeners: readonly Listener[],
  ) {}

  async produce(count: number, perSecond: number): Promise<readonly Sent[]> {
    const began = performance.now();
    const made: Promise<Sent>[] = [];
    for (let at = 0; at < count; at += 1) {
      const early = began + (at * 1_000) / perSecond - performance.now();
      if (early > 1) await sleep(early);
      made.push(this.next(at));
    }
    const sent = await Promise.all(made);
    this.sent.push(...sent);
    return sent;
  }

  private next(at: number): Promise<Sent> {
    const listener = this.listeners[at % this.listeners.length];
    const job = listener?.jobs[Math.floor(at / this.listeners.length) % listener.jobs.length];
    if (listener === undefined || job === undefined) throw new Error("nobody listens");
    const number = this.numbers.get(job) ?? 0;
    this.numbers.set(job, number + 1);
    const told = (this.last.get(job) ?? Promise.resolve()).then(() => tell(this.db, listener, job, number));
    this.last.set(job, told);
    return told;
  }
}
