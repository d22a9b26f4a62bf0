import { Agent, errors, request as send, type Dispatcher } from "undici";
import { monotonicMs, SECOND_MS } from "@/lib/kernel/clock";
import type { Egress, EgressRequest, EgressResult } from "@/lib/ports/egress";
import { ForbiddenTarget, guardedConnector, systemResolver, type Resolver } from "./connector";
import { refuseUrl, type EgressPolicy } from "./target";

const CONNECT_TIMEOUT_MS = 10 * SECOND_MS;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS_PER_HOST = 64;
/**
 * How long an idle connection is kept for the next request. Shorter than any common server's own limit: a request sent
 * into a connection that is just being closed would look like a failure of the other side.
 */
const KEEP_ALIVE_MS = SECOND_MS;

export interface EgressOptions {
  /** The sandbox: http and loopback are let through, private networks are not. */
  readonly allowInsecure: boolean;
  /** Host names that are trusted whatever they resolve to. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly resolve?: Resolver | undefined;
}

export interface ClosableEgress extends Egress {
  /** Drops all connections; requests that still run fail. */
  close(): Promise<void>;
}

/**
 * Requests to URLs that strangers wrote (decisions 9): https to public addresses, checked on the address connected to;
 * no redirects, no proxies, no decompression; bounded in time, headers and body.
 */
export function createEgress(options: EgressOptions): ClosableEgress {
  const policy = { allowInsecure: options.allowInsecure, allowHosts: new Set(options.allowHosts) };
  const agent = new Agent({
    connect: guardedConnector(policy, options.resolve ?? systemResolver, CONNECT_TIMEOUT_MS),
    connections: MAX_CONNECTIONS_PER_HOST,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // One deadline rules the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    refuse: (url) => refuseUrl(url, policy),
    send: (request) => exchange(agent, policy, request),
    close: () => agent.destroy(),
  };
}

async function exchange(agent: Agent, policy: EgressPolicy, request: EgressRequest): Promise<EgressResult> {
  const startedAt = monotonicMs();
  const durationMs = () => Math.round(monotonicMs() - startedAt);
  const refusal = refuseUrl(request.url, policy);
  if (refusal !== null) return { ok: false, reason: "forbidden", message: refusal, durationMs: durationMs() };
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = send(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: { ...request.headers },
      body: request.body ?? null,
      signal,
    });
    // Until it is connected undici does not look at the signal.
    const { statusCode, body } = await Promise.race([response, rejectOnAbort(signal)]);
    return {
      ok: true,
      status: statusCode,
      body: await readStart(body, request.maxResponseBytes),
      durationMs: durationMs(),
    };
  } catch (error) {
    return { ok: false, ...explain(error, signal, request.timeoutMs), durationMs: durationMs() };
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

/** The first `maxBytes` of a body as text; what may come after them is dropped with the connection. */
async function readStart(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let left = maxBytes;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    // Leaving the loop destroys the stream. A character cut in two stays out.
    if (left <= 0) return withoutNul(text);
  }
  return withoutNul(text + decoder.decode());
}

/** U+0000 cannot be stored as text. */
function withoutNul(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}

function explain(
  error: unknown,
  signal: AbortSignal,
  timeoutMs: number,
): { readonly reason: "forbidden" | "timeout" | "network"; readonly message: string } {
  if (error instanceof ForbiddenTarget) return { reason: "forbidden", message: error.message };
  if (signal.aborted || error instanceof errors.ConnectTimeoutError) {
    return { reason: "timeout", message: `no complete answer within ${timeoutMs} ms` };
  }
  return { reason: "network", message: describe(error) };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried: the first failure speaks for all.
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? `${error.code}: ` : "";
  return `${code}${error.message}`.slice(0, 300);
}
