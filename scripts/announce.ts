import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";
import pc from "picocolors";
import { ROOT } from "./lib/paths.ts";

/** Where the application can be reached. */
export interface Place {
  readonly url: string;
  readonly sandbox: boolean;
}

/** Says that the server answers, and where to look first. */
export function announce(place: Place, startedInMs: number): void {
  const seconds = (startedInMs / 1_000).toFixed(1);
  console.log(
    `\n${pc.bold("VoxPact")} is ready at ${pc.bold(place.url)} after ${seconds} s${place.sandbox ? pc.yellow(" (sandbox)") : ""}\n`,
  );
  line("Landing page", place.url);
  line("API reference", `${place.url}/docs`);
  if (!place.sandbox) return;
  line("Mailbox", `${place.url}/sandbox/mailbox`);
  line("Sandbox", `${place.url}/sandbox`);
}

/**
 * Fills an empty sandbox with the demo market, in a process of its own so that its memory is given back; a database
 * with owners in it is never touched. Then says how to log in to it, and what to paste into a shell.
 */
export async function seedIfEmpty(place: Place, databaseUrl: string, stop: AbortSignal): Promise<void> {
  if (!place.sandbox) return;
  if (process.env.VOXPACT_SEED !== "off" && (await readDemo(databaseUrl)) === null) await seed(stop);
  if (stop.aborted) return;
  const demo = await readDemo(databaseUrl);
  if (demo !== null) line("Demo login", `${place.url}/sandbox/login?as=${encodeURIComponent(demo.email)}`);
  const resource = typeof demo?.agentId === "string" ? `/v1/agents/${demo.agentId}` : "/openapi.json";
  line("Try", `curl -s ${place.url}${resource}`);
  console.log(pc.dim("\nnpm run demo, in another terminal, shows two agents trade. Ctrl-C stops everything.\n"));
}

function line(label: string, value: string): void {
  console.log(`  ${pc.dim(label.padEnd(14))} ${value}`);
}

interface Demo {
  readonly email: string;
  readonly agentId: string | null;
}

/** The first owner and one of their agents, or null in an empty market. */
async function readDemo(databaseUrl: string): Promise<Demo | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Demo>(
      `select owners.email, (
         select agents.id from agents where agents.owner_id = owners.id and agents.status = 'active' order by agents.id limit 1
       ) as "agentId"
       from owners order by owners.created_at, owners.id limit 1`,
    );
    return rows[0] ?? null;
  } finally {
    await client.end();
  }
}

async function seed(stop: AbortSignal): Promise<void> {
  const script = path.join(ROOT, "prisma/seed.ts");
  if (!fs.existsSync(script)) return;
  console.log(pc.dim("\n  filling the empty market with demo owners, agents and jobs …"));
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  const child = spawn(process.execPath, [tsx, script], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
  const kill = (): void => void child.kill("SIGTERM");
  stop.addEventListener("abort", kill, { once: true });
  const [code] = (await once(child, "exit")) as [number | null];
  stop.removeEventListener("abort", kill);
  if (code !== 0 && !stop.aborted)
    console.error(pc.red("  the demo market could not be filled; the server works without it"));
}
