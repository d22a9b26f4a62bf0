import type { Deps } from "./context";

/**
 * The running application's parts. Kept on `globalThis` because Next bundles instrumentation and each route on their
 * own, so that a module variable would exist several times in one process.
 */
const KEY = Symbol.for("voxpact.deps");

type Holder = { [KEY]?: Deps };

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
