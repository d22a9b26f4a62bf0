import { internalError } from "./wire/failures";

/** What the sandbox's fault control asks of the next request (spec: sandbox.md, controls). */
export type Fault = "none" | "down" | "timeout" | "error_once" | "lost_response";

/** How a connection fails, with the codes Node gives them. */
export class ConnectionFault extends TypeError {
  override readonly name = "TypeError";
  constructor(readonly code: "ECONNREFUSED" | "ECONNRESET") {
    super("fetch failed", {
      cause: Object.assign(new Error(code === "ECONNREFUSED" ? "connect ECONNREFUSED" : "socket hang up"), { code }),
    });
  }
}

/** How long a request that nobody cancels waits for an answer that never comes. */
const LONGEST_WAIT_MS = 120_000;

/** Runs `work` as the fault allows. Rejects as `fetch` does where there is no answer. */
export async function underFault(fault: Fault, signal: AbortSignal, work: () => Promise<Response>): Promise<Response> {
  switch (fault) {
    case "none":
      return work();
    case "down":
      throw new ConnectionFault("ECONNREFUSED");
    case "timeout":
      return silence(signal);
    case "error_once":
      return brokenAnswer();
    case "lost_response":
      await work();
      throw new ConnectionFault("ECONNRESET");
  }
}

function brokenAnswer(): Response {
  const failure = internalError("An unknown error occurred.");
  return Response.json({ error: failure.body }, { status: failure.status });
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new ConnectionFault("ECONNRESET")), LONGEST_WAIT_MS);
    const stop = () => {
      clearTimeout(timer);
      reject(
        signal.reason instanceof Error ? signal.reason : new DOMException("This operation was aborted", "AbortError"),
      );
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
