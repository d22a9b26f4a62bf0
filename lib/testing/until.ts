import { setTimeout as sleep } from "node:timers/promises";

/** What happens in the background happens when the machine gets to it. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 25;

/** Waits until there is something to see. Throws what was waited for. */
export async function until<T>(what: () => string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what()}: not within ${PATIENCE_MS} ms`);
    await sleep(LOOK_MS);
  }
}
