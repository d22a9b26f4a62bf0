import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { chromium } from "@playwright/test";
import { Problem } from "./problem.ts";
import { run } from "./run.ts";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium of this machine: `CHROMIUM_PATH`, a system one, or the one Playwright has downloaded; null when there is none. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH;
  const candidates = [...(named === undefined ? [] : [named]), ...INSTALLED, chromium.executablePath()];
  return candidates.find((file) => fs.existsSync(file)) ?? null;
}

/** Installs a browser if the machine has none: Debian's package where we may, else Playwright's own download. */
export async function ensureBrowser(): Promise<void> {
  if (findBrowser() !== null) return;
  console.log("installing a browser for the journeys …");
  const apt = aptCommand();
  const attempts: (() => Promise<string>)[] = [
    ...(apt === null ? [] : [() => installWithApt(apt)]),
    async () => (await run("playwright", ["install", "chromium"])).output,
  ];
  let said = "";
  for (const attempt of attempts) {
    said = await attempt();
    if (findBrowser() !== null) return;
  }
  process.stderr.write(said);
  throw new Problem("no browser could be installed: install Chromium, or set CHROMIUM_PATH to one");
}

/** The words before `apt-get`: none as root, sudo where it asks for no password; null where neither will do. */
function aptCommand(): readonly string[] | null {
  if (spawnSync("apt-get", ["--version"]).status !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : null;
}

async function installWithApt(prefix: readonly string[]): Promise<string> {
  const apt = async (...args: readonly string[]): Promise<string> => {
    const [command = "apt-get", ...rest] = [...prefix, "apt-get", ...args];
    return (await run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" } })).output;
  };
  return (
    (await apt("update")) + (await apt("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"))
  );
}
