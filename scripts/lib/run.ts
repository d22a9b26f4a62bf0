import { spawn, type StdioOptions } from "node:child_process";
import path from "node:path";
import { ROOT } from "./paths.ts";

export interface Finished {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Shows the output as it comes, instead of returning it. */
  readonly show?: boolean;
}

/** Runs a program of the checkout (node_modules/.bin comes first) to its end. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const bin = path.join(ROOT, "node_modules/.bin");
  const env = { ...process.env, ...options.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` };
  return new Promise((resolve, reject) => {
    const stdio: StdioOptions = options.show === true ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd: ROOT, env, stdio });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
