/** Writes docs/openapi.json from the contracts; with `--check`, fails when the committed file is another one. */
import fs from "node:fs";
import path from "node:path";
import { openapiDocument } from "../lib/api/openapi/document";
import { ROOT } from "./lib/paths.ts";
import { Problem, runMain } from "./lib/problem.ts";

const FILE = path.join(ROOT, "docs/openapi.json");

await runMain(async () => {
  const current = `${JSON.stringify(openapiDocument(), null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    await fs.promises.mkdir(path.dirname(FILE), { recursive: true });
    await fs.promises.writeFile(FILE, current);
    return;
  }
  const committed = await fs.promises.readFile(FILE, "utf8").catch(() => "");
  if (committed !== current) throw new Problem("docs/openapi.json is not what the contracts say: run npm run openapi");
});
