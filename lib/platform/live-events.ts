import { monotonicMs, SECOND_MS } from "../kernel/clock";
import type { AgentId, Id } from "../kernel/ids";
import type { Database } from "../ports/sql";
import { BEGINNING, notAfter, presentPlace, readHistory, readOn, type LoggedEvent, type Place } from "./event-log";
import type { LiveConnection } from "./live";
import type { Logger } from "./log";

/** The channel on which `write_events` announces each event: `<seq> <agent id>`. */
const EVENTS = "voxpact_events";
/** The channel on which triggers announce that an agent's tokens or a browser's session have ended: its id. */
const CREDENTIALS = "voxpact_credentials";

/** Where more agents are subscribed to than this, a batch is read whole: naming them all would cost more. */
const MOST_NAMED = 200;
const BATCH = 500;
/** Small, for what was missed is read at the reader's own pace and a payload may be large. */
const HISTORY_BATCH = 50;
/** An announced event can be read once no older transaction runs, which takes a moment: so long the reader waits, then longer. */
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 200;
/** How soon a token's expiry ends its stream. */
const EXPIRY_POLL_MS = 500;
/** An announcement can be lost with the connection: the reader polls at this interval, so an event is late by it at most. */
const SAFETY_POLL_MS = 10 * SECOND_MS;

export type EndReason = "token_expired" | "session_invalidated" | "shutting_down" | "failed";

/** The credential that a stream was opened with: the stream ends when it no longer holds. */
export type StreamCredential =
  | { readonly kind: "agent"; readonly agentId: AgentId; readonly epoch: number; readonly expiresAt: Date | null }
  | { readonly kind: "session"; readonly sessionId: Id };

/** One stream that is told events. */
export interface Subscriber {
  readonly agentIds: readonly AgentId[];
  readonly credential: StreamCredential;
  /** Where to begin: what happened since is replayed first. */
  readonly after: Place;
  /** Takes events, in order: what was missed, and once all of that is told, live ones. */
  readonly take: (events: readonly LoggedEvent[], live: boolean) => void;
  /** Resolves when there is room for more of what was missed. */
  readonly ready: () => Promise<void>;
  /** Called once, when we end the stream; nothing is called after it. */
  readonly end: (reason: EndReason) => void;
}

/**
 * Live events for this process's streams (decisions 9). One LISTEN and one reader serve all of them: a signal announces that
 * there is something, one query reads it in order, and it is fanned out to the subscribers in memory. A new subscriber first
 * reads what it missed by itself (replay), then goes live: the common reader serves it from there on.
 */
export class LiveEvents {
  private readonly subscribers = new Set<Subscriber>();
  private readonly byAgent = new Map<AgentId, Set<Subscriber>>();
  /** The subscribers that are live, each with the last place that its replay told; the others still replay. */
  private readonly liveSince = new Map<Subscriber, Place>();
  /** Announced, and not readable yet. */
  private readonly awaited = new Map<number, AgentId>();
  /** How far the common reader has read. */
  private place: Place = BEGINNING;
  private reading: Promise<void> | null = null;
  /** Whether something was announced while the reader was reading. */
  private again = false;
  private retry: NodeJS.Timeout | null = null;
  private wait = FIRST_WAIT_MS;
  /** Runs while there are subscribers. */
  private polling: NodeJS.Timeout | null = null;
  private nextSafetyPollMs = 0;
  private readonly stops: (() => void)[] = [];
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly live: LiveConnection,
    private readonly log: Logger,
  ) {}

  /** Begins to listen for announcements; before it, events are found by polling alone. */
  async start(): Promise<void> {
    this.stops.push(
      await this.live.listen(EVENTS, (payload) => this.announced(payload)),
      await this.live.listen(CREDENTIALS, (id) => this.background(this.checkCredentials(id))),
      this.live.onReconnect(() => this.poll()),
    );
  }

  /** How many streams of this process were opened with the credentials of this agent or session. */
  count(credentialId: string): number {
    return [...this.subscribers].filter(({ credential }) => idOf(credential) === credentialId).length;
  }

  /** The place of what happens from now on. */
  now(): Promise<Place> {
    return presentPlace(this.db);
  }

  /** Tells the subscriber events until the returned function is called, or its `end` is. */
  subscribe(subscriber: Subscriber): () => void {
    if (this.closed) {
      queueMicrotask(() => subscriber.end("shutting_down"));
      return () => undefined;
    }
    this.subscribers.add(subscriber);
    for (const agentId of subscriber.agentIds) {
      const others = this.byAgent.get(agentId);
      if (others === undefined) this.byAgent.set(agentId, new Set([subscriber]));
      else others.add(subscriber);
    }
    this.polling ??= this.startPolling();
    // The credential may have ended after the request was admitted and before it was known here.
    this.background(this.checkCredentials(idOf(subscriber.credential)));
    this.replay(subscriber).catch((error: unknown) => {
      this.log.error({ err: error }, "a live stream could not be replayed");
      this.end(subscriber, "failed");
    });
    return () => this.remove(subscriber);
  }

  /** Ends all streams and listens no more. */
  close(): void {
    this.closed = true;
    for (const stop of this.stops) stop();
    for (const subscriber of this.subscribers) this.end(subscriber, "shutting_down");
    if (this.retry !== null) clearTimeout(this.retry);
  }

  private remove(subscriber: Subscriber): void {
    if (!this.subscribers.delete(subscriber)) return;
    this.liveSince.delete(subscriber);
    for (const agentId of subscriber.agentIds) {
      const others = this.byAgent.get(agentId);
      others?.delete(subscriber);
      if (others?.size === 0) this.byAgent.delete(agentId);
    }
    if (this.subscribers.size > 0 || this.polling === null) return;
    clearInterval(this.polling);
    this.polling = null;
  }

  private end(subscriber: Subscriber, reason: EndReason): void {
    if (!this.subscribers.has(subscriber)) return;
    this.remove(subscriber);
    subscriber.end(reason);
  }

  /** Tells a subscriber what it missed, at its own pace, until it can go live. */
  private async replay(subscriber: Subscriber): Promise<void> {
    // A read that is under way does not know this subscriber's agents; every later one does.
    await this.reading;
    for (let place = subscriber.after; this.subscribers.has(subscriber);) {
      const batch = await readHistory(this.db, place, { agentIds: subscriber.agentIds, types: null }, HISTORY_BATCH);
      if (!this.subscribers.has(subscriber)) return;
      if (batch.events.length > 0) subscriber.take(batch.events, false);
      place = batch.place;
      if (batch.complete && this.goLive(subscriber, place)) return;
      await subscriber.ready();
    }
  }

  /** True when nothing lies between what the subscriber was told and what the common reader reads next. */
  private goLive(subscriber: Subscriber, place: Place): boolean {
    if (this.liveSince.size === 0 && this.reading === null) this.place = place;
    if (!notAfter(this.place, place)) return false;
    this.liveSince.set(subscriber, place);
    // What was announced during the replay is the common reader's to read now.
    this.schedule();
    return true;
  }

  private announced(payload: string): void {
    const [seq, agentId] = payload.split(" ");
    if (seq === undefined || agentId === undefined || !this.byAgent.has(agentId)) return;
    this.awaited.set(Number(seq), agentId);
    this.wait = FIRST_WAIT_MS;
    this.schedule();
  }

  private schedule(): void {
    if (this.closed || this.liveSince.size === 0) return;
    if (this.reading !== null) {
      this.again = true;
      return;
    }
    this.reading = this.readUntilQuiet()
      .catch((error: unknown) => {
        this.log.warn({ err: error }, "live events could not be read; they will be");
        this.retryLater();
      })
      .finally(() => {
        this.reading = null;
        if (this.again) this.schedule();
      });
  }

  private async readUntilQuiet(): Promise<void> {
    for (let complete = false; !complete;) {
      this.again = false;
      const named = this.byAgent.size > MOST_NAMED ? null : [...this.byAgent.keys()];
      const batch = await readOn(this.db, this.place, named, BATCH);
      this.place = batch.place;
      complete = batch.complete;
      this.fanOut(batch.events);
    }
    for (const [seq, agentId] of this.awaited) if (!this.byAgent.has(agentId)) this.awaited.delete(seq);
    if (this.awaited.size > 0) this.retryLater();
    else this.wait = FIRST_WAIT_MS;
  }

  private retryLater(): void {
    if (this.retry !== null || this.closed) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      this.schedule();
    }, this.wait);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
  }

  /** Hands each live subscriber the events of its agents, all at once. */
  private fanOut(events: readonly LoggedEvent[]): void {
    const shares = new Map<Subscriber, LoggedEvent[]>();
    for (const event of events) {
      this.awaited.delete(event.seq);
      for (const subscriber of this.byAgent.get(event.agent_id) ?? []) {
        const since = this.liveSince.get(subscriber);
        // It still replays, or its replay has told this event already.
        if (since === undefined || notAfter(event, since)) continue;
        const share = shares.get(subscriber);
        if (share === undefined) shares.set(subscriber, [event]);
        else share.push(event);
      }
    }
    for (const [subscriber, share] of shares) if (this.subscribers.has(subscriber)) subscriber.take(share, true);
  }

  private startPolling(): NodeJS.Timeout {
    this.nextSafetyPollMs = monotonicMs() + SAFETY_POLL_MS;
    const timer = setInterval(() => {
      this.background(this.endExpired());
      if (monotonicMs() > this.nextSafetyPollMs) this.poll();
    }, EXPIRY_POLL_MS);
    timer.unref();
    return timer;
  }

  /** Reads and checks although nothing was announced: an announcement may have been lost. */
  private poll(): void {
    this.nextSafetyPollMs = monotonicMs() + SAFETY_POLL_MS;
    this.schedule();
    this.background(this.checkCredentials(null));
  }

  private background(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.warn({ err: error }, "live streams could not be checked; they will be"));
  }

  /** Ends the streams whose token has expired by the application's time, which the sandbox may have moved. */
  private async endExpired(): Promise<void> {
    const expiring = [...this.subscribers].flatMap((subscriber) => {
      const { credential } = subscriber;
      const expiresAt = credential.kind === "agent" ? credential.expiresAt : null;
      return expiresAt === null ? [] : [{ subscriber, expiresAt }];
    });
    if (expiring.length === 0) return;
    const [row] = await this.db.query<{ now: Date }>("SELECT app_now() AS now", [], "app-now");
    for (const { subscriber, expiresAt } of expiring)
      if (row !== undefined && expiresAt <= row.now) this.end(subscriber, "token_expired");
  }

  /** Ends the streams whose credential no longer holds: of all, or of those opened with one agent's or session's. */
  private async checkCredentials(id: string | null): Promise<void> {
    const concerned = [...this.subscribers].filter(({ credential }) => id === null || idOf(credential) === id);
    if (concerned.length === 0) return;
    const ids = (kind: StreamCredential["kind"]) =>
      concerned.filter(({ credential }) => credential.kind === kind).map(({ credential }) => idOf(credential));
    const holding = await this.db.query<{ id: string; epoch: number | null }>(
      `SELECT id, epoch FROM agents WHERE id = ANY($1::text[]) AND status = 'active'
       UNION ALL
       SELECT s.id::text, NULL FROM sessions s WHERE s.id = ANY($2::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()`,
      [ids("agent"), ids("session")],
      "live-credentials",
    );
    const epochs = new Map(holding.map((row) => [row.id, row.epoch]));
    for (const subscriber of concerned) {
      const { credential } = subscriber;
      const epoch = epochs.get(idOf(credential));
      const holds = credential.kind === "agent" ? epoch === credential.epoch : epoch !== undefined;
      if (!holds) this.end(subscriber, "session_invalidated");
    }
  }
}

const idOf = (credential: StreamCredential): string =>
  credential.kind === "agent" ? credential.agentId : credential.sessionId;
