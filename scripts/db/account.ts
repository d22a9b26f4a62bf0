import fs from "node:fs";
import path from "node:path";
import { Problem } from "../lib/problem.ts";

/** The system account PostgreSQL runs as; null means our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ["postgres", "nobody"];

/** PostgreSQL refuses to run as root, so as root it runs as an account every system already has. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = fs.readFileSync("/etc/passwd", "utf8").split("\n").map(parseAccount);
  for (const name of CANDIDATES) {
    const found = accounts.find((entry) => entry.name === name);
    if (found) return { uid: found.uid, gid: found.gid };
  }
  throw new Problem("PostgreSQL cannot run as root, and there is neither an account postgres nor nobody to run it as");
}

function parseAccount(line: string): { name: string; uid: number; gid: number } {
  const [name = "", , uid = "", gid = ""] = line.split(":");
  return { name, uid: Number(uid), gid: Number(gid) };
}

/** Whether the account can walk down to `target`: a checkout under /root (mode 0700) is closed to anyone else. */
export function canReach(target: string, account: Account | null): boolean {
  if (account === null) return true;
  for (let directory = path.dirname(target); ; directory = path.dirname(directory)) {
    const stat = fs.statSync(directory, { throwIfNoEntry: false });
    if (stat && !searchable(stat, account)) return false;
    if (directory === path.dirname(directory)) return true;
  }
}

function searchable(stat: fs.Stats, account: Account): boolean {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
