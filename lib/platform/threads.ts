import { Worker } from "node:worker_threads";

/** What a thread may take, besides the heap it was started with. */
export interface ThreadLimits {
  readonly ms: number;
  /** Buffers lie outside the heap, where a stream that unpacks to gigabytes would grow. */
  readonly bufferBytes: number;
}

const WATCH_MS = 25;

/** Starts a program, by its path on the disk, in a thread that ends itself where its heap outgrows `heapMb`. */
export function startThread(program: string, heapMb: number): Worker {
  const worker = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    stdout: true,
    stderr: true,
  });
  // Whoever waits for an answer sees the thread end; without a listener an error in it would end the process.
  worker.on("error", () => undefined);
  return worker;
}

/** Calls `stop` when the thread takes too long or too much memory. Returns what ends the watch itself. */
function watch(worker: Worker, { ms, bufferBytes }: ThreadLimits, stop: () => void): () => void {
  const deadline = setTimeout(stop, ms);
  const memory = setInterval(() => {
    worker.getHeapStatistics().then(
      ({ external_memory: bytes }) => {
        if (bytes > bufferBytes) stop();
      },
      // The thread has just ended by itself.
      () => undefined,
    );
  }, WATCH_MS);
  return () => {
    clearTimeout(deadline);
    clearInterval(memory);
  };
}

/**
 * Asks a thread one question and ends it, whatever comes of that: for work on hostile input, whose cost nobody knows beforehand.
 * `stopped` where it took too long or too much memory, or died of what it was asked.
 */
export async function askThread(
  worker: Worker,
  question: unknown,
  limits: ThreadLimits,
  transfer: readonly ArrayBuffer[] = [],
): Promise<{ readonly answer: unknown } | { readonly stopped: true }> {
  let unwatch: () => void = () => undefined;
  try {
    return await new Promise((resolve) => {
      const stop = (): void => resolve({ stopped: true });
      unwatch = watch(worker, limits, stop);
      worker.once("message", (answer: unknown) => resolve({ answer }));
      // Out of heap, or a defect that this question has found.
      worker.once("exit", stop);
      worker.postMessage(question, transfer);
    });
  } finally {
    unwatch();
    await worker.terminate();
  }
}
