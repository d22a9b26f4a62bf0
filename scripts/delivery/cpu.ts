import fs from "node:fs";
import os from "node:os";
import type { Database } from "@/lib/ports/sql";
import { familyOf } from "../bench/memory";

/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** Processor seconds that a process, and those of its children that ended, have taken so far; 0 where there is none. */
function secondsOf(pid: string): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold spaces; the fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}

const together = (pids: readonly string[]): number => pids.reduce((sum, pid) => sum + secondsOf(pid), 0);

/** The process that started all of a database's backends. */
async function postmasterOf(db: Database): Promise<number> {
  const [row] = await db.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const status = fs.readFileSync(`/proc/${String(row?.pid)}/status`, "utf8");
  return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
}

/** Who takes how much of the processors while `work` runs, for each event; says so where there is no /proc. */
export async function sharesOf(
  run: { readonly db: Database; readonly worker: number; readonly events: number; readonly perSecond: number },
  work: () => Promise<void>,
): Promise<string> {
  if (!fs.existsSync("/proc/self/stat")) {
    await work();
    return "processor time: unknown here";
  }
  const postmaster = await postmasterOf(run.db);
  const look = () => [secondsOf(String(run.worker)), together(familyOf(postmaster)), secondsOf(String(process.pid))];
  const before = look();
  await work();
  const used = look().map((seconds, at) => ((seconds - (before[at] ?? 0)) * 1_000) / run.events);
  const [worker, postgres, ours] = used.map((each) => each.toFixed(2));
  const cores = (used.reduce((sum, each) => sum + each, 0) * run.perSecond) / 1_000;
  return `processor time an event: worker ${worker} ms, PostgreSQL ${postgres} ms, this test ${ours} ms; ${cores.toFixed(2)} of ${os.availableParallelism()} cores`;
}
