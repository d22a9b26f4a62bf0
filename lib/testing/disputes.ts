import type { Actor, Ctx } from "../platform/context";
import { systemContext } from "../platform/context";
import type { Answer } from "./client";
import type { Market, Trader } from "./market";

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
export const asAdmin = (): Promise<Ctx<Extract<Actor, { kind: "admin" }>>> => systemContext({ kind: "admin", email: ADMIN });

const REASON = "The delivery does not match the task.";

/** A delivered job that `by` disputes. */
export async function dispute(market: Market, buyer: Trader, worker: Trader, by: Trader = buyer, body: object = {}): Promise<{ jobId: string; disputeId: string }> {
  const jobId = await market.delivered(buyer, worker);
  const opened = await market.act(jobId, "dispute", by, { reason: REASON, ...body });
  if (opened.status !== 201) throw new Error(`dispute: ${opened.status} ${JSON.stringify(opened.json)}`);
  return { jobId, disputeId: String(opened.data["id"]) };
}

export const disputeOf = (market: Market, jobId: string, by: Trader): Promise<Answer> => market.call("GET", `/v1/jobs/${jobId}/dispute`, { token: by.token });

export const onDispute = (market: Market, disputeId: string, verb: string, by: Trader, body: unknown = {}): Promise<Answer> =>
  market.call("POST", `/v1/disputes/${disputeId}/${verb}`, { token: by.token, body });

async function until<T>(what: () => string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + 8_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(what());
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The administrators' mails that say all of these words, in subject or text. */
export async function adminMails(market: Market, ...words: readonly string[]): Promise<number> {
  const answer = await market.call("GET", `/sandbox/mailbox?to=${ADMIN}&limit=100`);
  const mails = answer.json["data"] as readonly { readonly subject: string; readonly text: string }[];
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
      last = data["status"];
      return last === status ? data : undefined;
    },
  );
}
