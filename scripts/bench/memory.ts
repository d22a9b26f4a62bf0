import fs from "node:fs";

/** Memory of a process and all it started, from /proc (Linux): in MiB. */

function statusOf(pid: string): { readonly parent: string; readonly name: string } | null {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return { parent: /^PPid:\s+(\d+)/m.exec(status)?.[1] ?? "0", name: /^Name:\s+(.+)$/m.exec(status)?.[1] ?? "" };
  } catch {
    return null;
  }
}

const processes = (): readonly string[] => fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));

export function familyOf(pid: number): readonly string[] {
  const family = new Set([String(pid)]);
  for (const candidate of processes()) {
    const parent = statusOf(candidate)?.parent;
    if (parent !== undefined && family.has(parent)) family.add(candidate);
  }
  return [...family];
}

function kibibytes(pid: string, file: "status" | "smaps_rollup", field: "VmRSS" | "Pss"): number {
  try {
    const text = fs.readFileSync(`/proc/${pid}/${file}`, "utf8");
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Resident memory of one process. */
export const residentOf = (pid: number): number => kibibytes(String(pid), "status", "VmRSS") / 1_024;

/** What a family of processes takes together: shared pages count once. */
export const togetherOf = (pid: number): number =>
  familyOf(pid).reduce((sum, member) => sum + kibibytes(member, "smaps_rollup", "Pss"), 0) / 1_024;

const SAMPLE_MS = 50;

/** The largest resident memory of any process of this family but PostgreSQL's, until it is asked for. */
export function watchPeak(pid: number): () => number {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, ...familyOf(pid).map((member) => residentOf(Number(member))));
  };
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}
