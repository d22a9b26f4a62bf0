import { dataDirectory } from "../lib/paths.ts";
import { Problem } from "../lib/problem.ts";
import { openEmbeddedPostgres } from "./embedded.ts";

/** A database to work with until `release`. */
export interface OpenDatabase {
  readonly url: string;
  /** False for the one at `DATABASE_URL`. */
  readonly embedded: boolean;
  readonly release: () => Promise<void>;
}

/** The database at `DATABASE_URL`, or the embedded one when there is none (sandbox.md). */
export async function openDatabase(): Promise<OpenDatabase> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== "") return { url, embedded: false, release: () => Promise.resolve() };
  const port = embeddedPort();
  // Tests may lose their data in a power cut; nobody else should set this.
  const durable = process.env.EMBEDDED_PG_FSYNC !== "off";
  const embedded = await openEmbeddedPostgres({
    dataDir: dataDirectory(),
    durable,
    ...(port === null ? {} : { port }),
  });
  return { url: embedded.url, embedded: true, release: embedded.release };
}

function embeddedPort(): number | null {
  const text = process.env.EMBEDDED_PG_PORT;
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Problem(`EMBEDDED_PG_PORT is "${text}", which is no port`);
}
