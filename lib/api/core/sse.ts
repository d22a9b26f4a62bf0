import { SECOND_MS } from "@/lib/kernel/clock";
import type { AgentId } from "@/lib/kernel/ids";
import type { LoggedEvent, Place } from "@/lib/platform/event-log";
import type { EndReason, StreamCredential } from "@/lib/platform/live-events";
import type { Deps } from "@/lib/platform/runtime";
import { envelope } from "@/lib/domain/webhooks";

/** Decisions 9: a comment this often keeps the connection open. */
const COMMENT_MS = 30 * SECOND_MS;
const RECONNECT_MS = 3 * SECOND_MS;
/** How much may wait for a reader before what it missed is read no further. */
const BUFFER_BYTES = 256 * 1024;
/** How much may wait for a slow reader of live events before it is dropped. */
const MOST_BUFFERED_BYTES = 1024 * 1024;
/** How long a reader may take nothing while more waits for it; and how long the last event waits to be read. */
const STALL_MS = 30 * SECOND_MS;
const PARTING_MS = 5 * SECOND_MS;

type Parting = EndReason | "too_slow" | "max_duration";

const PARTINGS: Record<Parting, string> = {
  token_expired: "The token has expired. Connect again with a new one.",
  session_invalidated: "The credential no longer holds. Log in again, or exchange the newest API key.",
  shutting_down: "The server is restarting. Connect again; Last-Event-ID replays what was missed.",
  failed: "Something went wrong on our side. Connect again; Last-Event-ID replays what was missed.",
  too_slow: "Events were read too slowly. Connect again; Last-Event-ID replays what was missed.",
  max_duration: "A connection lives only so long here. Connect again; Last-Event-ID replays what was missed.",
};

/** What a stream is about. */
export interface Subscription {
  readonly agentIds: readonly AgentId[];
  readonly credential: StreamCredential;
  readonly after: Place;
  /** Null: every type. */
  readonly types: ReadonlySet<string> | null;
}

const encoder = new TextEncoder();
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // A proxy that transforms or buffers would hold events back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

/** `id:` is the event's sequence, `event:` its type, `data:` the webhook's envelope (decisions 9, 12). */
const written = (event: LoggedEvent): string => `id: ${event.seq}\nevent: ${event.type}\ndata: ${envelope(event)}\n\n`;

class EventStream {
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  private readonly timers: NodeJS.Timeout[] = [];
  private waiting: (() => void) | null = null;
  private over = false;
  private leave: () => void = () => undefined;

  constructor(
    private readonly deps: Pick<Deps, "live" | "settings">,
    private readonly subscription: Subscription,
  ) {}

  /** The body of the response. The stream ends with the request that `signal` belongs to. */
  readable(signal: AbortSignal): ReadableStream<Uint8Array> {
    if (signal.aborted) this.over = true;
    signal.addEventListener("abort", () => this.gone(), { once: true });
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => this.open(controller),
        pull: () => this.read(),
        cancel: () => this.gone(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
    );
  }

  private open(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.controller = controller;
    if (this.over) {
      controller.close();
      return;
    }
    this.send(`retry: ${RECONNECT_MS}\n\n`);
    this.timers.push(setInterval(() => this.send(": still here\n\n"), COMMENT_MS));
    const { maxStreamSeconds } = this.deps.settings;
    if (maxStreamSeconds !== null)
      this.timers.push(setTimeout(() => this.part("max_duration"), maxStreamSeconds * SECOND_MS));
    this.leave = this.deps.live.subscribe({
      ...this.subscription,
      take: (events, live) => this.take(events, live),
      ready: () => this.ready(),
      end: (reason) => this.part(reason),
    });
  }

  private take(events: readonly LoggedEvent[], live: boolean): void {
    const { types } = this.subscription;
    const wanted = types === null ? events : events.filter(({ type }) => types.has(type));
    if (wanted.length > 0) this.send(wanted.map(written).join(""));
    // What was missed waits for its reader; what happens now cannot.
    if (live && this.buffered() > MOST_BUFFERED_BYTES) this.part("too_slow");
  }

  private buffered(): number {
    return BUFFER_BYTES - (this.controller?.desiredSize ?? BUFFER_BYTES);
  }

  private send(text: string): void {
    if (!this.over) this.controller?.enqueue(encoder.encode(text));
  }

  /** The reader took something: there may be room again. */
  private read(): void {
    this.waiting?.();
  }

  /** Resolves when the buffer has room. A reader that takes nothing for too long is dropped. */
  private async ready(): Promise<void> {
    if (this.over || this.buffered() < BUFFER_BYTES) return;
    await new Promise<void>((resolve) => {
      const stalled = setTimeout(() => this.part("too_slow"), STALL_MS);
      this.waiting = () => {
        clearTimeout(stalled);
        this.waiting = null;
        resolve();
      };
    });
  }

  /** Ends with a last event that says why. It carries no id, so that Last-Event-ID stays where it was. */
  private part(reason: Parting): void {
    if (this.over) return;
    this.send(`event: stream.closed\ndata: ${JSON.stringify({ reason, message: PARTINGS[reason] })}\n\n`);
    this.finish();
    const { controller } = this;
    controller?.close();
    // One that does not even read this is cut off; where it was read, this does nothing.
    setTimeout(() => controller?.error(new Error(reason)), PARTING_MS).unref();
  }

  private gone(): void {
    if (!this.over) this.finish();
  }

  private finish(): void {
    this.over = true;
    this.leave();
    for (const timer of this.timers) clearTimeout(timer);
    this.waiting?.();
  }
}

/** A response that tells events as they happen, until the reader leaves or the subscription ends. */
export function eventStream(
  deps: Pick<Deps, "live" | "settings">,
  request: Request,
  subscription: Subscription,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const all = { ...HEADERS, ...headers };
  if (request.method === "HEAD") return new Response(null, { headers: all });
  return new Response(new EventStream(deps, subscription).readable(request.signal), { headers: all });
}
