import type Stripe from "stripe";
import { API_VERSION, EVENT_TASK, EXPIRY_TASK } from "./constants";
import { newStripeId } from "./ids";
import type { Kind, ObjectTypes, Stored } from "./model";
import type { Commit, EventRow, JobRow, Loaded, Reads, Store } from "./store";
import { noSuch } from "./wire/failures";

export interface WorkSettings {
  /** Where the hosted pages are, without a slash at the end. */
  readonly publicBase: string;
  /** Whether the application's endpoint subscribes to events of this type. */
  readonly subscribes: (type: string) => boolean;
}

export interface RequestIdentity {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

type NewObject<K extends Kind> = Pick<Stored<K>, "data" | "internal"> &
  Partial<Pick<Stored<K>, "parent" | "customer" | "transferGroup">> & { readonly id: string };

/** Everything one request reads and does. Nothing is written before the whole is committed in one statement. */
export class Work {
  private readonly objects = new Map<string, Stored>();
  private readonly askedIds: Set<string>;
  private readonly askedParents: Set<string>;
  private readonly changed = new Map<string, Stored>();
  private readonly inserted = new Map<string, Stored>();
  private readonly events: EventRow[] = [];
  private readonly timers = new Map<string, number | null>();
  /** The application's time, in seconds. */
  readonly now: number;

  constructor(
    readonly store: Store,
    readonly settings: WorkSettings,
    readonly identity: RequestIdentity,
    reads: Reads,
    loaded: Loaded,
  ) {
    this.now = loaded.now;
    this.askedIds = new Set(reads.ids);
    this.askedParents = new Set(reads.parents);
    this.keep(loaded.objects);
  }

  /** Reads what is not known yet, in one statement. */
  async read(ids: readonly (string | null)[], parents: readonly string[] = []): Promise<void> {
    const wanted: Reads = {
      ids: ids.filter((id): id is string => id !== null && !this.askedIds.has(id) && !this.objects.has(id)),
      parents: parents.filter((id) => !this.askedParents.has(id)),
    };
    if (wanted.ids.length === 0 && wanted.parents.length === 0) return;
    const loaded = await this.store.load(wanted, null);
    for (const id of wanted.ids) this.askedIds.add(id);
    for (const id of wanted.parents) this.askedParents.add(id);
    this.keep(loaded.objects);
  }

  async find<K extends Kind>(kind: K, id: string | null): Promise<Stored<K> | null> {
    if (id === null) return null;
    await this.read([id]);
    const stored = this.objects.get(id);
    return stored !== undefined && isKind(stored, kind) ? stored : null;
  }

  /** Any kind, for `expand`; null when there is none. */
  async findAny(id: string): Promise<Stored | null> {
    await this.read([id]);
    return this.objects.get(id) ?? null;
  }

  /** The object, or Stripe's `resource_missing`: 404, or 400 where the id came in `param`. */
  async get<K extends Kind>(kind: K, id: string, param?: string): Promise<Stored<K>> {
    const stored = await this.find(kind, id);
    if (stored === null) throw noSuch(kind, id, param);
    return stored;
  }

  /** All of one kind that belong to `parent`, oldest first. */
  async children<K extends Kind>(kind: K, parent: string): Promise<readonly Stored<K>[]> {
    await this.read([], [parent]);
    return [...this.objects.values()]
      .filter((stored): stored is Stored<K> => isKind(stored, kind))
      .filter((stored) => stored.parent === parent);
  }

  /** What a page or a query read; the objects become part of this work. */
  keep(objects: readonly Stored[]): void {
    for (const stored of objects) if (!this.objects.has(stored.id)) this.objects.set(stored.id, stored);
  }

  insert<K extends Kind>(kind: K, object: NewObject<K>): Stored<K> {
    const stored: Stored<K> = {
      kind,
      id: object.id,
      version: 0,
      created: this.now,
      parent: object.parent ?? null,
      customer: object.customer ?? null,
      transferGroup: object.transferGroup ?? null,
      data: object.data,
      internal: object.internal,
    };
    this.objects.set(stored.id, stored);
    this.inserted.set(stored.id, stored);
    return stored;
  }

  /** Marks a changed object to be written. */
  save(stored: Stored): void {
    if (!this.inserted.has(stored.id)) this.changed.set(stored.id, stored);
  }

  /** Records an event with the object as it is now; `account` names the connected account it is about. */
  emit(type: Stripe.Event.Type, object: object, account?: string): void {
    const deliver = this.settings.subscribes(type);
    const id = newStripeId("evt");
    const data: Stripe.EventBase = {
      id,
      object: "event",
      ...(account === undefined ? {} : { account }),
      api_version: API_VERSION,
      created: this.now,
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: deliver ? 1 : 0,
      request: { id: this.identity.requestId, idempotency_key: this.identity.idempotencyKey },
      type,
    };
    this.events.push({ id, type, data, deliver });
  }

  /** Lets the object lapse, settle or fail at `due` (application time) by itself. */
  schedule(id: string, due: number): void {
    this.timers.set(id, due);
  }

  unschedule(id: string): void {
    this.timers.set(id, null);
  }

  /** True when there is nothing to write. */
  get idle(): boolean {
    return this.inserted.size === 0 && this.changed.size === 0 && this.events.length === 0 && this.timers.size === 0;
  }

  commit(idempotency: Commit["idempotency"]): Promise<Awaited<ReturnType<Store["commit"]>>> {
    const timers = [...this.timers];
    const timerJobs = timers.flatMap(([id, due]): JobRow[] =>
      due === null ? [] : [{ task: EXPIRY_TASK, payload: { id }, due, key: timerKey(id) }],
    );
    const deliveries = this.events
      .filter((event) => event.deliver)
      .map((event): JobRow => ({ task: EVENT_TASK, payload: { event_id: event.id }, due: null, key: null }));
    return this.store.commit({
      now: this.now,
      inserts: [...this.inserted.values()],
      updates: [...this.changed.values()],
      events: this.events,
      jobs: [...deliveries, ...timerJobs],
      cancelledJobs: timers.filter(([, due]) => due === null).map(([id]) => timerKey(id)),
      idempotency,
    });
  }
}

function timerKey(id: string): string {
  return `${EXPIRY_TASK}:${id}`;
}

function isKind<K extends Kind>(stored: Stored, kind: K): stored is Stored<K> & { data: ObjectTypes[K]["data"] } {
  return stored.kind === kind;
}
