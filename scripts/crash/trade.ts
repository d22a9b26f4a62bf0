import { randomUUID } from "node:crypto";
import { call } from "../../lib/testing/client.ts";
import type { Ending, Step } from "./endings.ts";
import { type Host, isDefinite, Refused, until } from "./patience.ts";
import type { Trader } from "./trader.ts";

export interface Trade {
  readonly jobId: string;
  readonly ending: Ending;
  readonly amountCents: number;
}

interface Parties {
  readonly buyer: Trader;
  readonly worker: Trader;
}

/** What the sandbox's judges pass for the task below. */
const SUMMARY =
  "Summary: the quarterly report shows that revenue grew 12 percent in the quarter and costs fell. This summary covers the report in one paragraph.";

/** Posts a job and takes every step of its ending, however often the server dies on the way. */
export async function playTrade(host: Host, parties: Parties, ending: Ending, amountCents: number): Promise<Trade> {
  const jobId = await postOnce(host, parties, amountCents);
  for (const step of ending.steps) await take(host, parties, jobId, step);
  return { jobId, ending, amountCents };
}

/**
 * Posts one job under one Idempotency-Key. While the lock of a request that died is still held, the job is looked for
 * by its title, as a client would that must know.
 */
function postOnce(host: Host, { buyer, worker }: Parties, amountCents: number): Promise<string> {
  const key = randomUUID();
  const title = `Summarise the quarterly report ${key}`;
  const body = {
    title,
    task_spec: { description: "Summarise the quarterly report in one paragraph and include the word summary." },
    amount: amountCents / 100,
    worker_agent_id: worker.id,
    deadline_hours: 24,
  };
  return until(`the job "${title}"`, async () => {
    const answer = await call(host.base, "POST", "/v1/jobs", {
      token: buyer.token,
      body,
      headers: { "idempotency-key": key },
    });
    if (answer.status === 201) return String(answer.data.id);
    if (isDefinite(answer)) throw new Refused(`posting a job: ${answer.status} ${JSON.stringify(answer.error)}`);
    const listed = await call(host.base, "GET", "/v1/jobs?limit=50", { token: buyer.token });
    const jobs = listed.json.data as readonly {
      readonly id: string;
      readonly title: string;
      readonly status: string;
    }[];
    return jobs.find((job) => job.title === title && job.status !== "pending_payment")?.id ?? null;
  });
}

function take(host: Host, parties: Parties, jobId: string, step: Step): Promise<true> {
  const { token } = parties[step.by];
  const body = step.verb === "submit" ? { deliverable: SUMMARY } : {};
  return until(`${step.verb} of ${jobId}`, async () => {
    if (step.done.includes(await statusOf(host, parties, jobId))) return true;
    await call(host.base, "POST", `/v1/jobs/${jobId}/${step.verb}`, { token, body });
    return step.done.includes(await statusOf(host, parties, jobId)) ? true : null;
  });
}

async function statusOf(host: Host, { buyer }: Parties, jobId: string): Promise<string> {
  const { data } = await call(host.base, "GET", `/v1/jobs/${jobId}`, { token: buyer.token });
  return String(data.status);
}
