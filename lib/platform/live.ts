import pg from "pg";
import { SECOND_MS } from "../kernel/clock";
import type { Logger } from "./log";

const RECONNECT_MS = SECOND_MS;

/**
 * A process's own connection to the database, held for its life: LISTEN, and advisory locks that say "I am alive".
 * PostgreSQL drops both the moment the process dies, however it dies. Reconnects, and takes all up again, by itself.
 */
export class LiveConnection {
  private client: pg.Client | null = null;
  private readonly listeners = new Map<string, Set<(payload: string) => void>>();
  private readonly reconnected = new Set<() => void>();
  private readonly locks = new Set<string>();
  private work: Promise<unknown> = Promise.resolve();
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  /**
   * Connects, and takes up all listeners and locks. Throws where the database does not answer; a connection that is lost later
   * comes back by itself.
   */
  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: "voxpact-live", keepAlive: true });
    client.on("error", (error) => this.lost(error));
    client.on("end", () => this.lost(null));
    client.on("notification", ({ channel, payload }) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(payload ?? "");
    });
    await client.connect();
    this.client = client;
    for (const channel of this.listeners.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    for (const name of this.locks) await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
  }

  /** Calls `listener` with each payload. Returns a function that stops it. */
  async listen(channel: string, listener: (payload: string) => void): Promise<() => void> {
    const known = this.listeners.get(channel);
    if (known === undefined) {
      this.listeners.set(channel, new Set([listener]));
      await this.run((client) => client.query(`LISTEN ${pg.escapeIdentifier(channel)}`));
    } else known.add(listener);
    return () => this.listeners.get(channel)?.delete(listener);
  }

  /** Called after a lost connection is back: what was signalled in between was missed. */
  onReconnect(listener: () => void): () => void {
    this.reconnected.add(listener);
    return () => this.reconnected.delete(listener);
  }

  /** Holds a lock of this name while the process lives, so that others can tell (see `reviveTasks`). */
  async hold(name: string): Promise<void> {
    this.locks.add(name);
    await this.run((client) => client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]));
  }

  /** Gives a lock back; nothing happens where it is not held. */
  async letGo(name: string): Promise<void> {
    if (!this.locks.delete(name)) return;
    await this.run((client) => client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]));
  }

  /** Ends the connection, and with it all locks and listening, for good. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.retry !== null) clearTimeout(this.retry);
    const client = this.client;
    this.client = null;
    await client?.end();
  }

  /** One statement after the other; one that fails is taken up again by the reconnect. */
  private run(statement: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const next = this.work.then(async () => {
      if (this.client !== null) await statement(this.client);
    });
    this.work = next.catch((error: unknown) => this.lost(error));
    return this.work.then(() => undefined);
  }

  private lost(error: unknown): void {
    if (this.closed || this.client === null) return;
    this.log.warn({ err: error }, "the live connection to the database was lost");
    this.client.removeAllListeners();
    // A late error of the dead connection must not become an uncaught one.
    this.client.on("error", () => undefined);
    this.client = null;
    this.scheduleReconnect();
  }

  private scheduleReconnect(): void {
    this.retry = setTimeout(() => {
      if (this.closed) return;
      this.connect().then(
        () => {
          for (const listener of this.reconnected) listener();
        },
        (error: unknown) => {
          this.log.warn({ err: error }, "the database does not answer yet");
          this.scheduleReconnect();
        },
      );
    }, RECONNECT_MS);
  }
}
