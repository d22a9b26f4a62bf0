import type { Database } from "@/lib/ports/sql";
import { asFetch } from "../loopback";
import { deliverEvent as deliver } from "./deliver";
import { perform } from "./engine";
import { expire } from "./expiry";
import { ConnectionFault, underFault, type Fault } from "./faults";
import { hostedPages, type HostedPages } from "./hosted";
import { respond } from "./router";
import { Store } from "./store";
import type { WorkSettings } from "./work";

export { EVENT_TASK, EXPIRY_TASK } from "./constants";
export type { Fault } from "./faults";
export type { HostedChoice, HostedPages, HostedResult } from "./hosted";

export interface StripeEmulatorDeps {
  readonly db: Database;
  /** Asked once for every API request (spec: sandbox.md, controls). */
  readonly fault: () => Promise<Fault>;
  /** Where the hosted pages are, for instance `http://localhost:3000/sandbox/stripe`. */
  readonly publicBase: string;
  /** Where the application takes Stripe's events, and the secret they are signed with. */
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** The event types the application's endpoint subscribes to, as one configures it at Stripe. Default: all. */
  readonly subscribedEvents?: readonly string[];
}

/** A Stripe account in the application's own database. Several processes may each have one over the same database. */
export interface StripeEmulator {
  /** Answers one request to Stripe's API; rejects as `fetch` does when a fault keeps the answer back. */
  readonly handle: (request: Request) => Promise<Response>;
  /** The same as a transport for the SDK. */
  readonly fetch: typeof fetch;
  /** The same behind an HTTP route: down is 503 without a body, a lost answer a broken connection. */
  readonly serve: (request: Request) => Promise<Response>;
  readonly pages: HostedPages;
  /** Queue task `EVENT_TASK`. */
  readonly deliverEvent: (eventId: string) => Promise<void>;
  /** Queue task `EXPIRY_TASK`. */
  readonly expire: (id: string) => Promise<void>;
}

export function createStripeEmulator(deps: StripeEmulatorDeps): StripeEmulator {
  const store = new Store(deps.db);
  const subscribed = deps.subscribedEvents === undefined ? null : new Set(deps.subscribedEvents);
  const settings: WorkSettings = {
    publicBase: deps.publicBase.replace(/\/$/, ""),
    subscribes: (type) => subscribed?.has(type) ?? true,
  };
  const handle = async (request: Request) =>
    underFault(await deps.fault(), request.signal, () => respond(store, settings, request));
  return {
    handle,
    // Not the signal of a Request made here: it follows the caller's only as long as nothing collects the Request.
    fetch: asFetch(handle),
    serve: (request) => serve(handle, request),
    pages: hostedPages(store, settings),
    deliverEvent: (eventId) => deliver(deps, eventId),
    expire: async (id) => {
      await perform(store, settings, async (work) => {
        await expire(work, id);
        return {};
      });
    },
  };
}

async function serve(handle: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    if (!(error instanceof ConnectionFault)) throw error;
    if (error.code === "ECONNREFUSED") return new Response(null, { status: 503 });
    return new Response(new ReadableStream({ start: (controller) => controller.error(error) }));
  }
}
