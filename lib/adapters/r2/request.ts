import { setTimeout as sleep } from "node:timers/promises";
import { SECOND_MS } from "@/lib/kernel/clock";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { objectUrl, signHeaders, type R2Options } from "./signing";

/** How long a question may take, reading some megabytes that somebody waits for, and moving any bytes (a copy of 1 GB is one request). */
const TIMEOUTS_MS = { ask: 10 * SECOND_MS, read: 15 * SECOND_MS, transfer: 120 * SECOND_MS };
const RETRY_DELAY_MS = 100;

export interface R2Request {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly work: keyof typeof TIMEOUTS_MS;
}

export interface R2Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/**
 * Sends one request and reads its whole answer. Every request of ours may be repeated, so one is tried again once where
 * the connection broke or the server failed; a time-out is not, the caller has waited enough.
 *
 * @throws ProviderUnavailable where R2 gives no answer, or answers 408, 429 or 5xx.
 */
export async function send(options: R2Options, request: R2Request): Promise<R2Answer> {
  const signal = AbortSignal.timeout(TIMEOUTS_MS[request.work]);
  try {
    return await attempt(options, request, signal);
  } catch (error) {
    if (!(error instanceof ProviderUnavailable) || signal.aborted) throw error;
    await sleep(RETRY_DELAY_MS);
    return attempt(options, request, signal);
  }
}

async function attempt(options: R2Options, request: R2Request, signal: AbortSignal): Promise<R2Answer> {
  const { method, key, headers = {}, body } = request;
  const signed = await signHeaders(options, { method, url: objectUrl(options, key), headers });
  const init: RequestInit = { method, headers: signed.headers, signal, cache: "no-store", redirect: "manual" };
  let answer: R2Answer;
  try {
    const response = await (options.fetch ?? fetch)(signed.url, body === undefined ? init : { ...init, body });
    answer = { status: response.status, headers: response.headers, body: await response.bytes() };
  } catch (cause) {
    throw new ProviderUnavailable("r2", `R2: ${method} got no answer`, { cause });
  }
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
    throw new ProviderUnavailable("r2", `R2: ${method} answered ${answer.status} ${errorCode(answer)}`);
  }
  return answer;
}

/** The `<Code>` of S3's error documents, or "" where there is none. */
export function errorCode(answer: R2Answer): string {
  return /<Code>([A-Za-z0-9]+)<\/Code>/.exec(new TextDecoder().decode(answer.body))?.[1] ?? "";
}

/** What a refusal becomes: a wrong key, bucket or signature of ours, never the outage of anybody. */
export function refusal(method: string, answer: R2Answer): Error {
  return new Error(`R2 refused ${method}: ${answer.status} ${errorCode(answer)}`);
}
