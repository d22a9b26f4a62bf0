import type { LimitState } from "../kernel/contract";
import { newId, type AgentId, type Id } from "../kernel/ids";
import { runtime, type Deps } from "./runtime";

/** Who is calling. `via: "owner"`: an agent's token that its owner downscoped (select-agent). */
export type Actor =
  | { readonly kind: "nobody" }
  | { readonly kind: "agent"; readonly agentId: AgentId; readonly ownerId: Id; readonly via: "agent" | "owner" }
  | { readonly kind: "owner"; readonly ownerId: Id }
  | { readonly kind: "admin"; readonly email: string }
  | { readonly kind: "system" };

export type AgentActor = Extract<Actor, { kind: "agent" }>;
export type OwnerActor = Extract<Actor, { kind: "owner" }>;
/** An operator: somebody whose address is in `ADMIN_EMAILS`. */
export type AdminActor = Extract<Actor, { kind: "admin" }>;

/** What a verb gets: the parts, the application's time, who calls, and the id an object it creates must take. */
export interface Ctx<A extends Actor = Actor> extends Deps {
  readonly now: Date;
  readonly actor: A;
  readonly requestId: string;
  /** Stays the same when a request is tried again under one Idempotency-Key: one key, one object. */
  readonly resourceId: Id;
  /** Hears of a limit that the verb counted itself, for the answer's headers. */
  readonly onLimit?: (state: LimitState) => void;
}

/**
 * What a verb gets, put together. `resourceId` is the id that an object it creates must take: given where a request may be
 * tried again under one Idempotency-Key, else a new one.
 */
export function contextOf<A extends Actor>(
  deps: Deps,
  now: Date,
  actor: A,
  requestId: string,
  resourceId?: Id,
): Ctx<A> {
  return { ...deps, now, actor, requestId, resourceId: resourceId ?? newId(now) };
}

/** The application's time, which the sandbox may have moved. */
export async function appNow(deps: Pick<Deps, "db">): Promise<Date> {
  const [row] = await deps.db.query<{ now: Date }>("SELECT app_now() AS now", [], "app-now");
  if (row === undefined) throw new Error("app_now() gave no row");
  return row.now;
}

/** A context of the system's own: background work, pages that have checked who is there. */
export async function systemContext<A extends Actor = Extract<Actor, { kind: "system" }>>(actor?: A): Promise<Ctx<A>> {
  const deps = runtime();
  const now = await appNow(deps);
  return contextOf(deps, now, (actor ?? { kind: "system" }) as A, `sys-${newId(now)}`);
}
