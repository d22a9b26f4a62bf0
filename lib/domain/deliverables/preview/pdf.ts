import type { Worker } from "node:worker_threads";
import { z } from "zod";
import { SECOND_MS } from "@/lib/kernel/clock";
import { prepareThread, takeThread } from "./pdf-thread";
import { nothing, type Shown } from "./types";

const MAX_PAGES = 10;
const MAX_CHARACTERS = 100_000;
const MAX_MS = 5 * SECOND_MS;
/** Buffers lie outside the heap, where a stream that unpacks to gigabytes would grow. */
const MAX_BUFFER_BYTES = 128 * 1_024 * 1_024;
const WATCH_MS = 25;

const answer = z.union([z.object({ text: z.string(), whole: z.boolean() }), z.object({ error: z.string() })]);
type Outcome = z.infer<typeof answer> | { readonly stopped: true };

/** Calls `stop` when the thread takes too long or too much memory. Returns what ends the watch itself. */
function watch(worker: Worker, stop: () => void): () => void {
  const deadline = setTimeout(stop, MAX_MS);
  const memory = setInterval(() => {
    worker.getHeapStatistics().then(
      ({ external_memory: bytes }) => {
        if (bytes > MAX_BUFFER_BYTES) stop();
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

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  const worker = takeThread();
  let unwatch: () => void = () => undefined;
  try {
    return await new Promise<Outcome>((resolve) => {
      const stop = (): void => resolve({ stopped: true });
      unwatch = watch(worker, stop);
      worker.once("message", (message: unknown) => {
        const parsed = answer.safeParse(message);
        resolve(parsed.success ? parsed.data : { stopped: true });
      });
      // Out of heap, or a defect of the reader that this document has found.
      worker.once("exit", stop);
      worker.postMessage({ bytes, maxPages: MAX_PAGES, maxCharacters: MAX_CHARACTERS }, [bytes.buffer]);
    });
  } finally {
    unwatch();
    await worker.terminate();
    prepareThread();
  }
}

function reasonOf(error: string, partial: boolean): string {
  if (error === "PasswordException") return "The PDF is protected by a password.";
  return partial
    ? "The beginning of the PDF is not enough to read its text."
    : "The PDF is damaged and cannot be read.";
}

/** The text of a PDF's first pages, read within bounds of time and memory. */
export async function pdfPreview(bytes: Uint8Array, partial: boolean): Promise<Shown> {
  const outcome = await read(new Uint8Array(bytes));
  if ("stopped" in outcome) return nothing("The PDF takes too much time or memory to read.", partial);
  if ("error" in outcome) return nothing(reasonOf(outcome.error, partial), partial);
  if (outcome.text.trim() === "") return nothing("The PDF's first pages have no text, only pictures.", partial);
  return { content: outcome.text, partial: partial || !outcome.whole };
}
