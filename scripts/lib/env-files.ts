import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

/** Reads `.env.local` and `.env` as Next does; what is already in the environment wins. */
export function loadEnvFiles(): void {
  for (const name of [".env.local", ".env"]) {
    const file = path.join(ROOT, name);
    if (fs.existsSync(file)) process.loadEnvFile(file);
  }
}
