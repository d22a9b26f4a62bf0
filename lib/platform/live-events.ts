import { monotonicMs, SECOND_MS } from "../kernel/clock";
import type { AgentId, Id } from "../kernel/ids";
import type { Database } from "../ports/sql";
import { BEGINNING, notAfter, presentPlace, readHistory, readOn, type LoggedEvent, type Place } from "./event-log";
import type { LiveConnection } from "./live";
import type { Logger } from "./log";

/** Told by `write_events`: `<seq> <agent id>`. */
const EVENTS = "voxpact_events";
/** Told by triggers when an agent's tokens or a browser's session end: its id. */
const CREDENTIALS = "voxpact_credentials";

/** Where more agents are followed than this, a batch is read whole: naming them all would cost more. */
const MOST_NAMED = 200;
const BATCH = 500;
/** Small, for what was missed is read at the reader's own pace and a payload may be large. */
const HISTORY_BATCH = 50;
/** An event whose transaction is not the oldest one running becomes readable in a moment. */
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 200;
/** How soon a token's expiry ends its stream. */
const EXPIRY_LOOK_MS = 500;
/** What a lost signal costs at most. */
const SAFETY_LOOK_MS = 10 * SECOND_MS;

export type EndReason = "token_expired" | "session_invalidated" | "shutting_down" | "failed";

/** What a stream's life hangs on. */
export type Lifeline =
  | { readonly kind: "agent"; readonly agentId: AgentId; readonly epoch: number; readonly expiresAt: Date | null }
  | { readonly kind: "session"; readonly sessionId: Id };

/** One reader of live events. */
export interface Follower {
  readonly agentIds: readonly AgentId[];
  readonly lifeline: Lifeline;
  /** Where to begin: what happened since is replayed first. */
  readonly after: Place;
  /** Takes events, in order: what was missed, and once all of that is told, live ones. */
  readonly take: (events: readonly LoggedEvent[], live: boolean) => void;
  /** Resolves when more of what was missed may come. */
  readonly ready: () => Promise<void>;
  /** The last that is heard. */
  readonly end: (reason: EndReason) => void;
}

interface Member extends Follower {
  /** Null while it is still being told what it missed. */
  joinedAt: Place | null;
}

/**
 * Live events for this process's streams (decisions 9). One LISTEN and one reader serve all of them: a signal says that there is
 * something, one query reads it in order, and it is handed round in memory.
 */
export class LiveEvents {
  private readonly members = new Set<Member>();
  private readonly followed = new Map<AgentId, Set<Member>>();
  /** Signalled, and not readable yet. */
  private readonly awaited = new Map<number, AgentId>();
  private place: Place = BEGINNING;
  private reading: Promise<void> | null = null;
  private again = false;
  private retry: NodeJS.Timeout | null = null;
  private wait = FIRST_WAIT_MS;
  private looks: NodeJS.Timeout | null = null;
  private safeUntil = 0;
  private readonly stops: (() => void)[] = [];
  /** How many members are told live events; the others are still told what they missed. */
  private joined = 0;
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly live: LiveConnection,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    this.stops.push(
      await this.live.listen(EVENTS, (payload) => this.signalled(payload)),
      await this.live.listen(CREDENTIALS, (id) => this.background(this.checkLifelines(id))),
      this.live.onReconnect(() => this.look()),
    );
  }

  /** How many streams hang on this agent or session in this process. */
  count(lifelineId: string): number {
    return [...this.members].filter((member) => idOf(member.lifeline) === lifelineId).length;
  }

  /** The place of what happens from now on. */
  now(): Promise<Place> {
    return presentPlace(this.db);
  }

  /** Follows until the returned function is called, or the follower is told the end. */
  follow(follower: Follower): () => void {
    const member: Member = { ...follower, joinedAt: null };
    if (this.closed) {
      queueMicrotask(() => member.end("shutting_down"));
      return () => undefined;
    }
    this.members.add(member);
    for (const agentId of member.agentIds) {
      const others = this.followed.get(agentId);
      if (others === undefined) this.followed.set(agentId, new Set([member]));
      else others.add(member);
    }
    this.looks ??= this.startLooking();
    // The credential may have ended since the door was passed.
    this.background(this.checkLifelines(idOf(member.lifeline)));
    this.replay(member).catch((error: unknown) => {
      this.log.error({ err: error }, "a live stream could not be replayed");
      this.endOf(member, "failed");
    });
    return () => this.leave(member);
  }

  /** Ends all streams and listens no more. */
  close(): void {
    this.closed = true;
    for (const stop of this.stops) stop();
    for (const member of this.members) this.endOf(member, "shutting_down");
    if (this.retry !== null) clearTimeout(this.retry);
  }

  private leave(member: Member): void {
    if (!this.members.delete(member)) return;
    if (member.joinedAt !== null) this.joined -= 1;
    for (const agentId of member.agentIds) {
      const others = this.followed.get(agentId);
      others?.delete(member);
      if (others?.size === 0) this.followed.delete(agentId);
    }
    if (this.members.size > 0 || this.looks === null) return;
    clearInterval(this.looks);
    this.looks = null;
  }

  private endOf(member: Member, reason: EndReason): void {
    if (!this.members.has(member)) return;
    this.leave(member);
    member.end(reason);
  }

  /** Hands a member what it missed at its own pace, and lets it join the others where they are. */
  private async replay(member: Member): Promise<void> {
    // A read that is under way does not know this member's agents; every later one does.
    await this.reading;
    for (let place = member.after; this.members.has(member);) {
      const batch = await readHistory(this.db, place, { agentIds: member.agentIds, types: null }, HISTORY_BATCH);
      if (!this.members.has(member)) return;
      if (batch.events.length > 0) member.take(batch.events, false);
      place = batch.place;
      if (batch.complete && this.joins(member, place)) return;
      await member.ready();
    }
  }

  /** True when nothing lies between what the member has read and what the others are told next. */
  private joins(member: Member, place: Place): boolean {
    if (this.joined === 0 && this.reading === null) this.place = place;
    if (!notAfter(this.place, place)) return false;
    member.joinedAt = place;
    this.joined += 1;
    // What was signalled while it was read is now the common reader's.
    this.schedule();
    return true;
  }

  private signalled(payload: string): void {
    const [seq, agentId] = payload.split(" ");
    if (seq === undefined || agentId === undefined || !this.followed.has(agentId)) return;
    this.awaited.set(Number(seq), agentId);
    this.wait = FIRST_WAIT_MS;
    this.schedule();
  }

  private schedule(): void {
    if (this.closed || this.joined === 0) return;
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
      const named = this.followed.size > MOST_NAMED ? null : [...this.followed.keys()];
      const batch = await readOn(this.db, this.place, named, BATCH);
      this.place = batch.place;
      complete = batch.complete;
      this.handRound(batch.events);
    }
    for (const [seq, agentId] of this.awaited) if (!this.followed.has(agentId)) this.awaited.delete(seq);
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

  private handRound(events: readonly LoggedEvent[]): void {
    const shares = new Map<Member, LoggedEvent[]>();
    for (const event of events) {
      this.awaited.delete(event.seq);
      for (const member of this.followed.get(event.agent_id) ?? []) {
        // Not joined yet, or told of it in its replay.
        if (member.joinedAt === null || notAfter(event, member.joinedAt)) continue;
        const share = shares.get(member);
        if (share === undefined) shares.set(member, [event]);
        else share.push(event);
      }
    }
    for (const [member, share] of shares) if (this.members.has(member)) member.take(share, true);
  }

  private startLooking(): NodeJS.Timeout {
    this.safeUntil = monotonicMs() + SAFETY_LOOK_MS;
    const looks = setInterval(() => {
      this.background(this.endExpired());
      if (monotonicMs() > this.safeUntil) this.look();
    }, EXPIRY_LOOK_MS);
    looks.unref();
    return looks;
  }

  /** Reads and checks without being told to: a signal may have been lost. */
  private look(): void {
    this.safeUntil = monotonicMs() + SAFETY_LOOK_MS;
    this.schedule();
    this.background(this.checkLifelines(null));
  }

  private background(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.warn({ err: error }, "live streams could not be checked; they will be"));
  }

  /** Ends the streams whose token has expired by the application's time, which the sandbox may have moved. */
  private async endExpired(): Promise<void> {
    const expiring = [...this.members].filter(
      ({ lifeline }) => lifeline.kind === "agent" && lifeline.expiresAt !== null,
    );
    if (expiring.length === 0) return;
    const [row] = await this.db.query<{ now: Date }>("SELECT app_now() AS now", [], "app-now");
    for (const member of expiring) {
      const { lifeline } = member;
      if (
        row !== undefined &&
        lifeline.kind === "agent" &&
        lifeline.expiresAt !== null &&
        lifeline.expiresAt <= row.now
      ) {
        this.endOf(member, "token_expired");
      }
    }
  }

  /** Ends the streams whose credential no longer holds: all of them, or those that hang on one id. */
  private async checkLifelines(id: string | null): Promise<void> {
    const concerned = [...this.members].filter(({ lifeline }) => id === null || idOf(lifeline) === id);
    if (concerned.length === 0) return;
    const ids = (kind: Lifeline["kind"]) =>
      concerned.filter(({ lifeline }) => lifeline.kind === kind).map(({ lifeline }) => idOf(lifeline));
    const holding = await this.db.query<{ id: string; epoch: number | null }>(
      `SELECT id, epoch FROM agents WHERE id = ANY($1::text[]) AND status = 'active'
       UNION ALL
       SELECT s.id::text, NULL FROM sessions s WHERE s.id = ANY($2::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()`,
      [ids("agent"), ids("session")],
      "live-credentials",
    );
    const epochs = new Map(holding.map((row) => [row.id, row.epoch]));
    for (const member of concerned) {
      const epoch = epochs.get(idOf(member.lifeline));
      const holds = member.lifeline.kind === "agent" ? epoch === member.lifeline.epoch : epoch !== undefined;
      if (!holds) this.endOf(member, "session_invalidated");
    }
  }
}

const idOf = (lifeline: Lifeline): string => (lifeline.kind === "agent" ? lifeline.agentId : lifeline.sessionId);
