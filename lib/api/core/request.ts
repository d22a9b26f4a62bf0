import { newId } from "@/lib/kernel/ids";
import { wallNow } from "@/lib/kernel/clock";
import type { Settings } from "@/lib/platform/env";

/** What callers and the tracers before them make: nothing that could break a log line or a header. */
const REQUEST_ID = /^[\w.:=+/-]{1,128}$/;

/** A well-formed incoming X-Request-Id is kept (decisions 1). */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && REQUEST_ID.test(given) ? given : newId(wallNow());
}

/** The address of this machine's own callers, where no proxy says otherwise. */
const LOCAL = "127.0.0.1";

/**
 * Who is at the other end. In the sandbox the first address of X-Forwarded-For, so that a test can be many clients; in
 * production the last one, which the trusted proxy itself appended (decisions 10). No other header is believed: a proxy that
 * sets this one alone lets all others through as the client wrote them.
 */
export function clientAddress(headers: Pick<Headers, "get">, settings: Pick<Settings, "sandbox">): string {
  const forwarded = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  const address = settings.sandbox ? forwarded.at(0) : forwarded.at(-1);
  return (address ?? LOCAL).slice(0, 64);
}
