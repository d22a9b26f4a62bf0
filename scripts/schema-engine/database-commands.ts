import pg from "pg";
import { errorCode, errorMessage } from "../lib/problem.ts";
import { type Datasource, inDatabase } from "./datasource.ts";
import { log } from "./log.ts";

const COMMANDS = ["can-connect-to-database", "create-database", "drop-database"] as const;
type DatabaseCommand = (typeof COMMANDS)[number];

/** Prisma's names for what can go wrong while connecting. */
const PRISMA_CODES: Readonly<Record<string, string>> = {
  "28P01": "P1000",
  "28000": "P1000",
  "3D000": "P1003",
  ECONNREFUSED: "P1001",
  ENOTFOUND: "P1001",
  ETIMEDOUT: "P1001",
};

export function isDatabaseCommand(command: string): command is DatabaseCommand {
  return COMMANDS.some((known) => known === command);
}

/** `schema-engine cli COMMAND`. Returns the exit code; the outcome is a log line. */
export async function runDatabaseCommand(command: DatabaseCommand, datasource: Datasource): Promise<number> {
  const { url, database } = datasource;
  if (url === null) return refuse("no datasource", "P1010");
  const name = pg.escapeIdentifier(database);
  try {
    switch (command) {
      case "can-connect-to-database":
        await execute(url, "select 1");
        break;
      case "create-database":
        await execute(inDatabase(url, "postgres"), `create database ${name}`);
        break;
      case "drop-database":
        await execute(inDatabase(url, "postgres"), `drop database ${name} with (force)`);
        break;
    }
    log("INFO", "Done");
    return 0;
  } catch (error) {
    return refuse(errorMessage(error), PRISMA_CODES[errorCode(error) ?? ""] ?? "P1010");
  }
}

function refuse(message: string, code: string): number {
  log("ERROR", message, { error_code: code });
  return 1;
}

export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
