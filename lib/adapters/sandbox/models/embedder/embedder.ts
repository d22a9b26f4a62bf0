import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { z } from "zod";
import { MINUTE_MS } from "@/lib/kernel/clock";

const PROGRAM = path.join(process.cwd(), "lib/adapters/sandbox/models/embedder/program.mjs");
/** A process that nobody needed for so long is let go, and its memory with it. */
const IDLE_MS = MINUTE_MS;
export const EMBEDDER_DIMENSIONS = 512;

const answerSchema = z.union([
  z.object({ id: z.number(), vectors: z.array(z.instanceof(Float32Array)) }),
  z.object({ id: z.number(), error: z.string() }),
]);

interface Waiting {
  readonly resolve: (vectors: number[][]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The Universal Sentence Encoder (lite, English) of @energetic-ai, in a process that starts with the first text and ends when
 * there was none for a minute. It keeps no process alive.
 */
export class Embedder {
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** One vector of 512 numbers and length 1 for each text. Rejects when the process dies or the model refuses. */
  async embed(texts: readonly string[]): Promise<number[][]> {
    const child = this.running();
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      child.ref();
      child.channel?.ref();
      child.send({ id, texts }, (error) => {
        if (error !== null) this.settle(id, (waiting) => waiting.reject(error));
      });
    });
  }

  private running(): ChildProcess {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    if (this.child?.connected === true) return this.child;
    // Not fork: the bundler would take the program for a module of its own.
    const child = spawn(process.execPath, [PROGRAM], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (message) => this.answered(message));
    child.on("error", (error) => this.ended(child, error));
    child.on("exit", (code) => this.ended(child, new Error(`the embedding process ended (${String(code)})`)));
    this.child = child;
    return child;
  }

  private answered(message: unknown): void {
    const answer = answerSchema.parse(message);
    this.settle(answer.id, ({ resolve, reject }) => {
      if ("error" in answer) reject(new Error(answer.error));
      else resolve(answer.vectors.map((vector) => Array.from(vector)));
    });
    if (this.waiting.size > 0) return;
    const { child } = this;
    child?.unref();
    child?.channel?.unref();
    this.idle = setTimeout(() => child?.connected === true && child.disconnect(), IDLE_MS);
    this.idle.unref();
  }

  private settle(id: number, how: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (waiting !== undefined) how(waiting);
  }

  private ended(child: ChildProcess, error: Error): void {
    if (this.child !== child) return;
    this.child = null;
    for (const id of [...this.waiting.keys()]) this.settle(id, ({ reject }) => reject(error));
  }
}
