import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../lib/paths";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "./embedded";
import { isAlive, readPostmaster } from "./postmaster";
import { scratchDirectory } from "./scratch";

let dataDir: string;

beforeEach(async () => {
  dataDir = await scratchDirectory();
});
afterEach(async () => {
  await destroyEmbeddedPostgres(dataDir);
});

const open = () => openEmbeddedPostgres({ dataDir, durable: false });

function serverPid(): number | null {
  const directory = path.join(dataDir, "postgres");
  return fs.existsSync(directory) ? (readPostmaster(directory)?.pid ?? null) : null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Another process that uses the same server until it is killed. */
async function otherUser(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["scripts/with-database.ts", "sh", "-c", "echo in; sleep 120"], {
    cwd: ROOT,
    env: { ...process.env, VOXPACT_DATA_DIR: dataDir, DATABASE_URL: "", EMBEDDED_PG_FSYNC: "off", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true, // a process group of its own, so that its `sleep` is killed with it
  });
  await once(child.stdout, "data");
  return child;
}

async function killGroup(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await exited;
}

describe("the embedded PostgreSQL", () => {
  it("is one server for two first starts at once", async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(second.url).toBe(first.url);
    await Promise.all([first.release(), second.release()]);
    expect(serverPid()).toBeNull();
  });

  it("is stopped by the last one out, not by the one that started it", async () => {
    const first = await open();
    const second = await open();
    await first.release();
    expect(await answers(second.url)).toBe(true);
    await second.release();
    expect(await answers(second.url)).toBe(false);
  });

  it("survives a user that is killed, and is stopped when the others have left", async () => {
    const child = await otherUser();
    const own = await open();
    await killGroup(child);
    expect(await answers(own.url)).toBe(true);
    await own.release();
    expect(serverPid()).toBeNull();
  });

  it("is joined again when its only user was killed", async () => {
    const child = await otherUser();
    const before = serverPid();
    await killGroup(child);
    const own = await open();
    expect(serverPid()).toBe(before);
    await own.release();
    expect(serverPid()).toBeNull();
  });

  it("starts again after the server itself was killed", async () => {
    const first = await open();
    const pid = serverPid() ?? 0;
    process.kill(pid, "SIGKILL");
    while (isAlive(pid)) await sleep(20);
    const second = await open();
    expect(await answers(second.url)).toBe(true);
    await first.release();
    await second.release();
  });

  it("is not fooled by a stale note whose process id now belongs to a stranger", async () => {
    await (await open()).release();
    const note = path.join(dataDir, "postgres/postmaster.pid");
    fs.writeFileSync(note, `${process.pid}\n${path.dirname(note)}\n1\n5432\n\n127.0.0.1\n 1 2\nready   \n`);
    const own = await open();
    expect(serverPid()).not.toBe(process.pid);
    expect(await answers(own.url)).toBe(true);
    await own.release();
  });

  it("asks for a password", async () => {
    const own = await open();
    const stranger = new URL(own.url);
    stranger.password = "";
    expect(await answers(stranger.href)).toBe(false);
    await own.release();
  });
});
