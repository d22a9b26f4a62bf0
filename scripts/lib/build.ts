import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "./lock.ts";
import { ensureWritable, ROOT } from "./paths.ts";
import { Problem } from "./problem.ts";

/** What goes into a build. */
const SOURCE_FOLDERS = ["app", "components", "docs", "lib", "public"];
const SOURCE_FILES = [
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "proxy.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];
/** Generated from schema.prisma, or never in a build. */
const IGNORED = new Set(["docs/screens", "lib/platform/prisma", "lib/testing"]);
const TEST_FILE = /\.test\.tsx?$/;

const STAMP = path.join(ROOT, ".next/voxpact-build");
const LOCK_FOLDER = path.join(ROOT, "node_modules/.cache/voxpact");
const BUILD_TIMEOUT_MS = 10 * 60_000;
const NEXT_IS_BUSY = /Another .*process is already running/;

/** Builds the application unless `.next` already holds a build of exactly these sources. Returns whether it built. */
export async function ensureBuilt(signal: AbortSignal, onBuild: () => void): Promise<boolean> {
  if (isCurrent(fingerprint())) return false;
  ensureWritable(LOCK_FOLDER);
  return withLock(path.join(LOCK_FOLDER, "build.lock"), BUILD_TIMEOUT_MS, async () => {
    const sources = fingerprint();
    if (isCurrent(sources)) return false; // another process built while we waited
    onBuild();
    fs.rmSync(STAMP, { force: true });
    await build(signal);
    fs.writeFileSync(STAMP, sources);
    return true;
  });
}

function isCurrent(sources: string): boolean {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === sources;
}

/** A digest of every file that goes into a build, and of the settings that Next writes into the browser's code. */
export function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of sourceFiles())
    hash
      .update(file)
      .update("\0")
      .update(fs.readFileSync(path.join(ROOT, file)))
      .update("\0");
  for (const name of Object.keys(process.env).sort()) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`${name}=${process.env[name] ?? ""}\0`);
  }
  return hash.digest("hex");
}

function sourceFiles(): readonly string[] {
  const exists = (name: string): boolean => fs.existsSync(path.join(ROOT, name));
  const files = SOURCE_FILES.filter(exists);
  for (const folder of SOURCE_FOLDERS.filter(exists)) collect(folder, files);
  return files.sort();
}

function collect(folder: string, into: string[]): void {
  if (IGNORED.has(folder)) return;
  for (const entry of fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) collect(name, into);
    else if (!TEST_FILE.test(name)) into.push(name);
  }
}

/** Runs `next build`. One that a killed process left behind is waited for: it writes to the same folder. */
async function build(signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + BUILD_TIMEOUT_MS;
  for (;;) {
    const result = await runNextBuild(signal);
    signal.throwIfAborted();
    if (result.code === 0) return;
    if (!NEXT_IS_BUSY.test(result.output) || performance.now() > deadline) {
      process.stderr.write(result.output);
      throw new Problem("the build failed, as shown above");
    }
    await sleep(1_000, null, { signal });
  }
}

function runNextBuild(signal: AbortSignal): Promise<{ readonly code: number | null; readonly output: string }> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  return new Promise((resolve, reject) => {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const child = spawn(process.execPath, [next, "build"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer): void => void chunks.push(chunk);
    const kill = (): void => void child.kill("SIGTERM");
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    signal.addEventListener("abort", kill, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      signal.removeEventListener("abort", kill);
      resolve({ code, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
