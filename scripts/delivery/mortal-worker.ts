import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../lib/paths";

/** A process that delivers, killed with SIGKILL and replaced by one that stands ready. */
export class MortalWorker {
  kills = 0;
  private child: ChildProcess | null = null;
  private spare: Promise<ChildProcess>;

  constructor(private readonly env: Readonly<Record<string, string>>) {
    this.spare = this.load();
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const child = await this.spare;
    this.child = child;
    await told(child, "begin", "done");
    this.spare = this.load();
  }

  /** Dies `times` times within the given time, at random moments, or later where its successors take longer. */
  async suffer(times: number, milliseconds: number, random: () => number): Promise<void> {
    const slice = milliseconds / times;
    for (let count = 0; count < times; count += 1) {
      const began = performance.now();
      await Promise.all([this.spare, sleep(random() * slice * 0.8)]);
      await end(this.child);
      this.kills += 1;
      await this.start();
      await sleep(Math.max(0, slice - (performance.now() - began)));
    }
  }

  /** Moves the application's clock; what falls due by that is done as ever. */
  async advance(seconds: number): Promise<void> {
    if (this.child === null) throw new Error("the worker is dead");
    await told(this.child, { advance: seconds }, "done");
  }

  async stop(): Promise<void> {
    await end(this.child);
    await end(await this.spare.catch(() => null));
  }

  private async load(): Promise<ChildProcess> {
    const child = fork(path.join(ROOT, "scripts/delivery/worker.ts"), {
      cwd: ROOT,
      execArgv: ["--import", "tsx", "--disable-warning=ExperimentalWarning"],
      env: { ...process.env, NODE_ENV: "test", ...this.env },
    });
    await heard(child, "loaded");
    return child;
  }
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

function told(child: ChildProcess, order: "begin" | { readonly advance: number }, word: string): Promise<void> {
  child.send(order);
  return heard(child, word);
}

function heard(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`the worker ended by itself (${String(code)})`));
    const listen = (message: unknown) => {
      if (message !== word) return;
      child.off("message", listen);
      child.off("exit", died);
      resolve();
    };
    child.on("message", listen);
    child.once("exit", died);
  });
}
