#!/usr/bin/env node
/**
 * Stands where Prisma's CLI expects its native schema engine (`PRISMA_SCHEMA_ENGINE_BINARY`, set in prisma.config.ts),
 * and answers with Prisma's own WebAssembly build of it from npm: the same JSON-RPC over stdio, nothing to download.
 */
import { parseArgs } from "node:util";
import { isDatabaseCommand, runDatabaseCommand } from "./database-commands.ts";
import { parseDatasource } from "./datasource.ts";
import { log } from "./log.ts";
import { serve } from "./rpc.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    version: { type: "boolean", short: "V" },
  },
});

if (values.version === true || positionals[0] === "--version") {
  console.log("schema-engine-cli wasm");
} else {
  const datasource = parseDatasource(typeof values.datasource === "string" ? values.datasource : null);
  log("INFO", "Starting schema engine CLI"); // The CLI throws the first line of stderr away.
  const [mode, command = ""] = positionals;
  if (mode === "cli" && isDatabaseCommand(command)) process.exitCode = await runDatabaseCommand(command, datasource);
  else await serve(datasource, (values.datamodels ?? []).map(String));
}
