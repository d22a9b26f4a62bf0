import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { errorMessage, Problem } from "./problem.ts";

const POLL_MS = 50;
const SQLITE_BUSY = 5;

/**
 * Runs `work` while this process alone holds the lock file. The lock is the operating system's own (through SQLite, the
 * only file lock Node ships), so it falls with the process that held it, however that ended: there is nothing stale to
 * clean up. Throws `Problem` when the file cannot be written or the lock is not free within `timeoutMs`.
 */
export async function withLock<T>(file: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const lock = open(file);
  try {
    for (const deadline = performance.now() + timeoutMs; !tryLock(lock, file);) {
      if (performance.now() > deadline) throw new Problem(`another VoxPact process has held ${file} for too long`);
      await sleep(POLL_MS);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (error) {
    throw new Problem(`cannot write ${file}: ${errorMessage(error)}`);
  }
}

function tryLock(lock: DatabaseSync, file: string): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return false;
    throw new Problem(`cannot lock ${file}: ${errorMessage(error)}`);
  }
}
