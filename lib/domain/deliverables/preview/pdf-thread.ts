import path from "node:path";
import type { Worker } from "node:worker_threads";
import { MINUTE_MS } from "@/lib/kernel/clock";
import { startThread } from "@/lib/platform/threads";

const PROGRAM = path.join(process.cwd(), "lib/domain/deliverables/preview/pdf-worker.mjs");
const MAX_HEAP_MB = 96;
/** A thread that nobody needed for so long is let go. */
const IDLE_MS = 5 * MINUTE_MS;

/** Loading the reader takes longer than most documents do, so one thread is kept ready. */
let ready: Worker | null = null;

const start = (): Worker => startThread(PROGRAM, MAX_HEAP_MB);

/** A thread that has read nothing yet: every document has one of its own, which is ended afterwards. */
export function takeThread(): Worker {
  const worker = ready ?? start();
  ready = null;
  worker.ref();
  return worker;
}

/** Has the next thread load the reader while nobody waits for it. It keeps no process alive. */
export function prepareThread(): void {
  if (ready !== null) return;
  const worker = start();
  ready = worker;
  worker.unref();
  const idle = setTimeout(() => {
    if (ready === worker) void worker.terminate();
  }, IDLE_MS);
  idle.unref();
  worker.once("exit", () => {
    clearTimeout(idle);
    if (ready === worker) ready = null;
  });
}
