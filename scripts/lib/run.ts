import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "./paths.ts";

export interface Finished {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Shows the output as it comes, too. */
  readonly show?: boolean;
}

/** Runs a program of the checkout (node_modules/.bin comes first) to its end. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const bin = path.join(ROOT, "node_modules/.bin");
  const show = options.show === true;
  const env = {
    ...process.env,
    // A program that writes to us does not know that a person looks on.
    ...(show && process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
    ...options.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (show) to.write(chunk);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
