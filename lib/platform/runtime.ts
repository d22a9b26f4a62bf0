import type { Logger } from "pino";
import type { Egress } from "../ports/egress";
import type { Mailer } from "../ports/mail";
import type { Models } from "../ports/models";
import type { Objects } from "../ports/objects";
import type { Payments } from "../ports/payments";
import type { Uploads } from "../ports/uploads";
import type { AppDatabase } from "./db";
import type { Settings } from "./env";
import type { LiveEvents } from "./live-events";

/** What the application is made of; composition.ts chooses each part. */
export interface Deps {
  readonly settings: Settings;
  readonly db: AppDatabase;
  readonly payments: Payments;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly mailer: Mailer;
  readonly models: Models;
  readonly egress: Egress;
  /** Events as they happen, for this process's streams. */
  readonly live: LiveEvents;
  readonly log: Logger;
  /** The key under which tokens are signed and secrets are sealed. */
  readonly secret: string;
}

/**
 * The running application's parts. Kept on `globalThis` because Next bundles instrumentation and each route on their
 * own, so that a module variable would exist several times in one process.
 */
const KEY = Symbol.for("voxpact.deps");

type Holder = { [KEY]?: Deps };

/** Makes these the running application's parts; null when it has stopped. For `boot` and `stop` alone. */
export function setRuntime(deps: Deps | null): void {
  const holder = globalThis as Holder;
  if (deps === null) delete holder[KEY];
  else holder[KEY] = deps;
}

/** Throws before the application has booted. */
export function runtime(): Deps {
  const deps = (globalThis as Holder)[KEY];
  if (deps === undefined)
    throw new Error("The application has not booted: composition's boot() has not run in this process.");
  return deps;
}
