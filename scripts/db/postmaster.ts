import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { errorCode } from "../lib/problem.ts";

/** What a running (or killed) server wrote into its data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`. */
  readonly status: string;
}

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

export function readPostmaster(directory: string): Postmaster | null {
  let lines: readonly string[];
  try {
    lines = fs.readFileSync(path.join(directory, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
  const pid = Number(lines[PID_LINE]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[PORT_LINE]), status: lines[STATUS_LINE]?.trim() ?? "starting" };
}

/** Whether this process is the server of this directory, and not a stranger that was given its number later. */
export async function isRunningPostmaster(pid: number, directory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return (await commandOf(pid)).includes("postgres");
  try {
    // A postmaster works in its data directory: this holds even after the directory was moved.
    const working = fs.statSync(`/proc/${String(pid)}/cwd`);
    const own = fs.statSync(directory);
    return working.ino === own.ino && working.dev === own.dev;
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)])).stdout;
  } catch {
    return "";
  }
}
