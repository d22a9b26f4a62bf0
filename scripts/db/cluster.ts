import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { errorCode, errorMessage, Problem } from "../lib/problem.ts";
import { freePort } from "../lib/ports.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { isRunningPostmaster, readPostmaster } from "./postmaster.ts";
import { serverArguments } from "./settings.ts";

/** One PostgreSQL data directory and what runs it. */
export interface Cluster {
  /** Absolute, without symbolic links. */
  readonly directory: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  /** False trades safety in a power cut for speed: tests only. */
  readonly durable: boolean;
}

const PASSWORD_FILE = "voxpact.password";
const START_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 3;
const POLL_MS = 50;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Throws `Problem` when the directory is there but closed to us. */
export function isInitialised(cluster: Cluster): boolean {
  if (!fs.existsSync(cluster.directory)) return false;
  readPassword(cluster);
  return fs.existsSync(path.join(cluster.directory, "PG_VERSION"));
}

/** The superuser's password: random, so that other accounts of the machine cannot walk in over loopback. */
export function readPassword(cluster: Cluster): string {
  try {
    return fs.readFileSync(path.join(cluster.directory, PASSWORD_FILE), "utf8").trim();
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    throw new Problem(`cannot use the database in ${cluster.directory} (${reason}): was it made by another user?`);
  }
}

/** Makes an empty database cluster, all or nothing: a run that is killed half-way leaves only what the next one removes. */
export async function initialise(cluster: Cluster): Promise<void> {
  // A name of its own: the initdb of a run that was killed may still be writing into an earlier one.
  const partial = `${cluster.directory}.new-${randomBytes(4).toString("hex")}`;
  const password = randomBytes(24).toString("base64url");
  removePartial(cluster.directory);
  makeOwned(partial, cluster.account);
  const passwordFile = `${partial}.password`;
  writeOwned(passwordFile, password, cluster.account);
  try {
    const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
    const speed = cluster.durable ? [] : ["--no-sync"];
    await run(cluster, cluster.binaries.initdb, ["-D", partial, ...access, ...locale, ...speed, "--no-instructions"]);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  writeOwned(path.join(partial, PASSWORD_FILE), password, cluster.account);
  fs.renameSync(partial, cluster.directory);
}

function removePartial(directory: string): void {
  const parent = path.dirname(directory);
  const prefix = `${path.basename(directory)}.new`;
  for (const name of fs.readdirSync(parent)) {
    if (name.startsWith(prefix)) fs.rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

/** Starts the server, or finds it running, and returns its port. Call it under the start lock. */
export async function ensureRunning(cluster: Cluster, fixedPort: number | null): Promise<number> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (let attempt = 1; ;) {
    const found = readPostmaster(cluster.directory);
    if (found !== null && (await isRunningPostmaster(found.pid, cluster.directory))) {
      if (found.status === "ready") return found.port;
      if (performance.now() > deadline) throw new Problem(`PostgreSQL in ${cluster.directory} is ${found.status}`);
      await sleep(POLL_MS);
      continue;
    }
    // A crash may leave the file, and its process id may since belong to a stranger, which PostgreSQL would fear.
    if (found !== null) fs.rmSync(path.join(cluster.directory, "postmaster.pid"), { force: true });
    const port = fixedPort ?? (await freePort());
    const refusal = await start(cluster, port);
    if (refusal === null) continue;
    // A free port may be taken in between, and the backends of a killed server need a moment to notice.
    if (attempt === START_ATTEMPTS) throw new Problem(`PostgreSQL does not start on port ${String(port)}: ${refusal}`);
    attempt += 1;
    await sleep(500);
  }
}

export async function stop(cluster: Cluster): Promise<void> {
  await run(cluster, cluster.binaries.pgCtl, ["-D", cluster.directory, "-m", "fast", "-w", "-t", "30", "stop"]);
}

/** Returns why the server did not start, or null. */
async function start(cluster: Cluster, port: number): Promise<string | null> {
  const log = path.join(cluster.directory, "server.log");
  const logged = trimLog(log);
  const options = serverArguments(port, cluster.durable).join(" ");
  try {
    await run(cluster, cluster.binaries.pgCtl, [
      "-D",
      cluster.directory,
      "-w",
      "-t",
      "60",
      "-l",
      log,
      "-o",
      options,
      "start",
    ]);
    return null;
  } catch (error) {
    return lastComplaint(log, logged) ?? errorMessage(error);
  }
}

/** Keeps the log from growing for ever; returns its size. */
function trimLog(log: string): number {
  const size = fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_LIMIT_BYTES) return size;
  fs.truncateSync(log);
  return 0;
}

/** What PostgreSQL said last: the hint for a refused port comes before the general "could not create any sockets". */
function lastComplaint(log: string, from: number): string | null {
  const text = fs.existsSync(log) ? fs.readFileSync(log).subarray(from).toString("utf8") : "";
  const complaints = text.split("\n").filter((line) => /(FATAL|PANIC|LOG: {2}could not bind)/.test(line));
  return complaints[0]?.replace(/^.*?(FATAL|PANIC|LOG): {2}/, "") ?? null;
}

async function run(cluster: Cluster, program: string, args: readonly string[]): Promise<void> {
  const identity = cluster.account === null ? {} : { uid: cluster.account.uid, gid: cluster.account.gid };
  // None of the caller's PG* variables may leak in, and the messages must be in English to be understood above.
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C" };
  try {
    await promisify(execFile)(program, [...args], { ...identity, env, cwd: path.parse(cluster.directory).root });
  } catch (error) {
    const said = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Problem(
      `${path.basename(program)}: ${said.split("\n").at(-1) ?? ""}${said === "" ? errorMessage(error) : ""}`,
    );
  }
}

function makeOwned(directory: string, account: Account | null): void {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (account !== null) fs.chownSync(directory, account.uid, account.gid);
}

function writeOwned(file: string, text: string, account: Account | null): void {
  fs.writeFileSync(file, text, { mode: 0o600 });
  if (account !== null) fs.chownSync(file, account.uid, account.gid);
}
