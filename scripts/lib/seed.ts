import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import pc from "picocolors";
import { ROOT } from "./paths.ts";

/**
 * Fills an empty sandbox with the demo market, or finishes a filling that was cut off. A process of its own does it, so
 * that its memory is given back. A market with owners in it is never touched; `VOXPACT_SEED=off` leaves it empty.
 */
export async function seedIfEmpty(databaseUrl: string, pass: string, stop: AbortSignal): Promise<void> {
  const script = path.join(ROOT, "prisma/seed.ts");
  if (process.env.VOXPACT_SEED === "off" || !fs.existsSync(script)) return;
  if (!(await needsSeed(databaseUrl))) return;
  console.log("filling the empty market with demo owners, agents and jobs …");
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  const child = spawn(process.execPath, [tsx, script], {
    cwd: ROOT,
    env: { ...process.env, VOXPACT_PASS: pass },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const kill = (): void => void child.kill("SIGTERM");
  stop.addEventListener("abort", kill, { once: true });
  const [code] = (await once(child, "exit")) as [number | null];
  stop.removeEventListener("abort", kill);
  if (code !== 0 && !stop.aborted)
    console.error(pc.red("the demo market could not be filled; the server works without it"));
}

async function needsSeed(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ needed: boolean }>(
      `select not exists (select from owners) or exists (select from settings where key = 'seeding') as needed`,
    );
    return rows[0]?.needed === true;
  } finally {
    await client.end();
  }
}
