import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { destroyEmbeddedPostgres } from "./embedded.ts";
import { isAlive } from "./postmaster.ts";

const PREFIX = "voxpact-scratch-";

/** A data directory for this process alone. What earlier processes left when they were killed is removed first. */
export async function scratchDirectory(): Promise<string> {
  await sweepScratch();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${String(process.pid)}-`));
  // Open to the account that PostgreSQL runs as when we are root; the data itself stays closed.
  fs.chmodSync(directory, 0o755);
  return directory;
}

async function sweepScratch(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    // A directory of another user is theirs to sweep.
    await destroyEmbeddedPostgres(path.join(os.tmpdir(), name)).catch(() => undefined);
  }
}
