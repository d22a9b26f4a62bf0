import { unreachable } from "@/lib/kernel/assert";
import { SECOND_MS } from "@/lib/kernel/clock";
import type { Sql } from "@/lib/ports/sql";
import type { FetchHandler } from "../loopback";
import { takeFault, type FaultService } from "./faults";

/** A caller without a time-out of its own is let go after this long. */
const LONGEST_TIMEOUT_MS = 60 * SECOND_MS;

/**
 * A stand-in that fails as `sandbox.faults` says:
 * `down` rejects as a refused connection does; `timeout` answers nothing until the caller gives up; `error_once` is a
 * 500 in the service's own format; `lost_response` does the work, then rejects as a connection that broke.
 */
export function withFaults(sql: Sql, service: FaultService, handler: FetchHandler): FetchHandler {
  return async (request) => {
    const mode = await takeFault(sql, service);
    switch (mode) {
      case null:
        return handler(request);
      case "down":
        throw networkError("ECONNREFUSED");
      case "timeout":
        return silence(request.signal);
      case "error_once":
        await request.body?.cancel();
        return serverError(service);
      case "lost_response": {
        const lost = await handler(request);
        await lost.body?.cancel();
        throw networkError("ECONNRESET");
      }
      default:
        return unreachable(mode);
    }
  };
}

/** What Node's `fetch` rejects with when the network fails. */
function networkError(code: "ECONNREFUSED" | "ECONNRESET" | "ETIMEDOUT"): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", giveUp);
      reject(networkError("ETIMEDOUT"));
    }, LONGEST_TIMEOUT_MS);
    timer.unref();
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}

/** The 500 each provider answers; the models' is one body that both providers' SDKs understand. */
function serverError(service: FaultService): Response {
  const message = "An unknown error occurred (a fault of the sandbox).";
  switch (service) {
    case "stripe":
      return Response.json({ error: { type: "api_error", message } }, { status: 500 });
    case "resend":
      return Response.json({ statusCode: 500, name: "internal_server_error", message }, { status: 500 });
    case "r2":
      return new Response(
        `<?xml version="1.0" encoding="UTF-8"?><Error><Code>InternalError</Code><Message>${message}</Message></Error>`,
        { status: 500, headers: { "content-type": "application/xml" } },
      );
    case "llm":
      return Response.json(
        { type: "error", error: { type: "api_error", message, param: null, code: null } },
        // Both SDKs honour it; without it they wait two seconds before they try again.
        { status: 500, headers: { "retry-after-ms": "100" } },
      );
    default:
      return unreachable(service);
  }
}
